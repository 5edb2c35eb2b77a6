import { storeView } from '#memory/plan-views.ts'
import { listPlans as listPlanRows } from '#memory/plans.ts'
import { oversees } from '#core/oversees.ts'
import { mayDecideAtAll, type Principal } from '#core/principal.ts'
import type { Operations } from '#contract/operations.ts'
import type { PlanView } from '#contract/plan.ts'
import type { Services } from '#turn/services.ts'
import { cutPlan, cutPlans } from '#plan/views/cut-plans.ts'
import { resolvesFor } from '#plan/views/may-resolve.ts'
import { readablePlan, viewOf, viewOrNothing } from '#plan/views/plan-for-reader.ts'

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
