import { AppError, notFound } from '#errors.ts'
import type { PolicySet } from '#guardrails/contract.ts'
import { storeDecision } from '#memory/approvals.ts'
import { changeThread } from '#memory/change-thread.ts'
import type { Tx } from '#memory/database.ts'
import type { PlanRecord } from '#memory/plan-record.ts'
import { movePlan } from '#memory/plan-changes.ts'
import { insistOnPlan, lockPlan, readPlan } from '#memory/plans.ts'
import { wakeRun } from '#memory/runs.ts'
import { mayDecideAtAll, type Principal } from '#principal.ts'
import { rolesStillAsked } from '../applying/still-approved.ts'
import type { DecisionOutcome, NewDecision, Operations } from '../contract.ts'
import { liveAgent } from '../read-turn.ts'
import type { Services } from '../services.ts'
import { tell } from '../tell.ts'
import { decisionView, rolesThen } from '../view/plan-view.ts'
import { isReadable, viewOf } from './plans.ts'

/**
 * A person's yes or no to one digest. The plan's row is held while it is decided, or it is insisted that nobody has
 * decided since it was read: the first decision wins and the others are told. Authority is who the decider was recognised
 * as and the roles they hold at this moment.
 */
export function decisionOperations(services: Services): Pick<Operations, 'decidePlan'> {
  return {
    decidePlan: async (principal, planId, decision) => {
      const { tenantId } = principal
      const { database } = services
      const seen = await database.atOnce(tenantId, (tx) => readPlan(tx, planId))
      if (!seen) throw notFound('plan')
      return changeThread(database, { tenantId, threadId: seen.threadId }, async (tx) => {
        const plan = tx.isSentWhole ? seen : await lockPlan(tx, planId)
        if (!plan || !isReadable(services, plan, principal)) throw notFound('plan')
        return decide(services, tx, { plan, principal, decision })
      })
    },
  }
}

interface Deciding {
  readonly plan: PlanRecord
  readonly principal: Principal
  readonly decision: NewDecision
}

async function decide(services: Services, tx: Tx, deciding: Deciding): Promise<DecisionOutcome> {
  const { plan, principal, decision } = deciding
  if (!mayDecide(principal, plan)) return { outcome: 'person-required' }
  const { policies } = liveAgent(services, plan.agent)
  if (rolesOf(plan, principal, policies).length === 0)
    return { outcome: 'wrong-role', needs: plan.verdict?.roles ?? [] }
  if (isRepeat(deciding)) return { outcome: 'decided', plan: viewOf(services, plan, principal) }
  if (plan.status === 'expired') return { outcome: 'expired' }
  if (plan.status !== 'waiting') return decidedBefore(services, plan, principal)
  if (plan.expiresAt !== null && plan.expiresAt <= plan.now) return { outcome: 'expired' }
  if (decision.digest !== plan.digest) return { outcome: 'digest-differs', digest: plan.digest }
  checkReason(services, plan, decision)
  return { outcome: 'decided', plan: viewOf(services, await store(services, tx, deciding, policies), principal) }
}

async function store(
  services: Services,
  tx: Tx,
  { plan, principal, decision }: Deciding,
  policies: PolicySet,
): Promise<PlanRecord> {
  const { digest, reason, note } = decision
  const { id: planId, runId, threadId } = plan
  const row = { id: services.context.newId(), planId, digest, decision: decision.decision, reason, note }
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
    tx.isSentWhole ? insistOnPlan(tx, plan) : null,
    storeDecision(tx, principal, row),
    to === 'waiting' ? null : Promise.all([movePlan(tx, planId, { from: ['waiting'], to }), wakeRun(tx, runId)]),
    readPlan(tx, planId),
    tell(tx, services, threadId, { ...told, ...why }),
  ])
  return decided ?? plan
}

/** One no is a no; a yes counts when every asked role has given one. */
function statusAfter(
  plan: PlanRecord,
  { principal, decision }: Pick<Deciding, 'principal' | 'decision'>,
  policies: PolicySet,
): 'rejected' | 'applying' | 'waiting' {
  if (decision.decision === 'reject') return 'rejected'
  if (!plan.verdict) return 'waiting'
  const mine = {
    principalId: principal.id,
    digest: decision.digest,
    decision: decision.decision,
    roles: principal.roles,
  }
  const decisions = [...plan.decisions, mine]
  const rolesNow = rolesThen({ decisions })
  return rolesStillAsked({ ...plan, decisions }, plan.verdict, { rolesNow, policies }).length === 0
    ? 'applying'
    : 'waiting'
}

// A key acts for somebody, often a language model: what it asked for itself, a person decides.
function mayDecide(principal: Principal, plan: PlanRecord): boolean {
  return mayDecideAtAll(principal) && (principal.authenticatedBy === 'session' || plan.requester !== principal.id)
}

/** The asked roles that this principal can speak for. */
function rolesOf(plan: PlanRecord, principal: Principal, policies: PolicySet): readonly string[] {
  const { verdict } = plan
  if (!verdict) return []
  const isRequester = principal.id === plan.requester
  return verdict.roles.filter((role) =>
    role === 'requester'
      ? isRequester
      : principal.roles.includes(role) && (!isRequester || policies.requesterMayDecide(verdict, role)),
  )
}

function isRepeat({ plan, principal, decision }: Deciding): boolean {
  return plan.decisions.some(
    (earlier) =>
      earlier.principalId === principal.id &&
      earlier.digest === decision.digest &&
      earlier.decision === decision.decision,
  )
}

function decidedBefore(services: Services, plan: PlanRecord, principal: Principal): DecisionOutcome {
  const first = plan.decisions[0]
  return {
    outcome: 'decided-before',
    by: first ? decisionView(first, plan, principal) : null,
    plan: viewOf(services, plan, principal),
  }
}

function checkReason(services: Services, plan: PlanRecord, { decision, reason }: NewDecision): void {
  const known = liveAgent(services, plan.agent).agent.approvals.rejectReasons
  if (decision !== 'reject' || reason === null || known.length === 0 || known.includes(reason)) return
  throw new AppError(`There is no reason "${reason}". Use one of: ${known.join(', ')}.`, {
    code: 'reason-unknown',
    status: 422,
  })
}
