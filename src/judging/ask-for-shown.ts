import { REQUESTER } from '#auth/roles.ts'
import type { Label } from '#plan-language/values/label.ts'
import { combineVerdicts, type Verdict } from '#core/verdict.ts'
import type { PlanVerdict } from '#guardrails/contract.ts'
import type { PlanRecord } from '#memory/plans/plan-record.ts'
import { labelOfShown } from '#sealed-plan/shown-values.ts'
import type { AgentRuntime } from '#turn/agent-runtime.ts'
import { isUntrusted } from '#cards/origins/origin.ts'

/** By which a verdict says that the planner had been shown what was read before it wrote the plan. */
const SHOWN = 'parley.shown'

type Shown = Pick<PlanRecord, 'refs' | 'requester' | 'requesterName'>

/**
 * A plan whose planner had seen what was read always needs an approval: the people who are asked about untrusted text are asked
 * about each of its steps, whatever the rules and `accepts` say. Where nothing untrusted was shown, its requester is.
 */
export function askForShown(verdict: PlanVerdict, plan: Shown, live: Pick<AgentRuntime, 'agent'>): PlanVerdict {
  const asked = shownVerdict(plan, live)
  if (asked === null) return verdict
  return {
    plan: combineVerdicts([verdict.plan, asked]),
    effects: verdict.effects.map((effect) => combineVerdicts([effect, asked])),
  }
}

/** What is said of each step and each read of a plan for what its planner was shown; null where that is nothing. */
export function shownVerdict(plan: Shown, { agent }: Pick<AgentRuntime, 'agent'>): Verdict | null {
  const label = labelOfShown(plan)
  if (label === null) return null
  const role = isUnchecked(label, plan, agent) ? agent.approvals.untrusted : REQUESTER
  const reasons = ['The planner had read this before it wrote the plan']
  return { decision: role === null ? 'deny' : 'ask', roles: role === null ? [] : [role], reasons, policies: [SHOWN] }
}

function isUnchecked({ data, ctrl }: Label, plan: Shown, agent: AgentRuntime['agent']): boolean {
  const reader = { agent, requester: { id: plan.requester, name: plan.requesterName }, readerId: plan.requester }
  return [...data, ...ctrl].some((source) => isUntrusted(source, reader))
}
