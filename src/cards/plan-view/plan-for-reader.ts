import type { Action, KindOf } from '#auth/actions.ts'
import { enforce, isAllowed } from '#auth/authorize.ts'
import { notFound } from '#core/errors.ts'
import type { Tx } from '#memory/database/database.ts'
import type { PlanRecord } from '#memory/plans/plan-record.ts'
import { readPlan } from '#memory/plans/plans.ts'
import type { Principal } from '#core/principal.ts'
import type { PlanView } from '#contract/plan.ts'
import { parseJournal } from '#sealed-plan/journal.ts'
import { spokenIn } from '../titles/spoken-in.ts'
import type { Services } from '#turn/services.ts'
import { planAccess } from './plan-access.ts'
import { planView } from './plan-view.ts'
import { GONE_AGENT, spokenAgent } from '../titles/viewed-agent.ts'

/** A plan as one of its readers sees it, in a list: one that can't be shown fails who asks for it by its id, and hides no other. */
export function viewOrNothing(services: Services, plan: PlanRecord, reader: Principal): readonly PlanView[] {
  try {
    return [viewOf(services, plan, reader)]
  } catch (error) {
    services.context.log.error({ event: 'plan-unreadable', planId: plan.id, err: error })
    return []
  }
}

/** The plan, if this principal may do that to it. Throws what the action says, and `not-found` where there is none. */
export async function planFor(
  services: Services,
  tx: Tx,
  planId: string,
  { principal, action }: { readonly principal: Principal; readonly action: PlanAction },
): Promise<PlanRecord> {
  const plan = await readPlan(tx, planId)
  return allowedPlan(services, plan, { principal, action })
}

/** The same of a plan that was looked for. */
export function allowedPlan(
  services: Services,
  plan: PlanRecord | null,
  { principal, action }: { readonly principal: Principal; readonly action: PlanAction },
): PlanRecord {
  if (!plan) throw notFound('plan')
  enforce(principal, action, planAccess(plan, services.agents.get(plan.agent) ?? GONE_AGENT))
  return plan
}

/** Whether this principal may read the plan. */
export function isReadable({ agents }: Services, plan: PlanRecord, principal: Principal): boolean {
  return isAllowed(principal, 'plan.read', planAccess(plan, agents.get(plan.agent) ?? GONE_AGENT))
}

type PlanAction = { [A in Action]: KindOf<A> extends 'plan' ? A : never }[Action]

/** A plan as one of its readers sees it, once what it goes by is cut to them. */
export function viewOf(services: Services, plan: PlanRecord, reader: Principal): PlanView {
  const live = services.agents.get(plan.agent) ?? GONE_AGENT
  // Whoever decides reads what the operator wrote; its requester what they are spoken to in.
  const spoken = reader.id === plan.requester ? spokenAgent(live, spokenIn(plan, live.agent), reader) : live
  return planView(plan, parseJournal(plan.journal), spoken, reader)
}
