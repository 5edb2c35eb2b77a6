import type { PlanVerdict } from '#guardrails/contract.ts'
import { ownsArguments } from '#guardrails/ownership.ts'
import type { EffectRecord } from '#memory/plan-record.ts'
import type { JournalEntry } from '#plan/contract.ts'
import { combineVerdicts, type Verdict } from '#verdict.ts'
import { declarationOf } from '../live-agent.ts'
import { planFacts, type Surroundings } from './facts.ts'

/** What policy says of a plan's effects, and whether the requester may touch what they touch at all. */
export function judge(
  effects: readonly Pick<EffectRecord, 'tool' | 'args' | 'labels' | 'because'>[],
  around: Surroundings,
  journal: readonly JournalEntry[],
): PlanVerdict {
  const facts = planFacts(around, journal)
  const judged = around.live.policies.judgePlan(effects, facts)
  const owned = effects.map(({ tool, args }) =>
    ownsArguments(declarationOf(around.live, tool).owner, args, around.principal, facts.reads),
  )
  if (owned.every(Boolean)) return judged
  return {
    plan: combineVerdicts([judged.plan, NOT_YOURS]),
    effects: judged.effects.map((verdict, index) => (owned[index] ? verdict : combineVerdicts([verdict, NOT_YOURS]))),
  }
}

const NOT_YOURS: Verdict = {
  decision: 'deny',
  roles: [],
  reasons: ['A step touches something that isn’t yours'],
  policies: ['parley.ownership'],
}
