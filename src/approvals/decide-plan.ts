import { isAllowed } from '#auth/authorize.ts'
import { canonicalJson } from '#core/commitment.ts'
import { AppError } from '#core/errors.ts'
import type { PolicySet } from '#guardrails/contract.ts'
import { readHandOverOfPlan, type HandOver } from '#memory/threads/hand-overs.ts'
import { storeDecision } from '#memory/plans/approvals.ts'
import { appendOptimistically } from '#memory/threads/append-to-thread.ts'
import type { Database, Tx } from '#memory/database/database.ts'
import { readablePassages } from '#memory/documents/documents.ts'
import { readKillSwitches } from '#memory/agents/kill-switches.ts'
import type { PlanRecord } from '#memory/plans/plan-record.ts'
import { movePlan } from '#memory/plans/plan-changes.ts'
import { assertUndecided, lockPlan, readDecisionsNow, readPlan } from '#memory/plans/plans.ts'
import { wakeRun } from '#memory/runs/runs.ts'
import type { Principal } from '#core/principal.ts'
import { isNeeded, missingApprovals } from '#sealed-plan/approval/approval-status.ts'
import { NOT_MEANT } from '#sealed-plan/plan-intent.ts'
import { approvalVerdict } from '#sealed-plan/approval/approval-verdict.ts'
import { conversationTaken } from '#turn/hand-over/refusals.ts'
import { blockedReason } from '#turn/blocked-reason.ts'
import type { DecisionOutcome, NewDecision, Operations } from '#contract/operations.ts'
import type { PlanView } from '#contract/plan.ts'
import { approvalOf, toApprove, toDecide } from '#cards/outcome/answers.ts'
import { editPlan } from './edit-plan.ts'
import { agentRuntime } from '#turn/read-turn.ts'
import type { Services } from '#turn/services.ts'
import { appendThreadEvents } from '#turn/feed/append-thread-events.ts'
import { approvalPassages } from '#cards/plan-view/approval-quotes.ts'
import { redactPlan } from '#cards/plan-view/redact-plans.ts'
import { allowedPlan, viewOf } from '#cards/plan-view/plan-for-reader.ts'
import { decisionView, rolesThen } from '#cards/plan-view/plan-view.ts'
import { viewFor } from '#memory/database/reader.ts'

/**
 * A person's yes or no to one digest. It is asserted that nobody has decided since the plan was read, else it is read again
 * and its row locked: the first decision wins and the others are told. Authority is who the decider was recognised as and
 * the roles they hold at this moment.
 */
export function decisionOperations(services: Services): Pick<Operations, 'decidePlan'> {
  return {
    decidePlan: async (principal, planId, decision) => {
      const { tenantId } = principal
      const { database } = services
      const [found, stops, handedOver] = await database.batch(tenantId, (tx) =>
        Promise.all([readPlan(tx, planId), readKillSwitches(tx), readHandOverOfPlan(tx, planId)]),
      )
      // Nobody else's question goes to a tool server, or is told of an agent.
      const seen = allowedPlan(services, found, { principal, action: 'plan.read' })
      const heldBack =
        decision.decision === 'approve'
          ? (withSomebodyElse(handedOver, principal) ??
            (await notTheirsToRead(database, seen, principal)) ??
            (await blockedReason(services, tenantId, { plan: seen, stops })))
          : null
      const lock = (tx: Tx) => lockPlan(tx, planId)
      const statements = async (tx: Tx, found: PlanRecord | null): Promise<Decided> => {
        const plan = allowedPlan(services, found, { principal, action: 'plan.read' })
        // What may be said yes to was looked at in what it was then.
        if (decision.decision === 'approve' && plan.asking && plan.digest !== seen.digest)
          return { outcome: 'digest-differs', digest: plan.digest }
        return decide(services, tx, { plan, principal, decision, heldBack })
      }
      // What an edit makes of a plan is only known once it has been read and judged: that is no batch.
      const outcome = await (decision.decision === 'edit'
        ? database.tenant(tenantId, async (tx) => statements(tx, await lock(tx)))
        : appendOptimistically(database, { tenantId, threadId: seen.threadId }, { read: seen, statements, lock }))
      return drawnFor(services, principal, outcome)
    },
  }
}

