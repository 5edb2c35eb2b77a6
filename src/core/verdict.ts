import { z } from 'zod'

/** Who must say yes to one question: how many of each role, every one of them another person. */
export const People = z.record(z.string(), z.int().min(1)).readonly()
export type People = z.infer<typeof People>

/**
 * What policy says of an effect or of a whole plan. `ask` names every role that must say yes; `reasons` are sentences
 * for people; `policies` are the `@id`s that decided. `several` holds the questions that ask more than one person, and
 * isn't there where none does: then each role is one person's to speak for.
 */
export const Verdict = z.strictObject({
  decision: z.enum(['allow', 'ask', 'deny']),
  roles: z.array(z.string()).readonly(),
  several: z.array(People).readonly().optional(),
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
    ...severalOf(deciding.flatMap(({ several = [] }) => several)),
    reasons: unique(deciding.flatMap((verdict) => verdict.reasons)),
    policies: unique(deciding.flatMap((verdict) => verdict.policies)),
  }
}

/** The questions that ask several people, each once, as a verdict has them. */
export function severalOf(questions: readonly People[]): Pick<Verdict, 'several'> {
  const once = new Map(questions.map((people) => [canonical(people), people]))
  return once.size === 0 ? {} : { several: [...once.values()] }
}

function canonical(people: People): string {
  return JSON.stringify(Object.entries(people).sort(([one], [other]) => (one < other ? -1 : 1)))
}

function worst(verdicts: readonly Verdict[]): Verdict['decision'] {
  if (verdicts.some((verdict) => verdict.decision === 'deny')) return 'deny'
  return verdicts.some((verdict) => verdict.decision === 'ask') ? 'ask' : 'allow'
}

function unique(texts: readonly string[]): readonly string[] {
  return [...new Set(texts)]
}

/** Why something is refused that no rule speaks of: for who writes rules. People are told it in plain words. */
export const NO_RULE = 'No rule allows this'
