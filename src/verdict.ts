import { z } from 'zod'

/**
 * What policy says of an effect or of a whole plan. `ask` names every role that must say yes; `reasons` are sentences
 * for people; `policies` are the `@id`s that decided.
 */
export const Verdict = z.strictObject({
  decision: z.enum(['allow', 'ask', 'deny']),
  roles: z.array(z.string()).readonly(),
  reasons: z.array(z.string()).readonly(),
  policies: z.array(z.string()).readonly(),
})
export type Verdict = z.infer<typeof Verdict>

export const ALLOW: Verdict = { decision: 'allow', roles: [], reasons: [], policies: [] }

/** The verdict on all of them together: one refusal refuses, questions add up (every role is asked). */
export function combineVerdicts(verdicts: readonly Verdict[]): Verdict {
  const deciding = verdicts.filter((verdict) => verdict.decision === worst(verdicts))
  return {
    decision: worst(verdicts),
    roles: unique(deciding.flatMap((verdict) => verdict.roles)),
    reasons: unique(deciding.flatMap((verdict) => verdict.reasons)),
    policies: unique(deciding.flatMap((verdict) => verdict.policies)),
  }
}

function worst(verdicts: readonly Verdict[]): Verdict['decision'] {
  if (verdicts.some((verdict) => verdict.decision === 'deny')) return 'deny'
  return verdicts.some((verdict) => verdict.decision === 'ask') ? 'ask' : 'allow'
}

function unique(texts: readonly string[]): readonly string[] {
  return [...new Set(texts)]
}
