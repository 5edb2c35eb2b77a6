import type { Verdict } from './verdict.ts'

/** This rule, which is always there, permits a plan as a whole unless another one forbids it. */
export const PLAN_RULE = 'parley.plan'

/** The rules to name where a verdict is told: that nothing forbids a plan is no rule of anybody's. */
export function namedRules({ policies }: Pick<Verdict, 'policies'>): readonly string[] {
  return policies.filter((policy) => policy !== PLAN_RULE)
}
