import type { PlanView } from '#contract/plan.ts'

/** What a plan that waits tells whoever asked, above its card; once it has ended that stands in the answer. */
export function immediateWords({ told, status }: Pick<PlanView, 'told' | 'status'>): readonly string[] {
  if (told === null || status !== 'waiting') return []
  return [told.unchecked ? `${told.text}\n(${[told.origin, ...told.others].join(', ')})` : told.text]
}
