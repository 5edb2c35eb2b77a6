import { isAllowed } from '#auth/authorize.ts'
import { REQUESTER } from '#auth/roles.ts'
import { storeView } from '#memory/plans/plan-views.ts'
import { listPlans as listPlanRows } from '#memory/plans/plans.ts'
import { momentOf } from '#contract/fields.ts'
import type { Operations } from '#contract/operations.ts'
import type { PlanView } from '#contract/plan.ts'
import type { Principal } from '#core/principal.ts'
import type { Services } from '#turn/services.ts'
import { redactPlan, redactPlans } from '#cards/plan-view/redact-plans.ts'
import { resolversOf } from '#cards/plan-view/plan-access.ts'
import { planFor, viewOf, viewOrNothing } from '#cards/plan-view/plan-for-reader.ts'

/** Reading plans, each cut to who reads. */
export function planOperations(services: Services): Pick<Operations, 'listPlans' | 'readPlan'> {
  return {
    listPlans: async (principal, { since, until, order, limit, ...asked }) => {
      const { status = null, agent = null, threadId = null, runId = null, requester = null, asks = null } = asked
      const page = await services.database.batch(principal.tenantId, async (tx) => {
        const filter = {
          ...{ status, agent, threadId, runId, requester, asks, order, limit, after: asked.after ?? null },
          since: momentOf(since),
          until: momentOf(until),
          askedBy: requester,
          reader: principal,
          agents: [...services.agents].map(([agent, live]) => ({ agent, resolvers: resolversOf(live) })),
        }
        const { plans, next } = await listPlanRows(tx, filter)
        return { plans: plans.flatMap((plan) => viewOrNothing(services, plan, principal)), next }
      })
      await keepOwnViews(services, principal, page.plans)
      const plans = await redactPlans(services.database, principal, page.plans)
      return { ...page, plans: plans.map(withoutProgram) }
    },
    readPlan: async (principal, { planId }) => {
      const view = await services.database.batch(principal.tenantId, async (tx) => {
        const [plan] = await Promise.all([
          planFor(services, tx, planId, { principal, action: 'plan.read' }),
          isAllowed(principal, 'plan.record-view', 'tenant') ? storeView(tx, principal, planId) : null,
        ])
        return viewOf(services, plan, principal)
      })
      return redactPlan(services.database, principal, view)
    },
  }
}

/** Lists are read again and again, and a program is long. */
function withoutProgram(plan: PlanView): PlanView {
  const listed = { ...plan }
  delete listed.program
  delete listed.programLine
  return listed
}

/** Writes down that plans were shown to their own requester, in short: what they type then may be their yes to what was shown. */
export async function keepOwnViews(
  { database }: Services,
  reader: Principal,
  plans: readonly Pick<PlanView, 'id' | 'status' | 'awaits' | 'requester'>[],
): Promise<void> {
  const asking = plans.filter(
    ({ status, awaits, requester }) => status === 'waiting' && requester.id === reader.id && awaits.includes(REQUESTER),
  )
  if (asking.length === 0 || !isAllowed(reader, 'plan.record-view', 'tenant')) return
  await database.batch(reader.tenantId, (tx) => Promise.all(asking.map(({ id }) => storeView(tx, reader, id))))
}
