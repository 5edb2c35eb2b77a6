import { AppError, notFound } from '#errors.ts'
import type { PolicySet } from '#guardrails/contract.ts'
import { storeDecision } from '#memory/approvals.ts'
import type { Tx } from '#memory/database.ts'
import { appendEvents } from '#memory/events.ts'
import type { PlanRecord } from '#memory/plan-record.ts'
import { lockPlan, movePlan, readPlan } from '#memory/plans.ts'
import { wakeRun } from '#memory/runs.ts'
import type { Principal } from '#principal.ts'
import { rolesStillAsked } from '../applying/still-approved.ts'
import type { DecisionOutcome, NewDecision, Operations } from '../contract.ts'
import { liveAgent } from '../read-turn.ts'
import type { Services } from '../services.ts'
import { mayReadPlan } from '../view/may-read-plan.ts'
import { decisionView, rolesThen } from '../view/plan-view.ts'
import { viewOf } from './plans.ts'

/**
 * A person's yes or no to one digest. The plan's row is held while it is decided, so the first decision wins and the
 * others are told; authority is who the decider was recognised as and the roles they hold at this moment.
 */
export function decisionOperations(services: Services): Pick<Operations, 'decidePlan'> {
  return {
    decidePlan: (principal, planId, decision) =>
      services.database.tenant(principal.tenantId, async (tx) => {
        const plan = await lockPlan(tx, planId)
        if (!plan || !mayReadPlan(plan, principal)) throw notFound('plan')
        return decideLocked(services, tx, { plan, principal, decision })
      }),
  }
}

interface Deciding {
  readonly plan: PlanRecord
  readonly principal: Principal
  readonly decision: NewDecision
}

async function decideLocked(services: Services, tx: Tx, deciding: Deciding): Promise<DecisionOutcome> {
  const { plan, principal, decision } = deciding
  if (!mayDecide(principal, plan)) return { outcome: 'person-required' }
  const { policies } = liveAgent(services, plan.agent)
  const roles = rolesOf(plan, principal, policies)
  if (roles.length === 0) return { outcome: 'wrong-role', needs: plan.verdict?.roles ?? [] }
  if (isRepeat(deciding)) return { outcome: 'decided', plan: await viewOf(services, tx, plan, principal) }
  if (plan.status === 'expired') return { outcome: 'expired' }
  if (plan.status !== 'waiting') return decidedBefore(services, tx, plan, principal)
  if (plan.expiresAt !== null && plan.expiresAt <= plan.now) return { outcome: 'expired' }
  if (decision.digest !== plan.digest) return { outcome: 'digest-differs', digest: plan.digest }
  if (decision.decision === 'edit') {
    return {
      outcome: 'invalid-edit',
      message: 'Plans can’t be edited here yet: say no, and ask for what is wanted instead.',
    }
  }
  checkReason(services, plan, decision)
  await store(services, tx, deciding)
  const decided = await readPlan(tx, plan.id)
  if (!decided) throw notFound('plan')
  return { outcome: 'decided', plan: await viewOf(services, tx, decided, principal) }
}

async function store(services: Services, tx: Tx, { plan, principal, decision }: Deciding): Promise<void> {
  const { digest, reason, note } = decision
  const id = services.context.newId()
  await storeDecision(tx, principal, { id, planId: plan.id, digest, decision: decision.decision, reason, note })
  const now = (await readPlan(tx, plan.id)) ?? plan
  const to = statusAfter(now, decision, liveAgent(services, plan.agent).policies)
  if (to !== 'waiting') {
    await movePlan(tx, plan.id, { from: ['waiting'], to })
    await wakeRun(tx, plan.runId)
  }
  await appendEvents(
    tx,
    plan.threadId,
    [
      {
        event: {
          type: 'plan-decided',
          runId: plan.runId,
          planId: plan.id,
          digest,
          decision: decision.decision,
          principalId: principal.id,
          ...(reason === null ? {} : { reason }),
        },
        personal: [],
      },
    ],
    services.context.randomBytes,
  )
}

/** One no is a no; a yes counts when every asked role has given one. */
function statusAfter(
  plan: PlanRecord,
  { decision }: NewDecision,
  policies: PolicySet,
): 'rejected' | 'applying' | 'waiting' {
  if (decision === 'reject') return 'rejected'
  if (!plan.verdict) return 'waiting'
  const asked = rolesStillAsked(plan, plan.verdict, { rolesNow: rolesThen(plan), policies })
  return asked.length === 0 ? 'applying' : 'waiting'
}

// A key acts for somebody, often a language model: what it asked for itself, a person decides.
function mayDecide(principal: Principal, plan: PlanRecord): boolean {
  if (principal.authenticatedBy === 'session') return true
  return principal.scopes.includes('decide') && plan.requester !== principal.id
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

async function decidedBefore(
  services: Services,
  tx: Tx,
  plan: PlanRecord,
  principal: Principal,
): Promise<DecisionOutcome> {
  const first = plan.decisions[0]
  return {
    outcome: 'decided-before',
    by: first ? decisionView(first) : null,
    plan: await viewOf(services, tx, plan, principal),
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
