import type { PlanFacts } from '#guardrails/contract.ts'
import { LEDGER_WINDOWS } from '#memory/ledger/ledger-window.ts'
import type { JudgedFacts } from '#memory/plans/judgements.ts'
import type { PlanRecord } from '#memory/plans/plan-record.ts'
import { PrincipalId, type Principal } from '#core/principal.ts'
import { intentFacts } from '#sealed-plan/plan-intent.ts'
import { parseJournal } from '#sealed-plan/journal.ts'
import type { JudgingContext } from '#turn/plan-context.ts'

/** What is kept of what a plan is judged by. Of the ledger what was added up: the rest isn't known to be nothing. */
export function judgedFacts({ principal, channel, now, ledger }: JudgingContext): JudgedFacts {
  const { id, name, email, roles } = principal
  const addedUp = LEDGER_WINDOWS.flatMap(({ name: window }) => {
    const totals = ledger[window]
    return totals ? [[window, totals] as const] : []
  })
  return { principal: { id, name, email, roles }, channel, now, ledger: Object.fromEntries(addedUp) }
}

/** The facts that a stored plan was judged by, as judging takes them. */
export function factsAgain(
  plan: Pick<PlanRecord, 'threadId' | 'journal' | 'intent' | 'playbook' | 'requester' | 'language'>,
  { principal, channel, now, ledger }: JudgedFacts,
  context: { readonly tenantId: Principal['tenantId']; readonly trustedSources: ReadonlySet<string> },
): PlanFacts {
  return {
    // How they had proved who they were and what groups they are in, rules don't see.
    principal: {
      ...principal,
      id: PrincipalId.parse(principal.id),
      tenantId: context.tenantId,
      groups: [],
      authenticatedBy: 'session',
      scopes: [],
    },
    channel,
    threadId: plan.threadId,
    now,
    intent: intentFacts(plan),
    reads: parseJournal(plan.journal).flatMap(({ tool, answer }) =>
      answer.ok ? [{ tool, result: answer.value }] : [],
    ),
    trustedSources: context.trustedSources,
    ledger: Object.fromEntries(Object.entries(ledger)),
  }
}
