import { isJsonObject, type Json, type JsonObject } from '#core/json.ts'
import type { EffectRecord } from '#memory/plans/plan-record.ts'
import type { EffectOutcome } from '#memory/plans/tool-answer.ts'
import { handleOf } from '../titles/effect-title.ts'

export type Resolved =
  | { readonly ok: true; readonly args: JsonObject; readonly changed: boolean }
  /** A step that the arguments wait for has no such value: at which place of what it gave. */
  | { readonly ok: false; readonly effect: number; readonly path: readonly string[] }

/** Replaces every handle in an effect's arguments by the value that the earlier step returned. */
export function resolveHandles(args: JsonObject, earlier: readonly EffectRecord[]): Resolved {
  const missing: Omit<Extract<Resolved, { ok: false }>, 'ok'>[] = []
  let changed = false
  const resolved = Object.fromEntries(Object.entries(args).map(([name, value]) => [name, resolve(value)]))
  const [first] = missing
  return first === undefined ? { ok: true, args: resolved, changed } : { ok: false, ...first }

  function resolve(value: Json): Json {
    const handle = handleOf(value)
    if (handle) return outcomeAt(handle.effect, handle.path)
    if (Array.isArray(value)) return value.map((item: Json) => resolve(item))
    if (!isJsonObject(value)) return value
    return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, resolve(item)]))
  }

  function outcomeAt(effect: number, path: readonly string[]): Json {
    changed = true
    const outcome = earlier.find((candidate) => candidate.index === effect)?.outcome
    let value: Json | undefined = outcome?.ok ? givenBy(outcome) : undefined
    for (const key of path) value = child(value, key)
    if (value !== undefined) return value
    missing.push({ effect, path })
    return null
  }
}

// What can't be used of an answer, and what one without a value is given for one, is nothing that a step could be called with.
function givenBy({ value, answer }: Extract<EffectOutcome, { ok: true }>): Json | undefined {
  return answer && (answer.unusable !== undefined || value === null) ? undefined : value
}

function child(value: Json | undefined, key: string): Json | undefined {
  if (Array.isArray(value)) return value[Number(key)]
  return isJsonObject(value) && Object.hasOwn(value, key) ? value[key] : undefined
}
