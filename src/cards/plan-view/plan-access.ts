import type { PlanAccess } from '#auth/resources.ts'
import type { PlanRecord } from '#memory/plans/plan-record.ts'
import { wasEscalated } from '#sealed-plan/approval/approval-status.ts'
import type { ViewedAgent } from '../titles/viewed-agent.ts'

/** What `authorize` looks at in a plan. */
export function planAccess(plan: PlanRecord, live: Pick<ViewedAgent, 'agent'>): PlanAccess {
  return {
    requester: plan.requester,
    asked: [...(plan.verdict?.roles ?? []), ...askedBefore(plan)],
    passedOnTo: plan.escalation && wasEscalated(plan, plan.now) ? plan.escalation.to : null,
    resolvers: resolversOf(live),
    open: openTo(plan),
  }
}

/** Whom reads were asked of that were allowed since: what they were shown goes on being theirs to see. */
function askedBefore({ allowed }: Pick<PlanRecord, 'allowed'>): readonly string[] {
  return allowed.flatMap(({ verdict }) => verdict.roles)
}

/** Why a person may say what became of a step of a plan; null where nobody is asked to. */
export function openTo({ status, rest }: Pick<PlanRecord, 'status' | 'rest'>): PlanAccess['open'] {
  if (status === 'unknown') return 'unknown'
  return status === 'applying' && rest !== null ? 'resting' : null
}

/** The roles that an agent's folder names for plans of whose outcome nobody is sure, whoever was asked. */
export function resolversOf({ agent }: Pick<ViewedAgent, 'agent'>): readonly string[] {
  return [agent.approvals.untrusted, agent.handOver?.role].flatMap((role) => role ?? [])
}
