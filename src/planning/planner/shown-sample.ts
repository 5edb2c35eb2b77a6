import type { ToolDeclaration } from '#agents/contract.ts'
import { coversField, fieldName, fieldNames } from '#plan-language/values/field-path.ts'
import { isJsonObject, type Json } from '#core/json.ts'

/** Stands for every text that somebody may have written. */
const ANY_TEXT = 'text'

/** A read's sample as a planner is shown it: a text in a field that is declared untrusted says nothing but that it is one. */
export function shownSample({ trust, sample }: Pick<ToolDeclaration, 'trust' | 'sample'>): Json | undefined {
  const untrusted = trust.untrusted.map((path) => fieldNames(path))
  return sample === undefined ? undefined : shown(sample, [])

  function shown(value: Json, names: readonly string[]): Json {
    if (Array.isArray(value)) return value.map((item) => shown(item, names))
    if (isJsonObject(value))
      return Object.fromEntries(
        Object.entries(value).map(([key, inner]) => [key, shown(inner ?? null, [...names, fieldName(key)])]),
      )
    return typeof value === 'string' && untrusted.some((path) => coversField(path, names)) ? ANY_TEXT : value
  }
}
