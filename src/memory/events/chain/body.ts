import { z } from 'zod'
import { commitLeaves, recommitLeaves, type Salts } from '#core/commitment.ts'
import { AppError } from '#core/errors.ts'
import { isJsonObject, Json, valueAt, type JsonObject, type JsonPointer } from '#core/json.ts'
import { leaves } from '#core/json.ts'
import { pointerToken, pointerTokens } from '#core/json-pointer.ts'

/** The personal values of an event's body, by their place in it, each with the salt of its commitment. */
export const Disclosed = z.record(z.string(), z.strictObject({ value: Json, salt: z.string() }))
export type Disclosed = Readonly<z.infer<typeof Disclosed>>

/** A body as it is hashed, and beside it what can be erased. */
export interface StoredBody {
  readonly body: JsonObject
  readonly disclosed: Disclosed
}

/** Replaces the leaves at and under these places by commitments. A place that isn't there is a mistake of the caller. */
export function commitBody(
  body: JsonObject,
  personal: readonly JsonPointer[],
  randomBytes: (length: number) => Buffer,
): StoredBody {
  const disclosed: Record<JsonPointer, { value: Json; salt: string }> = {}
  let committedBody: Json = body
  for (const place of personal) {
    const value = valueAt(body, place)
    if (value === undefined) throw new AppError(`An event has nothing at ${place}.`, { code: 'event-malformed' })
    const { committed, salts } = commitLeaves(value, randomBytes)
    for (const [pointer, leaf] of leaves(value))
      disclosed[place + pointer] = { value: leaf, salt: saltAt(salts, pointer) }
    committedBody = replaceAt(committedBody, pointerTokens(place), committed)
  }
  if (!isJsonObject(committedBody)) throw new AppError('An event has no body.', { code: 'event-malformed' })
  return { body: committedBody, disclosed }
}

/** The body with all that is still disclosed in its place; what was erased stays a commitment. */
export function discloseBody({ body, disclosed }: StoredBody): JsonObject {
  let whole: Json = body
  for (const [pointer, { value }] of Object.entries(disclosed)) whole = replaceAt(whole, pointerTokens(pointer), value)
  return isJsonObject(whole) ? whole : body
}

/** The first place where a disclosed value isn't the one that was committed to; null where all are. */
export function findChangedValue({ body, disclosed }: StoredBody): JsonPointer | null {
  for (const [pointer, { value, salt }] of Object.entries(disclosed)) {
    if (isCompound(value) || recommitLeaves(value, { '': salt }) !== valueAt(body, pointer)) return pointer
  }
  return null
}

function isCompound(value: Json): boolean {
  return typeof value === 'object' && value !== null && Object.keys(value).length > 0
}

function saltAt(salts: Salts, pointer: JsonPointer): string {
  return salts[pointer] ?? ''
}

function replaceAt(whole: Json, [token, ...rest]: readonly string[], by: Json): Json {
  if (token === undefined) return by
  if (Array.isArray(whole)) {
    return whole.map((item: Json, index) => (pointerToken(index) === token ? replaceAt(item, rest, by) : item))
  }
  if (!isJsonObject(whole)) return whole
  return Object.fromEntries(
    Object.entries(whole).map(([key, item]) => [key, key === token ? replaceAt(item, rest, by) : item]),
  )
}
