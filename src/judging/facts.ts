import type { PlanFacts } from '#guardrails/contract.ts'
import type { JournalEntry } from '#plan-language/contract.ts'
import type { JudgingContext } from '#turn/plan-context.ts'

/** What a judgement may consider beside the calls themselves. */
export function planFacts(context: JudgingContext, journal: readonly JournalEntry[]): PlanFacts {
  return {
    principal: context.principal,
    channel: context.channel,
    threadId: context.threadId,
    now: context.now,
    intent: context.intent,
    reads: journal.flatMap(({ tool, answer }) => (answer.ok ? [{ tool, result: answer.value }] : [])),
    trustedSources: context.live.agent.trustedSources,
    ledger: context.ledger,
  }
}
