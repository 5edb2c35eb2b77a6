import type { Json, JsonPointer } from './json.ts'
import { pointerToken } from './json-pointer.ts'

/** Why a text or value isn't JSON that means the same to everyone who reads it. */
export type JsonFaultCode =
  | 'not-json' // not JSON text, or a value that JSON has no form for
  | 'number-inexact' // an integer beyond 2^53, a number beyond a double's range, or more digits than a double holds
  | 'key-duplicate' // which of the two counts depends on the reader
  | 'text-lone-surrogate' // has no UTF-8, so it can't be hashed or sent
  | 'text-nul' // PostgreSQL holds no U+0000, so what was done couldn't be written down
  | 'too-deep'

export interface JsonFault {
  readonly ok: false
  readonly code: JsonFaultCode
  readonly pointer: JsonPointer
}

export type StrictJson = { readonly ok: true; readonly value: Json } | JsonFault

/** Nesting beyond this is refused, so that whoever walks a value afterwards may recurse. */
export const JSON_DEPTH = 100

/**
 * Parses JSON text and refuses what doesn't survive a round trip, so that what was read, hashed, approved and sent is
 * one and the same value.
 */
export function parseStrictJson(text: string): StrictJson {
  let parsed: unknown
  try {
    parsed = JSON.parse(text)
  } catch {
    return fault('not-json', '')
  }
  const checked = checkJson(parsed)
  if (!checked.ok) return checked
  return faultInText(text) ?? checked
}

/** The same for a value that something else has parsed, where duplicate keys and spare digits are already lost. */
export function checkJson(value: unknown): StrictJson {
  const found = faultInValue(value, '', 0)
  return found ?? { ok: true, value: value as Json } // the walk has just proved it, and a copy would cost its size
}

function faultInValue(value: unknown, pointer: JsonPointer, depth: number): JsonFault | null {
  switch (typeof value) {
    case 'boolean':
      return null
    case 'string':
      return faultInString(value, pointer)
    case 'number':
      return isExact(value) ? null : fault('number-inexact', pointer)
    case 'object':
      if (value === null) return null
      if (depth === JSON_DEPTH) return fault('too-deep', pointer)
      return Array.isArray(value) ? faultInArray(value, pointer, depth) : faultInObject(value, pointer, depth)
    default:
      return fault('not-json', pointer)
  }
}

function faultInString(text: string, pointer: JsonPointer): JsonFault | null {
  if (!text.isWellFormed()) return fault('text-lone-surrogate', pointer)
  return text.includes('\0') ? fault('text-nul', pointer) : null
}

function isExact(value: number): boolean {
  return Number.isInteger(value) ? Number.isSafeInteger(value) : Number.isFinite(value)
}

function faultInArray(items: readonly unknown[], pointer: JsonPointer, depth: number): JsonFault | null {
  for (const [index, item] of items.entries()) {
    const found = faultInValue(item, `${pointer}/${index}`, depth + 1)
    if (found !== null) return found
  }
  return null
}

function faultInObject(object: object, pointer: JsonPointer, depth: number): JsonFault | null {
  const prototype: unknown = Object.getPrototypeOf(object)
  if (prototype !== Object.prototype && prototype !== null) return fault('not-json', pointer)
  for (const [key, item] of Object.entries(object)) {
    const found = faultInString(key, pointer) ?? faultInValue(item, `${pointer}/${pointerToken(key)}`, depth + 1)
    if (found !== null) return found
  }
  return null
}

// Strings first, so that what stands inside one is never taken for a bracket or a number.
const TOKEN = /"(?:[^"\\]|\\.)*"|-?\d[\d.eE+-]*|[{}[\],:]/g

interface Frame {
  /** Of an object: the keys seen. Of an array: null. */
  readonly keys: Set<string> | null
  at: string | number
}

/**
 * What `JSON.parse` forgets: keys that come twice, digits that were rounded away. The text is known to be JSON, not
 * deeper than `JSON_DEPTH`, so its tokens are all that there is to look at: a tolerant parser with a visitor
 * (jsonc-parser) would be a second grammar that could disagree with the first.
 */
function faultInText(text: string): JsonFault | null {
  const frames: Frame[] = []
  let keyComes = false
  for (const [token] of text.matchAll(TOKEN)) {
    const frame = frames.at(-1)
    if (token === '{' || token === '[') {
      frames.push(token === '{' ? { keys: new Set(), at: '' } : { keys: null, at: 0 })
      keyComes = token === '{'
    } else if (token === '}' || token === ']') {
      frames.pop()
      keyComes = false
    } else if (token === ',' && frame !== undefined) {
      keyComes = frame.keys !== null
      if (typeof frame.at === 'number') frame.at += 1
    } else if (token === ':') {
      keyComes = false
    } else if (keyComes && frame !== undefined && frame.keys !== null) {
      frame.at = keyOf(token)
      if (frame.keys.has(frame.at)) return fault('key-duplicate', pointerTo(frames))
      frame.keys.add(frame.at)
    } else if (!token.startsWith('"') && !keepsItsDigits(token)) {
      return fault('number-inexact', pointerTo(frames))
    }
  }
  return null
}

function keyOf(token: string): string {
  return token.includes('\\') ? String(JSON.parse(token)) : token.slice(1, -1)
}

function pointerTo(frames: readonly Frame[]): JsonPointer {
  return frames.map((frame) => `/${pointerToken(frame.at)}`).join('')
}

/** Whether the double that a number is read as, written with as many digits, reads the same. */
function keepsItsDigits(token: string): boolean {
  if (token.length <= 15 && !/e/i.test(token)) return true // any 15 digits fit a double (IEEE 754)
  const written = decimal(token)
  if (written.digits.length > 100) return false // as far as toPrecision goes
  const kept = decimal(Number(token).toPrecision(Math.max(1, written.digits.length)))
  return kept.digits === written.digits && kept.exponent === written.exponent
}

/** A decimal number as its significant digits and the power of ten that they are multiplied with. */
function decimal(text: string): { digits: string; exponent: number } {
  const [, whole = '', fraction = '', power = '0'] = /^-?(\d+)(?:\.(\d+))?(?:e([+-]?\d+))?$/i.exec(text) ?? []
  const all = (whole + fraction).replace(/^0+/, '')
  const digits = all.replace(/0+$/, '')
  if (digits === '') return { digits, exponent: 0 }
  return { digits, exponent: Number(power) - fraction.length + (all.length - digits.length) }
}

function fault(code: JsonFaultCode, pointer: JsonPointer): JsonFault {
  return { ok: false, code, pointer }
}
