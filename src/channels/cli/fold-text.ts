import { cardRows, type CardValue } from '#cards/drawing/card-rows.ts'
import { texts } from '#cards/texts/texts.ts'
import type { PlanView } from '#contract/plan.ts'

const UNCHECKED_CHARACTERS = 240
const CHARACTERS = 2_000

/** A long text with its middle folded away, saying how much; both ends stay, so nothing hides behind a long start. */
export function foldText(text: string, limit: number): string {
  if (text.length <= limit) return text
  const characters = [...text]
  if (characters.length <= limit) return text
  const head = characters.slice(0, Math.ceil(limit * 0.7))
  const tail = characters.slice(characters.length - Math.floor(limit * 0.3))
  const folded = characters.length - head.length - tail.length
  return `${head.join('')} […${texts.card.folded(folded)}…] ${tail.join('')}`
}

/** A value as a card shows it: folded where it is long, and never where it is an amount or a recipient. */
export function foldValue({ text, unchecked, isNeverFolded }: CardValue): string {
  return isNeverFolded ? text : foldText(text, unchecked ? UNCHECKED_CHARACTERS : CHARACTERS)
}

/** What a plan says beside what it does, as a card shows it. */
export function foldAnswer(text: string): string {
  return foldText(text, CHARACTERS)
}

/** Whether a card holds anything back, so that whoever says yes has to have asked for all of it. */
export function isFolded(plan: PlanView): boolean {
  const rows = cardRows(plan)
  if (rows.some(({ many }) => many !== null)) return true
  if (plan.answer !== null && foldAnswer(plan.answer.text) !== plan.answer.text) return true
  return rows.some(({ values }) => values.some((value) => foldValue(value) !== value.text))
}
