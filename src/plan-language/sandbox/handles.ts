import { z } from 'zod'
import { isJsonObject, type Json, type JsonObject, type JsonPointer } from '#core/json.ts'
import { pointerToken } from '#core/json-pointer.ts'
import type { PlanTool } from '../contract.ts'
import { partOfHandle } from '../language/handle-paths.ts'
import type { Handle } from '../language/values.ts'

const Reference = z.strictObject({
  $ref: z.strictObject({ effect: z.int().min(0), path: z.array(z.union([z.string(), z.int().min(0)])) }),
})

/** Every place in a call's arguments: containers and leaves. A handle is one place, whatever it is written as. */
export function* placesIn(value: Json, pointer: JsonPointer = ''): Generator<readonly [JsonPointer, Json]> {
  yield [pointer, value]
  if (typeof value !== 'object' || value === null || isHandle(value)) return
  for (const [key, item] of Object.entries<Json>(value)) yield* placesIn(item, `${pointer}/${pointerToken(key)}`)
}

export function isHandle(value: Json): value is JsonObject {
  return isJsonObject(value) && Object.hasOwn(value, '$ref')
}

export function handlesIn(value: Json): readonly JsonObject[] {
  return [...placesIn(value)].map(([, part]) => part).filter(isHandle)
}

/** Whether a value is a well-formed handle on an effect before `index`, and on a part that its tool's result has. */
export function isHandleOnEarlier(
  value: JsonObject,
  index: number,
  toolOf: (effect: number) => PlanTool | undefined,
): boolean {
  const parsed = Reference.safeParse(value)
  if (!parsed.success || parsed.data.$ref.effect >= index) return false
  const { effect, path } = parsed.data.$ref
  const root = toolOf(effect)?.resultSchema ?? null
  let handle: Handle | null = { kind: 'handle', effect, path: [], schemas: root === null ? [] : [root], root }
  for (const key of path) handle = handle && partOfHandle(handle, key)
  return handle !== null
}
