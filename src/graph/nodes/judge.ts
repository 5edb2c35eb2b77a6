import type { LangGraphRunnableConfig } from '@langchain/langgraph'
import { keepAgentParts, type NewAgentPart } from '#memory/agents/agent-parts.ts'
import { appendOptimistically } from '#memory/threads/append-to-thread.ts'
import type { Tx } from '#memory/database/database.ts'
import { showCards } from '#memory/threads/messages.ts'
import type { PlanRecord } from '#memory/plans/plan-record.ts'
import { storeJudgement, type Judgement } from '#memory/plans/plan-changes.ts'
import { countWaitingPlans, assertPendingLimit } from '#memory/plans/plans.ts'
import { reserveWindows } from '#memory/ledger/reservations.ts'
import { withSpan } from '#core/telemetry.ts'
import { judgedFacts } from '#judging/judged-facts.ts'
import { judgeInShadow } from '#judging/policies/shadow.ts'
import { escalationOf } from '#approvals/escalation.ts'
import { judgeStanding } from '#judging/judge.ts'
import { pendingLimit, withPendingLimit } from '#judging/pending-limit.ts'
import { cachePlan, planWithContext, readPlanWithContext } from '#judging/read-plan.ts'
import type { PlanWithContext } from '#turn/plan-context.ts'
import { lockContext, quotaReservationOf } from '#judging/quota-reservation.ts'
import { riskOf } from '#judging/risk.ts'
import { sealJudged } from '#sealed-plan/seal.ts'
import { readTurn, type TurnRecord } from '#turn/read-turn.ts'
import type { Services } from '#turn/services.ts'
import type { Next, TurnState, TurnUpdate } from '#turn/state.ts'
import { appendThreadEvents } from '#turn/feed/append-thread-events.ts'
import { turnOf, type Turn } from '#turn/turn.ts'
import { aheadOf } from './ahead-of.ts'
import { replaceSame } from '../replace-same.ts'

/** Judges every effect and the plan as a whole, before anything happens, and binds what was judged to a digest. */
export async function judge(
  services: Services,
  state: TurnState,
  config: LangGraphRunnableConfig,
): Promise<TurnUpdate> {
  const turn = turnOf(config)
  const record = readTurn(services, turn)
  const found = await readPlanWithContext(services, turn, record, state.planId ?? '')
  const { status } = found.plan
  // In a thread's first turn nothing waits.
  if (status === 'making' && record.routeBefore !== null)
    await replaceSame(services, turn, found.plan, record.principal)
  return { next: nextAfter(status === 'making' ? await judgeNow(services, turn, record, found) : status) }
}

// The judgement is stored, and its share of every window with it, only where nobody has reserved any since the totals were
// read; otherwise the plan is judged again while nobody can.
async function judgeNow(services: Services, turn: Turn, record: TurnRecord, read: PlanWithContext) {
  const first = await judgementOf(services, turn, read)
  const { requester } = read.plan
  const { judged, stored } = await appendOptimistically(services.database, turn, {
    read: { found: read, judged: first },
    lock: async (tx) => {
      const found = await lockContext(services, tx, { turn, record, read })
      const waiting = await countWaitingPlans(tx, requester)
      const isSame = found === read && (waiting < pendingLimit(read) || first.status !== 'waiting')
      return { found, judged: isSame ? first : await judgementOf(services, turn, found, waiting) }
    },
    statements: (tx, judgement) => store(services, tx, { turn, record, ...judgement }),
  })
  const { status, digest, verdict } = judged
  cachePlan(turn, stored ?? { plan: { ...read.plan, status, digest, verdict } })
  return status
}

interface ToStore {
  readonly turn: Turn
  readonly record: TurnRecord
  readonly found: PlanWithContext
  readonly judged: Judged
}

/** Stores a judgement; gives the plan as it stands then, where it is applied next. */
async function store(services: Services, tx: Tx, { turn, record, found, judged }: ToStore) {
  const { planId, status, digest, verdict } = judged
  const { threadId, hold, answerId } = turn
  const [, , , , stored] = await Promise.all([
    status === 'refused' || found.plan.asking ? null : reserveWindows(tx, quotaReservationOf(services, found)),
    status === 'waiting' ? assertPendingLimit(tx, found.plan.requester, pendingLimit(found)) : null,
    storeJudgement(tx, judged, hold),
    // Who reads the thread sees what waits from the moment it does.
    status === 'waiting' ? showCards(tx, { id: answerId, threadId }, hold, aheadOf(services, found.plan)) : null,
    // What is applied is what its rows say; whatever else comes next needs no more than what was just decided.
    status === 'applying' ? planWithContext(tx, turn, record, { planId }) : null,
    appendThreadEvents(tx, services, threadId, {
      type: 'plan-proposed',
      runId: hold.runId,
      planId,
      digest,
      decision: verdict.decision,
      answers: record.answers,
    }),
    keepAgentParts(tx, judged.parts),
  ])
  return { judged, stored }
}

interface Judged extends Judgement {
  /** What it was judged by, to be kept. */
  readonly parts: readonly NewAgentPart[]
}

async function judgementOf(services: Services, turn: Turn, found: PlanWithContext, waiting = 0): Promise<Judged> {
  const { plan, journal, context } = found
  const { live } = context
  const verdicts = await withSpan('judgement', { 'parley.plan.id': plan.id }, () =>
    Promise.resolve(withPendingLimit(judgeStanding(plan, context, journal), found, waiting)),
  )
  const policyHash = live.policies.hash
  const expiresAt = new Date(Date.parse(plan.now) + live.agent.approvals.expireAfterMs).toISOString()
  const escalation = escalationOf(verdicts.plan, live.agent.approvals, plan.now)
  const { seal, parts } = sealJudged(
    { tenantId: turn.tenantId, plan, journal, live, policyHash, verdicts, expiresAt, escalation },
    services.context.randomBytes,
  )
  return {
    planId: plan.id,
    status: ({ allow: 'applying', ask: 'waiting', deny: 'refused' } as const)[verdicts.plan.decision],
    verdict: verdicts.plan,
    effectVerdicts: verdicts.effects,
    policyHash,
    digest: seal.digest,
    seal,
    expiresAt,
    facts: judgedFacts(context),
    // Rules on trial are tried on what a plan does.
    shadow: plan.asking ? null : judgeInShadow(live, { plan, journal, context, verdicts }),
    escalation,
    risk: riskOf(plan, live),
    parts,
  }
}

function nextAfter(status: PlanRecord['status']): Next {
  // Of a step nobody knows: a worker died before its run waited for somebody who does.
  if (status === 'waiting' || status === 'unknown') return 'approve'
  return status === 'applying' ? 'apply' : 'respond'
}
