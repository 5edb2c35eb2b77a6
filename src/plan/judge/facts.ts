import type { IntentFacts, PlanFacts } from '#guardrails/contract.ts'
import type { LedgerWindows } from '#memory/window-totals.ts'
import type { JournalEntry } from '#plan/contract.ts'
import type { Principal } from '#core/principal.ts'
import type { LiveAgent } from '#turn/live-agent.ts'
import type { StopsSeen } from '#turn/stops.ts'

export interface JudgingContext {
  readonly live: LiveAgent
  readonly principal: Principal
  readonly threadId: string
  readonly channel: string
  readonly ledger: LedgerWindows
  /** What the plan's requester is taken to have asked for. */
  readonly intent: IntentFacts
  /** The database's time, ISO 8601. */
  readonly now: string
  /** What an operator has stopped. */
  readonly stops: StopsSeen
}

/** What a judgement may consider beside the calls themselves. */
export function planFacts(around: JudgingContext, journal: readonly JournalEntry[]): PlanFacts {
  return {
    principal: around.principal,
    channel: around.channel,
    threadId: around.threadId,
    now: around.now,
    intent: around.intent,
    reads: journal.flatMap(({ tool, answer }) => (answer.ok ? [{ tool, result: answer.value }] : [])),
    trustedSources: around.live.agent.trustedSources,
    ledger: around.ledger,
  }
}
