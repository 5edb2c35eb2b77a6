import { isNeverFolded } from '#cards/drawing/plan-step.ts'
import { stepRows } from '#cards/drawing/step-rows.ts'
import { texts } from '#cards/texts/texts.ts'
import type { PlanView } from '#contract/plan.ts'

type Argument = PlanView['effects'][number]['arguments'][number]

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

/** An argument's value as a card shows it: folded where it is long, and never where it is an amount or a recipient. */
export function foldArgument(argument: Argument): string {
  return isNeverFolded(argument)
    ? argument.text
    : foldText(argument.text, argument.unchecked ? UNCHECKED_CHARACTERS : CHARACTERS)
}

/** What a plan says beside what it does, as a card shows it. */
export function foldAnswer({ text }: NonNullable<PlanView['answer']>): string {
  return foldText(text, CHARACTERS)
}

/** Whether a card holds anything back, so that whoever says yes has to have asked for all of it. */
export function isFolded(plan: PlanView): boolean {
  if (stepRows(plan).some(({ row }) => row === 'many')) return true
  if (plan.answer !== null && foldAnswer(plan.answer) !== plan.answer.text) return true
  return plan.effects.some((effect) => effect.arguments.some((argument) => foldArgument(argument) !== argument.text))
}
