import type { Verdict } from '#core/verdict.ts'

/** This rule, which is always there, permits a plan as a whole unless another one forbids it. */
export const PLAN_RULE = 'parley.plan'

/** Asks whoever asked for a plan whose basis is inferred. */
export const INFERRED_RULE = 'parley.inferred'
/** Asks whoever asked for a plan of a playbook that wants it. */
export const CONFIRM_RULE = 'parley.confirm'

/**
 * Why whoever asked is asked to say yes to what was made of their words. Once they have, these are no questions to anybody
 * else who is still asked.
 */
export const OWN_REASONS = {
  inferred: 'Nobody asked for exactly this, so the person who wrote confirms it first',
  confirm: 'The person who asked for this confirms it first',
  unknown: 'It is no longer known what was asked for, so the person who asked confirms it first',
} as const

/** The rules to name where a verdict is told: that nothing forbids a plan is no rule of anybody's. */
export function namedRules({ policies }: Pick<Verdict, 'policies'>): readonly string[] {
  return policies.filter((policy) => policy !== PLAN_RULE)
}
