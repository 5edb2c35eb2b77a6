import { notFound } from '#core/errors.ts'
import type { Tx } from '#memory/database.ts'
import type { PlanRecord } from '#memory/plan-record.ts'
import { readPlan } from '#memory/plans.ts'
import type { Principal } from '#core/principal.ts'
import type { PlanView } from '#contract/plan.ts'
import { parseJournal } from '#plan/sealed/journal.ts'
import { spokenIn } from './spoken-in.ts'
import type { Services } from '#turn/services.ts'
import { mayReadPlan } from './may-read-plan.ts'
import { planView } from './plan-view.ts'
import { GONE_AGENT, spokenAgent } from './viewed-agent.ts'

/** A plan as one of its readers sees it, in a list: one that can't be shown fails who asks for it by its id, and hides no other. */
export function viewOrNothing(services: Services, plan: PlanRecord, reader: Principal): readonly PlanView[] {
  try {
    return [viewOf(services, plan, reader)]
  } catch (error) {
    services.context.log.error({ event: 'plan-unreadable', planId: plan.id, err: error })
    return []
  }
}

/** The plan, if this principal may read it. Throws `not-found`. */
export async function readablePlan(
  services: Services,
  tx: Tx,
  planId: string,
  principal: Principal,
): Promise<PlanRecord> {
  const plan = await readPlan(tx, planId)
  if (!plan || !isReadable(services, plan, principal)) throw notFound('plan')
  return plan
}

/** Whether this principal may read the plan. */
export function isReadable(services: Services, plan: PlanRecord, principal: Principal): boolean {
  return mayReadPlan(plan, services.agents.get(plan.agent) ?? GONE_AGENT, principal)
}

/** A plan as one of its readers sees it, once what it goes by is cut to them. */
export function viewOf(services: Services, plan: PlanRecord, reader: Principal): PlanView {
  const live = services.agents.get(plan.agent) ?? GONE_AGENT
  // Whoever decides reads what the operator wrote; its requester what they are spoken to in.
  const spoken = reader.id === plan.requester ? spokenAgent(live, spokenIn(plan, live.agent)) : live
  return planView(plan, parseJournal(plan.journal), spoken, reader)
}
