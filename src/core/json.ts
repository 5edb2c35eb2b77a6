import { z } from 'zod'
import { pointerToken, pointerTokens } from './json-pointer.ts'

/** Any value that survives a JSON round trip. */
export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json }
export type JsonObject = { readonly [key: string]: Json }

export const Json: z.ZodType<Json> = z.json()
export const JsonObject: z.ZodType<JsonObject> = z.record(z.string(), Json)

/** The same of what was text a moment ago, as rows are: it is looked at and kept, where those make all of it anew. */
export const ParsedJson: z.ZodType<Json> = z.union([z.custom<Json>(isWhole), Json])
export const ParsedJsonObject: z.ZodType<JsonObject> = z.union([
  z.custom<JsonObject>((value) => isWhole(value) && isJsonObject(value)),
  JsonObject,
])

// Numbers that no text gives back, and a key that copying leaves out, are for the others to deal with.
function isWhole(value: unknown): value is Json {
  if (value === null || typeof value === 'string' || typeof value === 'boolean') return true
  if (typeof value === 'number') return Number.isFinite(value)
  if (typeof value !== 'object') return false
  if (Array.isArray(value)) return value.every(isWhole)
  if (Object.getPrototypeOf(value) !== Object.prototype) return false
  return Object.entries(value).every(([key, below]) => key !== '__proto__' && isWhole(below))
}

/** A place inside a JSON value, as RFC 6901 writes it: `''` is the whole, `/items/0/sku` a leaf. */
export type JsonPointer = string

/** The value at a JSON Pointer, or undefined where there is none. */
export function valueAt(value: Json, pointer: JsonPointer): Json | undefined {
  let at: Json | undefined = value
  for (const token of pointerTokens(pointer)) {
    if (Array.isArray(at)) at = at[Number(token)]
    else if (isJsonObject(at) && Object.hasOwn(at, token)) at = at[token]
    else return undefined
  }
  return at
}

/** What a schema's `$ref` into itself (`#/$defs/order`) names; undefined where it names nothing there. */
export function referenced(root: JsonObject, reference: string): Json | undefined {
  return reference.startsWith('#/') ? valueAt(root, reference.slice(1)) : undefined
}

export function isJsonObject(value: Json | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** Every leaf of a value (null, boolean, number, string, and empty arrays and objects) with its JSON Pointer. */
export function* leaves(value: Json, pointer: JsonPointer = ''): Generator<readonly [JsonPointer, Json]> {
  const children = Array.isArray(value) ? [...value.entries()] : isJsonObject(value) ? Object.entries(value) : []
  if (children.length === 0) yield [pointer, value]
  for (const [key, child] of children) yield* leaves(child, `${pointer}/${pointerToken(key)}`)
}
