import { roleText } from '#cards/titles/value-text.ts'
import type { PlanRecord } from '#memory/plans/plan-record.ts'
import { whyItFailed } from '#cards/outcome/step-failure-text.ts'
import { isLeftUndone } from '#cards/outcome/tool-text.ts'
import { spokenAgent } from '#cards/titles/viewed-agent.ts'
import type { TurnRecord } from '#turn/read-turn.ts'
import { asksRequester } from '../open-plan/requester-decision.ts'

/** The status of a plan for a model, and why it failed where it did: by codes of ours and the operator's, never in words of a tool or an approver. */
export function planStatusFact(plan: PlanRecord, record: TurnRecord, isReplaced: boolean): string {
  switch (plan.status) {
    case 'waiting':
      return asksRequester(plan, record)
        ? 'waits for this person’s own yes'
        : `waits for ${plan.verdict?.roles.join(' and ') ?? 'somebody else'}`
    case 'applying':
      return 'is being carried out'
    case 'unknown':
      return 'nobody knows yet whether it was done'
    case 'refused':
      return 'refused by a rule, nothing done'
    case 'rejected':
      return `${rejection(plan, record)}, nothing done`
    case 'cancelled':
      return isReplaced ? 'void, a newer one took its place' : 'withdrawn, nothing done'
    case 'expired':
      return 'nobody answered in time, nothing done'
    case 'failed':
      return failure(plan, record)
    case 'done':
      return plan.effects.some(({ outcome }) => isLeftUndone(outcome)) ? 'sent, and not known to be done' : 'done'
    default:
      return plan.status
  }
}

function rejection({ decisions, requester, verdict }: PlanRecord, { live }: TurnRecord): string {
  const no = decisions.findLast(({ decision }) => decision === 'reject')
  if (no?.principalId === requester) return 'this person said no'
  const role = no?.roles.find((held) => verdict?.roles.includes(held))
  const who = role === undefined ? 'somebody who was asked' : `a ${roleText(role)}`
  const isCode = no?.reason != null && live.agent.approvals.rejectReasons.includes(no.reason)
  return `turned down by ${who}${isCode ? ` (${no.reason})` : ''}`
}

function failure({ effects }: PlanRecord, { live }: TurnRecord): string {
  const at = effects.findIndex(({ state }) => state === 'failed')
  const step = effects[at]
  if (!step) return 'failed'
  return `failed at step ${at + 1} of ${effects.length}: ${whyItFailed(step, spokenAgent(live, 'en'), effects)}`
}
