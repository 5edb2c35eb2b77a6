import type { Decidable } from '#auth/resources.ts'
import { isAllowed } from '#auth/authorize.ts'
import type { PlanRecord } from '#memory/plans/plan-record.ts'
import type { Principal } from '#core/principal.ts'
import { rolesSpokenFor, type Approvals, type Counting } from '#sealed-plan/approval/approval-status.ts'
import { approvalVerdict } from '#sealed-plan/approval/approval-verdict.ts'
import type { ViewedAgent } from '../titles/viewed-agent.ts'

type Asked = Approvals & Pick<PlanRecord, 'verdict' | 'now' | 'seal' | 'intent' | 'effects'>

/** What a reader of a plan may answer to it now. */
export function answersOf(
  plan: Asked & Pick<PlanRecord, 'status'>,
  { policies }: Pick<ViewedAgent, 'policies'>,
  reader: Principal,
): { readonly mayEdit: boolean; readonly ownEdit: boolean } {
  const isAsked = plan.status === 'waiting' && isAllowed(reader, 'plan.decide', toDecide(plan, reader, policies))
  return { mayEdit: isAsked, ownEdit: isAsked && !isAllowed(reader, 'plan.approve', toApprove(plan, reader, policies)) }
}

/** A plan to say no to, or to change again: whoever answers speaks for the asked roles whatever they changed. */
export function toDecide(plan: Asked, principal: Principal, policies: Counting['policies']): Decidable {
  return toApprove({ ...plan, edits: null }, principal, policies)
}

/** A plan to say yes to: what its giver changed counts. */
export function toApprove(plan: Asked, principal: Principal, policies: Counting['policies']): Decidable {
  return { requester: plan.requester, speaksFor: spokenFor(plan, principal, policies) }
}

function spokenFor(plan: Asked, principal: Principal, policies: Counting['policies']): readonly string[] {
  const rolesNow = new Map([[principal.id, principal.roles]])
  const asked = approvalVerdict(plan)
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
