import type { EffectView } from '#contract/effect.ts'
import type { PlanView } from '#contract/plan.ts'
import { moneyText } from '#plan-language/values/minor-units.ts'
import { planTexts } from '../texts/plan-texts.ts'

/** How many steps of one kind a card shows one by one; more are one line. */
const STEPS_OF_ONE_KIND = 5

/** A line of a card: a step, or many of one kind with what they add up to. */
export type StepRow =
  | { readonly row: 'step'; readonly effect: EffectView }
  | {
      readonly row: 'many'
      /** "Refund 12 times, 1548.00 EUR in all". */
      readonly words: string
      /** All of the kind. */
      readonly effects: readonly EffectView[]
      /** Those that stand in this line alone. */
      readonly folded: readonly EffectView[]
    }

/**
 * The lines of a card, in the order of its steps. From six of one kind on they are one line with their count and their
 * sum in each currency; a step of them that holds anything unchecked or changed, or didn't go as it should, has its own
 * line below.
 */
export function stepRows(plan: Pick<PlanView, 'effects'>): readonly StepRow[] {
  const kinds = Map.groupBy(plan.effects, ({ tool }) => tool)
  return plan.effects.flatMap((effect): readonly StepRow[] => {
    const kind = kinds.get(effect.tool) ?? []
    if (kind.length <= STEPS_OF_ONE_KIND) return [{ row: 'step', effect }]
    const own: readonly StepRow[] = isUnusual(effect) ? [{ row: 'step', effect }] : []
    return effect === kind[0] ? [manyOf(kind), ...own] : own
  })
}

function manyOf(kind: readonly EffectView[]): StepRow {
  const words = planTexts.card.manySteps(verbOf(kind[0]), kind.length, sumsOf(kind))
  return { row: 'many', words, effects: kind, folded: kind.filter((effect) => !isUnusual(effect)) }
}

function isUnusual({ arguments: values, state, verdict, answered }: EffectView): boolean {
  return (
    answered !== undefined ||
    values.some(({ unchecked, was }) => unchecked || was !== null) ||
    !QUIET.has(state) ||
    verdict?.decision === 'deny'
  )
}

const QUIET: ReadonlySet<EffectView['state']> = new Set(['planned', 'succeeded', 'dispatched', 'cancelled'])

// A title begins with what is done: the first word of what the operator wrote for the tool.
function verbOf(effect: EffectView | undefined): string {
  return (effect?.title ?? '').trim().split(/[\s:]/)[0] ?? ''
}

/** What steps move in each currency, as text, in the order of the steps: "1548.00 EUR". */
function sumsOf(effects: readonly EffectView[]): readonly string[] {
  const sums = new Map<string, number>()
  for (const { currency, minor } of effects.flatMap(({ money }) => money)) {
    sums.set(currency, (sums.get(currency) ?? 0) + minor)
  }
  return [...sums].map(([currency, minor]) => moneyText(minor, currency))
}
