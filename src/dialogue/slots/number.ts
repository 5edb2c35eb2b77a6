import type { Slot } from '#plan-language/slot.ts'
import { plainWords, withoutFillers } from '../language.ts'
import { isWholeUtterance, isNegated } from '../utterance/negation-scope.ts'
import { bareNumbers } from './bare-numbers.ts'
import { decimalReadings, writtenNumbers } from './numbers.ts'
import type { Found, ReadingContext } from '../reading.ts'
import type { Span } from '../span.ts'

type NumberSlot = Extract<Slot, { type: 'number' | 'integer' }>

/** Numbers beside what the slot is called ("3 bags"); any number where the slot was asked for and nothing else is said. */
export function findNumbers(text: string, context: ReadingContext): readonly Found[] {
  const numbers = writtenNumbers(text).filter(
    ({ start, end }) =>
      !/[\p{L}\p{Sc}#]$/u.test(text.slice(Math.max(0, start - 2), start)) &&
      !/^[\p{L}\p{Sc}]/u.test(text.slice(end, end + 2)),
  )
  const labelled = numbers.filter(({ start, end }) => standsBy(text, { start, end }, context))
  const bare = bareNumbers(numbers, text, context.language)
  const isBare = labelled.length === 0 && context.isAsked && isWholeUtterance(text, bare, context)
  const meant = isBare ? bare.filter((number) => !isNegated(text, number, context)) : labelled
  const found = meant.map(({ start, end, text: written }) => {
    const { decimals, isUnsure } = decimalReadings(written)
    const readings = decimals.map((decimal) => ({ value: Number(decimal) + 0 }))
    const problem = context.language.say.notSeen(context.language.say.expected.number)
    return { start, end, readings, isUnsure, ...(readings.length === 0 ? { problem } : {}) }
  })
  return found.length > 0 || !context.isAsked ? found : inWords(text, context)
}

/** Why a number can't be taken, in words; null where it can. */
export function numberProblem(slot: NumberSlot, value: number, { language: { say } }: ReadingContext): string | null {
  const shown = (number: number) => say.number(String(number))
  if (slot.type === 'integer' && !Number.isSafeInteger(value)) return say.notWhole(shown(value))
  if (slot.min !== null && value < slot.min) return say.tooLittle(shown(value), shown(slot.min))
  if (slot.max !== null && value > slot.max) return say.tooMuch(shown(value), shown(slot.max))
  return null
}

function standsBy(text: string, { start, end }: Span, { label, language }: ReadingContext): boolean {
  const word = plainWords(label)
  const before = ` ${plainWords(text.slice(Math.max(0, start - word.length - 12), start))}`
  const after = plainWords(text.slice(end, end + word.length + 4))
  return (
    after === word ||
    after.startsWith(`${word} `) ||
    [word, ...language.joins.map((join) => `${word} ${join}`)].some((end) => before.endsWith(` ${end}`))
  )
}

// "Three", and nothing else.
function inWords(text: string, { language, label }: ReadingContext): readonly Found[] {
  const rest = withoutFillers(
    text,
    {
      ...language,
      fillers: language.fillers.filter((word) => !language.numbers.some((names) => names.includes(word))),
    },
    plainWords(label).split(' '),
  )
  const value = language.numbers.findIndex((names) => names.includes(rest))
  const start = text.toLowerCase().indexOf(rest)
  return value === -1 || start === -1 ? [] : [{ start, end: start + rest.length, readings: [{ value }] }]
}
