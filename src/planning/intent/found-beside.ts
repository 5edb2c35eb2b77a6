import { isJsonObject, leaves, type Json, type JsonObject } from '#core/json.ts'
import type { JournalEntry } from '#plan-language/contract.ts'
import { isGivenTo } from './mentioned-values.ts'

const WITHOUT_MONEY = { money: {} }

/**
 * Whether what a call is given was looked up by a value that was said: what the value of an argument was found beside has
 * it ("the mails from news@deals.example"), or the read that gave it was asked for that ("flights on 3 December").
 */
export function isLookedUpBy(said: string, args: JsonObject, reads: readonly JournalEntry[]): boolean {
  const given = [...leaves(args)].map(([, value]) => value).filter((value) => typeof value === 'string' && value !== '')
  return reads.some(({ args: asked, answer }) => {
    if (!answer.ok) return false
    const around = given.flatMap((value) => objectsAround(value, answer.value))
    const isAsked = given.some((value) => holds(answer.value, value)) && isGivenTo(asked, said, WITHOUT_MONEY)
    return isAsked || around.some((row) => isGivenTo(row, said, WITHOUT_MONEY))
  })
}

function holds(answer: Json, value: Json): boolean {
  return leaves(answer).some(([, leaf]) => leaf === value)
}

/** The objects of a result that a value stands in directly. */
function objectsAround(value: Json, within: Json): readonly JsonObject[] {
  if (Array.isArray(within)) return within.flatMap((each) => objectsAround(value, each))
  if (!isJsonObject(within)) return []
  const own = Object.values(within).includes(value) ? [within] : []
  return [...own, ...Object.values(within).flatMap((each) => objectsAround(value, each))]
}
