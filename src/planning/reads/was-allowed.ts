import { canonicalJson } from '#core/commitment.ts'
import type { Verdict } from '#core/verdict.ts'
import type { PolicySet } from '#guardrails/contract.ts'
import type { AskedRead, PlanRecord } from '#memory/plans/plan-record.ts'
import type { ReadRequest } from '#plan-language/contract.ts'
import { missingApprovals, rolesNowOf } from '#sealed-plan/approval/approval-status.ts'

/** What is asked of a read now, and who may answer it. */
interface Asked {
  readonly verdict: Verdict
  readonly policies: PolicySet
}

/**
 * Whether people have allowed this very read of a plan: the same tool with the same arguments, hanging on the same sources,
 * and everybody who is asked for it now has said yes, and still may.
 */
export function wasAllowed(
  { allowed, decisions, requester }: Pick<PlanRecord, 'allowed' | 'decisions' | 'requester'>,
  request: ReadRequest,
  { verdict, policies }: Asked,
): boolean {
  const rolesNow = rolesNowOf({ decisions })
  return allowed.some(({ digest, escalation, reads }) => {
    if (!reads.some((read) => isSame(read, request))) return false
    const given = { digest, requester, escalation, edits: null, decisions }
    return missingApprovals(given, verdict, { rolesNow, policies }).length === 0
  })
}

function isSame(read: AskedRead, request: ReadRequest): boolean {
  return canonicalJson(identity(read)) === canonicalJson(identity(request))
}

function identity({ tool, args, labels, because }: Pick<AskedRead, 'tool' | 'args' | 'labels' | 'because'>) {
  return { tool, args, labels, because }
}
