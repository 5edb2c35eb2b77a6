import { joinLabels, type Label } from '#plan-language/values/label.ts'
import type { PlanRecord, Slots } from '#memory/plans/plan-record.ts'

/** What its planner was shown before it wrote a plan stands in the plan's references under these names, and so under its digest. */
export function shownRef(number: number): string {
  return `shown${number}`
}

export function isShownRef(name: string): boolean {
  return /^shown\d+$/u.test(name)
}

/** What the planner was shown, by the names of its references; empty of a plan whose planner saw nothing. */
export function shownIn(refs: PlanRecord['refs']): Slots {
  return Object.fromEntries(Object.entries(refs).filter(([name]) => isShownRef(name)))
}

/** All that the words of such a plan hang on, at the least; null where its planner was shown nothing. */
export function labelOfShown({ refs }: Pick<PlanRecord, 'refs'>): Label | null {
  const shown = Object.values(shownIn(refs))
  return shown.length === 0 ? null : joinLabels(shown.flatMap(({ labels }) => Object.values(labels)))
}