type Drawn = Extract<DecisionOutcome, { readonly plan: PlanView }>

/** What came of a decision, with the plan as it is stored: it is drawn once the rows are free again. */
type Decided =
  | Exclude<DecisionOutcome, Drawn>
  | { readonly outcome: 'decided'; readonly plan: PlanRecord; readonly isNew: boolean }
  | {
      readonly outcome: 'decided-before'
      readonly plan: PlanRecord
      readonly by: PlanRecord['decisions'][number] | null
    }

async function drawnFor(services: Services, principal: Principal, decided: Decided): Promise<DecisionOutcome> {
  if (!('plan' in decided)) return decided
  const plan = await redactPlan(services.database, principal, viewOf(services, decided.plan, principal))
  if (decided.outcome === 'decided') return { ...decided, plan }
  return { ...decided, by: decided.by && decisionView(decided.by, decided.plan, principal), plan }
}

// Whoever has the conversation knows what is done in it; of a yes from elsewhere they would hear afterwards.
function withSomebodyElse(handedOver: HandOver | null, { id }: Principal): AppError | null {
  if (handedOver === null || handedOver.takenBy === null || handedOver.takenBy.id === id) return null
  return conversationTaken(handedOver.id, handedOver.takenBy.name)
}

/**
 * Nobody says yes to words that they don't see. Whoever asked is looked up for: what they may not read isn't found, so that
 * their own yes, which may be typed and then has no role of theirs, gives nobody anything.
 */
async function notTheirsToRead(database: Database, plan: PlanRecord, principal: Principal): Promise<AppError | null> {
  const asked = approvalPassages(plan)
  if (asked.length === 0 || principal.id === plan.requester) return null
  const readable = await database.batch(principal.tenantId, (tx) =>
    readablePassages(tx, asked, viewFor(principal, 'any')),
  )
  if (asked.every((passage) => readable.has(passage))) return null
  return new AppError(
    'This quotes a document that you may not read, so somebody who may must say yes. You can say no.',
    { code: 'document-not-yours', status: 403 },
  )
}

interface Deciding {
  readonly plan: PlanRecord
  readonly principal: Principal
  readonly decision: NewDecision
  /** Why a yes would do nothing now; null where it would. */
  readonly heldBack: AppError | null
}

async function decide(services: Services, tx: Tx, deciding: Deciding): Promise<Decided> {
  const { plan, principal, decision } = deciding
  if (!isAllowed(principal, 'plan.answer', plan)) return { outcome: 'person-required' }
  if (decision.isEmbedded === true && plan.requester !== principal.id) return { outcome: 'own-page-required' }
  if (decision.isRelayed === true && plan.requester === principal.id) return { outcome: 'own-page-required' }
  const repeated = { outcome: 'decided', plan, isNew: false } as const
  // Reads that were allowed: what the plan asks by now is somebody else's, perhaps, and it may ask nothing any more.
  if (plan.allowed.some(({ digest }) => digest === decision.digest))
    return isRepeat(deciding) ? repeated : decidedBefore(plan, decision.digest)
  const { policies } = agentRuntime(services, plan.agent)
  const decidable = toDecide(plan, principal, policies)
  if (!isAllowed(principal, 'plan.decide', decidable))
    return { outcome: 'wrong-role', needs: approvalVerdict(plan)?.roles ?? [] }
  if (isRepeat(deciding)) return repeated
  if (plan.status === 'expired') return { outcome: 'expired' }
  if (plan.status !== 'waiting') return decidedBefore(plan, plan.digest)
  if (plan.expiresAt !== null && plan.expiresAt <= plan.now) return { outcome: 'expired' }
  if (decision.digest !== plan.digest) return { outcome: 'digest-differs', digest: plan.digest }
  if (decision.decision === 'edit') {
    const { changes = [], note } = decision
    const edited = await editPlan(services, tx, { plan, principal, changes, note, asks: decidable.speaksFor })
    return { outcome: 'decided', plan: edited, isNew: true }
  }
  if (decision.decision === 'approve' && !isAllowed(principal, 'plan.approve', toApprove(plan, principal, policies)))
    return { outcome: 'own-edit', needs: approvalVerdict(plan)?.roles ?? [] }
  // Of those who may speak for one role the first has.
  if (decision.decision === 'approve' && !counts(deciding, policies)) return decidedBefore(plan, plan.digest)
  checkReason(services, deciding)
  // A yes that nothing came of would be spent. The plan goes on waiting for one that counts.
  if (deciding.heldBack) throw deciding.heldBack
  const decided = await store(services, tx, deciding, policies)
  return { outcome: 'decided', plan: decided, isNew: true }
}

