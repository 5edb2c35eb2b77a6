import type { PlanRecord } from '#memory/plan-record.ts'
import { mayDecideAtAll, type Principal } from '#core/principal.ts'
import { rolesSpokenFor, type Approvals, type Counting } from '#plan/sealed/still-approved.ts'
import { askedVerdict } from '#plan/sealed/asked-verdict.ts'
import type { ViewedAgent } from './viewed-agent.ts'

type Asked = Approvals & Pick<PlanRecord, 'verdict' | 'now' | 'seal' | 'intent' | 'effects'>

/** What a reader of a plan may answer to it now. */
export function answersOf(
  plan: Asked & Pick<PlanRecord, 'status'>,
  { policies }: Pick<ViewedAgent, 'policies'>,
  reader: Principal,
): { readonly mayEdit: boolean; readonly ownEdit: boolean } {
  const isAsked = plan.status === 'waiting' && mayDecide(reader, plan) && rolesOf(plan, reader, policies).length > 0
  return { mayEdit: isAsked, ownEdit: isAsked && !mayAgree(plan, reader, policies) }
}

/** A key acts for somebody, often a language model: what it asked for itself, a person decides. */
export function mayDecide(principal: Principal, plan: Pick<PlanRecord, 'requester'>): boolean {
  return mayDecideAtAll(principal) && (principal.authenticatedBy === 'session' || plan.requester !== principal.id)
}

/** The asked roles that this principal can speak for, whatever they changed: to say no, or to change it again. */
export function rolesOf(plan: Asked, principal: Principal, policies: Counting['policies']): readonly string[] {
  return spokenFor({ ...plan, edits: null }, principal, policies)
}

/** Whether their yes could count, with what they changed. */
export function mayAgree(plan: Asked, principal: Principal, policies: Counting['policies']): boolean {
  return spokenFor(plan, principal, policies).length > 0
}

function spokenFor(plan: Asked, principal: Principal, policies: Counting['policies']): readonly string[] {
  const rolesNow = new Map([[principal.id, principal.roles]])
  const asked = askedVerdict(plan)
  return asked === null ? [] : rolesSpokenFor(plan, asked, approvalOf(plan, principal), { rolesNow, policies })
}

/** A principal's yes to what the plan is now, as it would be stored. */
export function approvalOf(plan: Pick<PlanRecord, 'digest' | 'now'>, principal: Principal) {
  return {
    principalId: principal.id,
    digest: plan.digest ?? '',
    decision: 'approve' as const,
    roles: principal.roles,
    decidedAt: plan.now,
  }
}
