import type { OutgoingEvent } from '#contract/subscription-operations.ts'

/** The body of an event, as Standard Webhooks asks: `type`, `timestamp` and `data`. */
export function eventBody({ kind, at, threadId, seq, runId, agent, channel, content }: OutgoingEvent): string {
  return JSON.stringify({ type: kind, timestamp: at, data: { threadId, seq, runId, agent, channel, ...content } })
}
