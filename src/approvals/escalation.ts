import { REQUESTER } from '#auth/roles.ts'
import type { AgentApprovals } from '#agents/contract.ts'
import type { PlanRecord } from '#memory/plans/plan-record.ts'
import type { Verdict } from '#core/verdict.ts'

/**
 * The escalation of a plan: the role that may decide as well once it has waited for a while. None where only the requester is
 * asked, since no one can confirm for them, or where that role is the only one asked anyway.
 */
export function escalationOf(
  { decision, roles }: Verdict,
  { escalate }: Pick<AgentApprovals, 'escalate'>,
  now: string,
): PlanRecord['escalation'] {
  if (decision !== 'ask' || escalate === null) return null
  const others = roles.filter((role) => role !== REQUESTER && role !== escalate.to)
  if (others.length === 0) return null
  return { to: escalate.to, at: new Date(Date.parse(now) + escalate.afterMs).toISOString() }
}
