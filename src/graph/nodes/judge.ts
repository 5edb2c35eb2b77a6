import type { LangGraphRunnableConfig } from '@langchain/langgraph'
import { changeThread } from '#memory/change-thread.ts'
import type { PlanRecord } from '#memory/plan-record.ts'
import { storeJudgement, type Judgement } from '#memory/plan-changes.ts'
import { sealPlan } from '#plan/digest.ts'
import { withSpan } from '#telemetry.ts'
import { planDocument } from '../planning/document.ts'
import { judge as judgePlan } from '../planning/judge.ts'
import { handOn, planAround, readPlanAround, type PlanAround } from '../planning/read-plan.ts'
import { readTurn, type TurnRecord } from '../read-turn.ts'
import type { Services } from '../services.ts'
import type { Next, TurnState, TurnUpdate } from '../state.ts'
import { tell } from '../tell.ts'
import { turnOf, type Turn } from '../turn.ts'

/** Judges every effect and the plan as a whole, before anything happens, and binds what was judged to a digest. */
export async function judge(
  services: Services,
  state: TurnState,
  config: LangGraphRunnableConfig,
): Promise<TurnUpdate> {
  const turn = turnOf(config)
  const record = readTurn(services, turn)
  const found = await readPlanAround(services, turn, record, state.planId ?? '')
  const { status } = found.plan
  return { next: nextAfter(status === 'making' ? await judgeNow(services, turn, record, found) : status) }
}

async function judgeNow(services: Services, turn: Turn, record: TurnRecord, { plan, journal, around }: PlanAround) {
  const { live } = around
  const verdicts = await withSpan('judgement', { 'parley.plan.id': plan.id }, () =>
    Promise.resolve(judgePlan(plan.effects, around, journal)),
  )
  const policyHash = live.policies.hash
  const expiresAt = new Date(Date.parse(plan.now) + live.agent.approvals.expireAfterMs).toISOString()
  const seal = sealPlan(
    planDocument({ tenantId: turn.tenantId, plan, journal, live, policyHash, verdicts, expiresAt }),
    services.context.randomBytes,
  )
  const { digest } = seal
  const { decision } = verdicts.plan
  const judgement: Judgement = {
    planId: plan.id,
    status: ({ allow: 'applying', ask: 'waiting', deny: 'refused' } as const)[decision],
    verdict: verdicts.plan,
    effectVerdicts: verdicts.effects,
    policyHash,
    digest,
    seal,
    expiresAt,
  }
  const { runId } = turn.hold
  const { status } = judgement
  const [, stored] = await changeThread(services.database, turn, (tx) =>
    Promise.all([
      storeJudgement(tx, judgement, turn.hold),
      // What is applied is what its rows say; whatever else comes next needs no more than what was just decided.
      status === 'applying' ? planAround(tx, turn, record, plan.id) : null,
      tell(tx, services, turn.threadId, { type: 'plan-proposed', runId, planId: plan.id, digest, decision }),
    ]),
  )
  handOn(turn, stored ?? { plan: { ...plan, status, digest, verdict: verdicts.plan } })
  return status
}

function nextAfter(status: PlanRecord['status']): Next {
  if (status === 'waiting') return 'approve'
  return status === 'applying' ? 'apply' : 'respond'
}
