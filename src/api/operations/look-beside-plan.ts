import { JsonObject } from '#core/json.ts'
import type { Principal } from '#core/principal.ts'
import { originsFor } from '#cards/origins/origins-for.ts'
import { planFor } from '#cards/plan-view/plan-for-reader.ts'
import type { Operations } from '#contract/operations.ts'
import type { PlanContextView } from '#contract/plan-context.ts'
import { shownVerdict } from '#judging/ask-for-shown.ts'
import { storeBeside } from '#memory/plans/plan-views.ts'
import { selectTurn, TurnRow } from '#memory/runs/turns.ts'
import { windowTotals } from '#memory/ledger/window-totals.ts'
import { askedBeside, lookBeside } from '#planning/look-beside.ts'
import { intentFacts } from '#sealed-plan/plan-intent.ts'
import { seeKillSwitches } from '#turn/lease/kill-switches.ts'
import { requesterOf } from '#turn/read-turn.ts'
import type { Services } from '#turn/services.ts'
import type { PlanRecord } from '#memory/plans/plan-record.ts'
import { moneyByCurrency } from '#cards/titles/plan-title.ts'
import { GONE_AGENT, speechOf, viewedTool } from '#cards/titles/viewed-agent.ts'
import { isAllowed } from '#auth/authorize.ts'
import { explanationOperations } from './explain-plan.ts'
import { neverAborted } from './never-aborted.ts'
import { reachedSums } from './reached-sums.ts'

/** What stands beside a plan: looked up for whoever looks, and kept as they were shown it. */
export function contextOperations(services: Services): Pick<Operations, 'lookBesidePlan'> {
  return {
    lookBesidePlan: async (principal, { planId }, signal = neverAborted()) => {
      const { plan, turn, ...around } = await stored(services, principal, planId)
      const live = services.agents.get(plan.agent)
      const beside = {
        planId,
        digest: plan.digest,
        lookedAt: plan.now,
        limits: await limitsOf(services, principal, plan),
      }
      if (!live || plan.asking) return { ...beside, found: [] }
      const context = {
        live,
        principal,
        channel: turn.channel,
        threadId: plan.threadId,
        intent: intentFacts(plan),
        now: plan.now,
        ...around,
      }
      const requester = requesterOf(principal.tenantId, turn.requester)
      const asked = askedBeside(live.agent.context ?? [], plan.effects, requester)
      const origins = originsFor(plan, [], live, { ...principal, seesAll: false })
      const found = await lookBeside(services, asked, { context, asks: shownVerdict(plan, live), origins, signal })
      const view: PlanContextView = { ...beside, found }
      await keep(services, principal, view)
      return view
    },
  }
}

async function stored(services: Services, principal: Principal, planId: string) {
  return services.database.tenant(principal.tenantId, async (tx) => {
    const plan = await planFor(services, tx, planId, { principal, action: 'plan.look-beside' })
    const windows = services.agents.get(plan.agent)?.policies.windows ?? new Set()
    return {
      plan,
      turn: TurnRow.parse(await selectTurn(tx, plan.runId)),
      ledger: await windowTotals(tx, { requester: principal.id, agent: plan.agent, withoutPlan: planId, windows }),
      stops: await seeKillSwitches(tx),
    }
  })
}

async function limitsOf(services: Services, principal: Principal, plan: PlanRecord): Promise<readonly string[]> {
  if (plan.verdict === null || plan.verdict.decision === 'allow') return []
  const explained = await explanationOperations(services).explainPlan(principal, { planId: plan.id })
  const live = services.agents.get(plan.agent) ?? GONE_AGENT
  const moved = moneyByCurrency(plan.effects.map(({ tool, args }) => ({ declaration: viewedTool(live, tool), args })))
  const [currency = null, ...others] = [...moved.keys()]
  return reachedSums(explained, { speech: speechOf({}), currency: others.length === 0 ? currency : null })
}

// Of whoever isn't asked nothing is kept: they decide nothing.
async function keep({ database }: Services, principal: Principal, view: PlanContextView): Promise<void> {
  const { planId, digest, lookedAt, found } = view
  if (digest === null || found.length === 0 || !isAllowed(principal, 'plan.record-view', 'tenant')) return
  const beside = JsonObject.parse(JSON.parse(JSON.stringify({ lookedAt, found })))
  await database.batch(principal.tenantId, (tx) => storeBeside(tx, principal, { planId, digest, beside }))
}
