import { passageAskedOf } from '#knowledge/journalled-passages.ts'
import type { PlanView } from '#contract/plan.ts'

/** Stands for a program that somebody isn't shown. */
const WITHHELD_PROGRAM = '// Quotes a document that you can’t read.'

interface Asked {
  readonly effects: readonly Parameters<typeof passageAskedOf>[0][]
}

/** The passages that a plan asks to quote. */
export function approvalPassages({ effects }: Asked): readonly string[] {
  return effects.flatMap((effect) => passageAskedOf(effect) ?? [])
}

/**
 * A plan without what it asks to quote from documents that its reader may not read, or that aren't there: that there is such
 * a quote stands in it, and nothing of the text. The program may have it word for word, and what became of its steps, too.
 */
export function withoutApprovalQuotes(plan: PlanView, readable: ReadonlySet<string>): PlanView {
  const isWithheld = (effect: PlanView['effects'][number]) => {
    const passage = passageAskedOf(effect)
    return passage !== null && !readable.has(passage)
  }
  if (!plan.effects.some(isWithheld)) return plan
  return {
    ...plan,
    withheld: true,
    program: WITHHELD_PROGRAM,
    effects: plan.effects.map((effect) =>
      isWithheld(effect) ? { ...effect, args: {}, arguments: [], paths: {} } : effect,
    ),
    stepChanges: plan.stepChanges.map((change) => ({ ...change, values: [] })),
  }
}