async function store(
  services: Services,
  tx: Tx,
  { plan, principal, decision }: Deciding,
  policies: PolicySet,
): Promise<PlanRecord> {
  const { digest, reason, note } = decision
  const { id: planId, runId, threadId } = plan
  const row = { id: services.context.newId(), planId, digest, decision: decision.decision, reason, note, changes: null }
  const to = statusAfter(plan, { principal, decision }, policies)
  const why = reason === null ? {} : { reason }
  const told = {
    type: 'plan-decided',
    runId,
    planId,
    digest,
    decision: row.decision,
    principalId: principal.id,
  } as const
  const [, , , decided] = await Promise.all([
    assertUndecided(tx, plan),
    storeDecision(tx, principal, row),
    to === 'waiting'
      ? null
      : Promise.all([
          movePlan(tx, planId, { from: ['waiting'], to }),
          wakeRun(tx, runId, to === 'applying' ? plan : null),
        ]),
    readDecisionsNow(tx, planId),
    // Of several yeses all but the last leave it waiting.
    appendThreadEvents(
      tx,
      services,
      threadId,
      { ...told, ...why },
      ...(to === 'waiting' ? [{ type: 'run-waiting', runId, planId } as const] : []),
    ),
  ])
  // Nothing else of a plan changes with what is said of it.
  return { ...plan, ...decided, status: to }
}

/** One no is a no; a yes counts when every asked role has given one. */
function statusAfter(
  plan: PlanRecord,
  { principal, decision }: Pick<Deciding, 'principal' | 'decision'>,
  policies: PolicySet,
): 'rejected' | 'applying' | 'waiting' {
  if (decision.decision === 'reject') return 'rejected'
  const asked = approvalVerdict(plan)
  if (!asked) return 'waiting'
  const decisions = [...plan.decisions, approvalOf(plan, principal)]
  const rolesNow = rolesThen({ decisions })
  return missingApprovals({ ...plan, decisions }, asked, { rolesNow, policies }).length === 0 ? 'applying' : 'waiting'
}

/** Whether a yes of this principal, now, brings the plan nearer to its approval. */
function counts({ plan, principal }: Deciding, policies: PolicySet): boolean {
  const mine = approvalOf(plan, principal)
  const rolesNow = rolesThen({ decisions: [...plan.decisions, mine] })
  const asked = approvalVerdict(plan)
  return asked !== null && isNeeded(plan, asked, mine, { rolesNow, policies })
}

function isRepeat({ plan, principal, decision }: Deciding): boolean {
  return plan.decisions.some(
    (earlier) =>
      earlier.principalId === principal.id &&
      earlier.digest === decision.digest &&
      earlier.decision === decision.decision &&
      (decision.decision !== 'edit' || canonicalJson(earlier.changes) === canonicalJson(decision.changes ?? [])),
  )
}

function decidedBefore(plan: PlanRecord, digest: string | null): Decided {
  const first = plan.decisions.findLast((earlier) => earlier.decision !== 'edit' && earlier.digest === digest)
  return { outcome: 'decided-before', by: first ?? null, plan }
}

function checkReason(services: Services, { plan, principal, decision: { decision, reason } }: Deciding): void {
  const known = agentRuntime(services, plan.agent).agent.approvals.rejectReasons
  // What was meant is its requester's alone to know.
  if (reason === NOT_MEANT && principal.id === plan.requester) return
  if (decision !== 'reject' || reason === null || known.length === 0 || known.includes(reason)) return
  throw new AppError(`There is no reason "${reason}". Use one of: ${known.join(', ')}.`, {
    code: 'reason-unknown',
    status: 422,
    details: { known },
  })
}
