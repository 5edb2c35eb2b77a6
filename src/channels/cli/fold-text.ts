import { texts } from '../texts.ts'
import type { PlanView } from './api-shapes.ts'

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

/** Who or how much: names that tools give such arguments, and values that look like one. */
function isNeverFolded(argument: Argument): boolean {
  const name = argument.name.split(/[./]/).at(-1) ?? ''
  return WHO_OR_HOW_MUCH.test(name) || /^[^\s@]{1,256}@[^\s@]{1,256}$/.test(argument.text)
}

const WHO_OR_HOW_MUCH =
  /^(?:amount|total|price|sum|currency|to|cc|bcc|recipients?|e?-?mail|(?:e?mail)?address(?:es)?|account|iban|bic|phone|payee)$/i

/** How many steps of one kind a card shows before it folds them; the first few stand for all. */
export const STEPS_OF_ONE_KIND = 5
const SHOWN_OF_A_KIND = 3

/** The steps that a card shows: from six of one kind the first three, and each one that holds anything unchecked. */
export function shownSteps(plan: PlanView): ReadonlySet<number> {
  const shown = new Set<number>()
  const kinds = Map.groupBy(plan.effects, (effect) => effect.tool)
  for (const effects of kinds.values()) {
    const kept = effects.length > STEPS_OF_ONE_KIND ? SHOWN_OF_A_KIND : effects.length
    effects.forEach((effect, place) => {
      const isUnusual = effect.arguments.some((argument) => argument.unchecked) || !QUIET.has(effect.state)
      if (place < kept || isUnusual || effect.verdict?.decision === 'deny') shown.add(effect.index)
    })
  }
  return shown
}

const QUIET: ReadonlySet<string> = new Set(['planned', 'succeeded', 'dispatched', 'cancelled'])

/** Whether a card holds anything back, so that whoever says yes has to have asked for all of it. */
export function isFolded(plan: PlanView): boolean {
  if (shownSteps(plan).size < plan.effects.length) return true
  return plan.effects.some((effect) => effect.arguments.some((argument) => foldArgument(argument) !== argument.text))
}
