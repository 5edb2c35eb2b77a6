import type { ToolDeclaration } from '#agents/contract.ts'
import { comparedText } from '#core/compared-text.ts'
import { daysSaid, timeParts, timesSaid, type TimeSurroundings } from '#dialogue/said-times.ts'
import { whereSaid } from '#dialogue/said-verbatim.ts'
import { isJsonObject, type Json, type JsonObject } from '#core/json.ts'
import { pointerTokens } from '#core/json-pointer.ts'

/** Whether words say a value of a call in another form: a day and a time of day, or a list in another writing. */
export function isSaidOtherwise(said: string, value: Json, around: TimeSurroundings): boolean {
  if (typeof value !== 'string') return false
  return [said, comparedText(said)].some((words) => isSaidAsTime(words, value, around) || isSaidAsList(words, value))
}

/** Whether a text is a time of which each part was said: "on 3 December at 19:30" is `2026-12-03T19:30:00`. */
function isSaidAsTime(words: string, value: string, around: TimeSurroundings): boolean {
  const written = timeParts(value)
  if (!written || (written.isUtc && around.zone !== 'UTC')) return false
  return daysSaid(words, around).has(written.day) && (written.time === null || timesSaid(words).has(written.time))
}

const BETWEEN = /^\s*(?:,\s*)?(?:(?:and|und|&)\s+)?$/iu
const ITEM_MARK = /^(?:[-*•]|\d+\.)\s+/u

/** "milk, bread and eggs", one a line or with commas: the same words in the same order, with nothing else between. */
function isSaidAsList(words: string, value: string): boolean {
  const items = value.split(/\n|,\s/u).map((item) => item.replace(ITEM_MARK, '').trim().toLowerCase())
  const [first, ...others] = items.filter((item) => item !== '')
  if (first === undefined || others.length === 0) return false
  const typed = words.toLowerCase()
  const start = whereSaid(first, typed)
  if (start === null) return false
  let end = start + first.length
  for (const item of others) {
    const at = whereSaid(item, typed.slice(end))
    if (at === null || !BETWEEN.test(typed.slice(end, end + at))) return false
    end += at + item.length
  }
  return true
}

/** Whether a constant is the only one that the argument can have, or the one that it has where nobody says otherwise. */
export function isDeclared(
  pointer: string,
  value: Json,
  {
    schema,
    declaration,
  }: { readonly schema: JsonObject | undefined; readonly declaration: Pick<ToolDeclaration, 'usual'> },
): boolean {
  const [name = '', ...within] = pointerTokens(pointer)
  if (within.length > 0) return false
  if (declaration.usual?.[name] === value) return true
  const properties = schema?.['properties']
  const own = isJsonObject(properties) ? properties[name] : undefined
  if (!isJsonObject(own)) return false
  const choices = own['enum']
  const isOnly = Array.isArray(choices) && choices.length === 1 && choices[0] === value
  return isOnly || own['const'] === value || own['default'] === value
}
