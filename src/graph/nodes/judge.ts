import type { LangGraphRunnableConfig } from '@langchain/langgraph'
import { AppError } from '#errors.ts'
import { appendEvents } from '#memory/events.ts'
import { windowTotals } from '#memory/ledger.ts'
import type { PlanRecord } from '#memory/plan-record.ts'
import { readJournal, readPlan, storeJudgement } from '#memory/plans.ts'
import type { Tx } from '#memory/database.ts'
import { sealPlan } from '#plan/digest.ts'
import { withSpan } from '#telemetry.ts'
import { planDocument } from '../planning/document.ts'
import { parseJournal } from '../planning/journal.ts'
import { judge as judgePlan } from '../planning/judge.ts'
import { readTurn, type TurnRecord } from '../read-turn.ts'
import type { Services } from '../services.ts'
import type { Next, TurnState, TurnUpdate } from '../state.ts'
import { turnOf, type Turn } from '../turn.ts'

/** Judges every effect and the plan as a whole, before anything happens, and binds what was judged to a digest. */
export async function judge(
  services: Services,
  state: TurnState,
  config: LangGraphRunnableConfig,
): Promise<TurnUpdate> {
  const turn = turnOf(config)
  const record = await readTurn(services, turn)
  const status = await services.database.tenant(turn.tenantId, async (tx) => {
    const plan = await readPlan(tx, state.planId ?? '')
    if (!plan) throw new AppError('A plan that was to be judged is gone.', { code: 'plan-missing' })
    return plan.status === 'making' ? judgeNow(services, turn, record, tx, plan) : plan.status
  })
  return { next: nextAfter(status) }
}

async function judgeNow(services: Services, turn: Turn, record: TurnRecord, tx: Tx, plan: PlanRecord) {
  const { live, principal, channel } = record
  const [rows, ledger] = await Promise.all([
    readJournal(tx, plan.id, plan.generation),
    windowTotals(tx, { requester: plan.requester, agent: plan.agent, withoutPlan: plan.id }),
  ])
  const journal = parseJournal(rows)
  const around = { live, principal, channel, threadId: turn.threadId, ledger, now: plan.now }
  const verdicts = await withSpan('judgement', { 'parley.plan.id': plan.id }, () =>
    Promise.resolve(judgePlan(plan.effects, around, journal)),
  )
  const policyHash = live.policies.hash
  const expiresAt = new Date(Date.parse(plan.now) + live.agent.approvals.expireAfterMs).toISOString()
  const seal = sealPlan(
    planDocument({ tenantId: turn.tenantId, plan, journal, live, policyHash, verdicts, expiresAt }),
    services.context.randomBytes,
  )
  const status = { allow: 'applying', ask: 'waiting', deny: 'refused' } as const
  const judgement = {
    planId: plan.id,
    status: status[verdicts.plan.decision],
    verdict: verdicts.plan,
    effectVerdicts: verdicts.effects,
    policyHash,
    digest: seal.digest,
    seal,
    expiresAt,
  }
  if (!(await storeJudgement(tx, judgement, turn.hold)))
    throw new AppError('Another worker has this run.', { code: 'lease-lost' })
  await appendEvents(
    tx,
    turn.threadId,
    [
      {
        event: {
          type: 'plan-proposed',
          runId: turn.hold.runId,
          planId: plan.id,
          digest: seal.digest,
          decision: verdicts.plan.decision,
        },
        personal: [],
      },
    ],
    services.context.randomBytes,
  )
  return judgement.status
}

function nextAfter(status: PlanRecord['status']): Next {
  if (status === 'waiting') return 'approve'
  return status === 'applying' ? 'apply' : 'respond'
}
