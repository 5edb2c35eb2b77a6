import { z } from 'zod'
import { pointerToken, pointerTokens } from './json-pointer.ts'

/** Any value that survives a JSON round trip. */
export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json }
export type JsonObject = { readonly [key: string]: Json }

export const Json: z.ZodType<Json> = z.json()
export const JsonObject: z.ZodType<JsonObject> = z.record(z.string(), Json)

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
