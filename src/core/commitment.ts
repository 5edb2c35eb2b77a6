import canonicalize from 'canonicalize'
import { hash } from 'node:crypto'
import { AppError } from './errors.ts'
import { isJsonObject, type Json, type JsonPointer } from './json.ts'
import { pointerToken } from './json-pointer.ts'

/** The canonical text of a JSON value (RFC 8785). Throws `not-canonical` for what JSON can't hold. */
export function canonicalJson(value: unknown): string {
  const text = canonicalize(value)
  if (text === undefined) throw new AppError('A value has no canonical JSON form.', { code: 'not-canonical' })
  return text
}

/** SHA-256 of a text, as `sha256:` and 64 hexadecimal digits. */
export function sha256(text: string): string {
  return `sha256:${hash('sha256', text)}`
}

/** The salt of each committed leaf, 128 bits in base64url, beside the value it hides. Erasing both hides it for ever. */
export type Salts = Readonly<Record<JsonPointer, string>>

/** A value whose leaves are replaced by commitments, so that it can be hashed, chained and shown without them. */
export interface Committed {
  readonly committed: Json
  readonly salts: Salts
}

/** Replaces every leaf by `SHA-256(salt ‖ RFC 8785(value))` under a fresh salt each. */
export function commitLeaves(value: Json, randomBytes: (length: number) => Buffer): Committed {
  const salts: Record<JsonPointer, string> = {}
  const committed = mapLeaves(value, '', (leaf, pointer) => {
    const salt = randomBytes(16).toString('base64url')
    salts[pointer] = salt
    return commitment(leaf, salt)
  })
  return { committed, salts }
}

/** Replaces a value as a whole, so that not even its shape shows. */
export function commitWhole(
  value: Json,
  randomBytes: (length: number) => Buffer,
): { readonly committed: string; readonly salt: string } {
  const salt = randomBytes(16).toString('base64url')
  return { committed: commitment(value, salt), salt }
}

/** The same commitments again from the values and their salts. A leaf without a salt throws `salt-missing`. */
export function recommitLeaves(value: Json, salts: Salts): Json {
  return mapLeaves(value, '', (leaf, pointer) => {
    const salt = salts[pointer]
    if (salt === undefined) {
      throw new AppError('A committed value has lost its salt.', { code: 'salt-missing', details: { pointer } })
    }
    return commitment(leaf, salt)
  })
}

/** The same commitments again within a larger value: at each place that has a salt, whatever stands around them. */
export function recommitPlaces(value: Json, salts: Salts, pointer: JsonPointer = ''): Json {
  const salt = Object.hasOwn(salts, pointer) ? salts[pointer] : undefined
  if (salt !== undefined) return commitment(value, salt)
  if (Array.isArray(value)) return value.map((item: Json, index) => recommitPlaces(item, salts, `${pointer}/${index}`))
  if (!isJsonObject(value)) return value
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => [key, recommitPlaces(item, salts, `${pointer}/${pointerToken(key)}`)]),
  )
}

function commitment(value: Json, salt: string): string {
  return sha256(salt + canonicalJson(value))
}

function mapLeaves(value: Json, pointer: JsonPointer, replace: (leaf: Json, pointer: JsonPointer) => Json): Json {
  if (Array.isArray(value) && value.length > 0) {
    return value.map((item: Json, index) => mapLeaves(item, `${pointer}/${index}`, replace))
  }
  if (isJsonObject(value) && Object.keys(value).length > 0) {
    return Object.fromEntries(
      Object.entries(value).map(([key, item]) => [key, mapLeaves(item, `${pointer}/${pointerToken(key)}`, replace)]),
    )
  }
  return replace(value, pointer)
}
