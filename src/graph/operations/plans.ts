import { notFound } from '#errors.ts'
import type { Tx } from '#memory/database.ts'
import type { PlanRecord } from '#memory/plan-record.ts'
import { listPlans as listPlanRows, readPlan as readPlanRow } from '#memory/plans.ts'
import { storeView } from '#memory/plan-views.ts'
import { oversees } from '#oversees.ts'
import { mayDecideAtAll, type Principal } from '#principal.ts'
import type { Operations, PlanView } from '../contract.ts'
import { parseJournal } from '../planning/journal.ts'
import type { Services } from '../services.ts'
import { cutPlan, cutPlans } from '../view/cut-plans.ts'
import { mayReadPlan } from '../view/may-read-plan.ts'
import { resolvesFor } from '../view/may-resolve.ts'
import { planView } from '../view/plan-view.ts'
import { spokenIn } from '../planning/spoken-in.ts'
import { GONE_AGENT, spokenAgent } from '../view/viewed-agent.ts'

/** Reading plans, each cut to who reads. */
export function planOperations(services: Services): Pick<Operations, 'listPlans' | 'readPlan'> {
  return {
    listPlans: async (principal, asked) => {
      const page = await services.database.atOnce(principal.tenantId, async (tx) => {
        const filter = {
          ...asked,
          requester: principal.id,
          askedBy: asked.requester,
          roles: principal.roles,
          everybodys: oversees(principal),
          unknownOf: [...services.agents].filter(([, live]) => resolvesFor(live, principal)).map(([name]) => name),
        }
        const { plans, next } = await listPlanRows(tx, filter)
        return { plans: plans.flatMap((plan) => viewOrNothing(services, plan, principal)), next }
      })
      await keepOwnViews(services, principal, page.plans)
      return { ...page, plans: await cutPlans(services.database, principal, page.plans) }
    },
    readPlan: async (principal, planId) => {
      const view = await services.database.atOnce(principal.tenantId, async (tx) => {
        const [plan] = await Promise.all([
          readablePlan(services, tx, planId, principal),
          mayDecideAtAll(principal) ? storeView(tx, principal, planId) : null,
        ])
        return viewOf(services, plan, principal)
      })
      return cutPlan(services.database, principal, view)
    },
  }
}

/** Writes down that plans were shown to their own requester, in short: what they type then may be their yes to what was shown. */
export async function keepOwnViews(
  { database }: Services,
  reader: Principal,
  plans: readonly Pick<PlanView, 'id' | 'awaits' | 'requester'>[],
): Promise<void> {
  const asking = plans.filter(({ awaits, requester }) => requester.id === reader.id && awaits.includes('requester'))
  if (asking.length === 0 || !mayDecideAtAll(reader)) return
  await database.atOnce(reader.tenantId, (tx) => Promise.all(asking.map(({ id }) => storeView(tx, reader, id))))
}

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
  const plan = await readPlanRow(tx, planId)
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
