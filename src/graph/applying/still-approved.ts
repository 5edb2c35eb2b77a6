import type { PolicySet } from '#guardrails/contract.ts'
import type { PlanRecord } from '#memory/plan-record.ts'
import type { Verdict } from '#verdict.ts'

type Approval = Pick<PlanRecord['decisions'][number], 'principalId' | 'digest' | 'decision'> & {
  readonly roles: readonly string[]
}

/** What of a plan counts for its approval. */
export interface Approvals extends Pick<PlanRecord, 'digest' | 'requester'> {
  readonly decisions: readonly Approval[]
}

/** Roles that a principal holds now, by id. */
export type RolesNow = ReadonlyMap<string, readonly string[]>

/**
 * The asked roles that nobody has said yes for: on this very digest, holding the role then and still. `requester` is
 * the one who asked confirming; any other role is another person's to speak for, unless its rules allow `@self`.
 */
export function rolesStillAsked(
  plan: Approvals,
  verdict: Verdict,
  { rolesNow, policies }: { readonly rolesNow: RolesNow; readonly policies: Pick<PolicySet, 'requesterMayDecide'> },
): readonly string[] {
  if (verdict.decision !== 'ask') return []
  const yes = plan.decisions.filter(({ decision, digest }) => decision === 'approve' && digest === plan.digest)
  return verdict.roles.filter(
    (role) =>
      !yes.some(({ principalId, roles }) =>
        role === 'requester'
          ? principalId === plan.requester
          : (principalId !== plan.requester || policies.requesterMayDecide(verdict, role)) &&
            roles.includes(role) &&
            (rolesNow.get(principalId) ?? []).includes(role),
      ),
  )
}
