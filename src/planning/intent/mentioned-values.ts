import type { ToolDeclaration } from '#agents/contract.ts'
import { UNSPACED } from '#text/unspaced-scripts.ts'
import { comparedText } from '#text/compared-text.ts'
import { declaredMoney } from '#guardrails/policy/money.ts'
import { type Json, type JsonObject } from '#core/json.ts'
import { leaves } from '#core/json.ts'
import { minorDigits } from '#plan-language/values/minor-units.ts'
import { verbatimAt } from '#dialogue/utterance/verbatim.ts'
import { TIME_OF_DAY, timeParts, mentionedTimes } from '#dialogue/utterance/mentioned-times.ts'

/** The values in somebody's words: whatever has a digit or an @ in it, such as `A17`, `24.90`, `19:30` or a mail address. */
export function valuesIn(said: string): readonly string[] {
  const words = comparedText(said)
  const others = words.replaceAll(TIME_OF_DAY, ' ').matchAll(VALUE)
  const found = [...others].map(([value]) => value.replaceAll(/^[.,+_-]+|[.,+_%-]+$/gu, ''))
  return [...new Set([...found, ...mentionedTimes(words)])].filter((value) => /[\p{N}@]/u.test(value))
}

const OF_VALUE = String.raw`[[\p{L}\p{N}@.,+_%\-]--${UNSPACED}]*`
const VALUE = new RegExp(String.raw`${OF_VALUE}[[\p{N}@]--${UNSPACED}]${OF_VALUE}`, 'gv')

/** The texts that a call is given. */
export function textsIn(args: JsonObject): readonly string[] {
  return [...leaves(args)].flatMap(([, value]) => (typeof value === 'string' ? [value.trim()] : []))
}

/** Whether somebody's words hold a value of a call: the same text, whatever its case, or the same number or money. */
export function isMentionedIn(words: string, value: Json): boolean {
  if (typeof value === 'number') return valuesIn(words).some((said) => numbersOf(said).includes(value))
  if (typeof value !== 'string') return false
  const said = value.trim().toLowerCase()
  return [words, comparedText(words)].some((each) => verbatimAt(said, each.toLowerCase()) !== null)
}

/** Whether the value that was said is anywhere in what a call is given. */
export function isGivenTo(args: JsonObject, said: string, declaration: Pick<ToolDeclaration, 'money'>): boolean {
  const amounts = moneyIn(args, declaration)
  return leaves(args).some(([pointer, value]) => {
    const money = amounts.get(pointer)
    if (money !== undefined) return numbersOf(said).includes(money)
    if (typeof value === 'number') return numbersOf(said).includes(value)
    if (typeof value !== 'string') return false
    const { day, time } = timeParts(value) ?? {}
    return said === day || said === time || verbatimAt(said.toLowerCase(), comparedText(value).toLowerCase()) !== null
  })
}

/** Whether two values are written alike, as `A12` and `A7` are: either may be meant where one is asked for. */
export function isAlike(one: string, other: string): boolean {
  return shapeOf(one) === shapeOf(other)
}

/** The money that a call's arguments say, in whole units of its currency, by their places. */
export function moneyIn(args: JsonObject, { money }: Pick<ToolDeclaration, 'money'>): ReadonlyMap<string, number> {
  return new Map(
    Object.entries(money).flatMap(([name, declared]) => {
      const said = declaredMoney(args, name, declared)
      return said ? [[`/${name}`, said.minor / 10 ** minorDigits(said.currency)] as const] : []
    }),
  )
}

/** The numbers that a text may be. A comma is a point in one language and a thousand in another: only who wrote it knows. */
export function numbersOf(said: string): readonly number[] {
  if (!/^\d[\d.,]*$/u.test(said)) return []
  const asPoint = said.replaceAll(',', '')
  const asComma = said.replaceAll('.', '').replace(',', '.')
  return [asPoint, asComma].map(Number).filter((value) => !Number.isNaN(value))
}

function shapeOf(value: string): string {
  return value.replaceAll(/\p{L}+/gu, 'a').replaceAll(/\p{N}+/gu, '1')
}
