import type { EventReceiver } from '#channels/event-receivers.ts'
import { startDrafts } from '#channels/outbox/drafts.ts'
import { startListeners } from '#channels/listeners.ts'
import { startOutbox } from '#channels/outbox/outbox.ts'
import { startScheduleClock } from '#channels/schedule-clock.ts'
import type { Logger } from '#core/log.ts'
import type { outsideOver } from '../outside.ts'

/**
 * Begins what this process does by itself beside runs: what is due goes out to channels and
 * subscriptions, what came is fetched, and schedules begin.
 */
export async function startSending(
  { channels, operations, decisions, address, subscriptions, starters }: ReturnType<typeof outsideOver>,
  receivers: readonly EventReceiver[],
  { log, signal, parts }: { readonly log: Logger; readonly signal: AbortSignal; readonly parts: AsyncDisposableStack },
): Promise<void> {
  parts.use(await startOutbox({ operations, channels, log, signal }))
  parts.use(await startDrafts({ operations, channels, log, signal }))
  parts.use(startListeners({ operations: { ...operations, ...decisions }, address, channels, log, signal }))
  const events = {
    whenDue: operations.whenDue,
    takeDue: (_: unknown, atMost: number, receiver: EventReceiver) => subscriptions.takeDueEvents(receiver, atMost),
  }
  parts.use(await startOutbox({ operations: events, channels: receivers, log, signal }))
  parts.use(startScheduleClock({ starters, log, signal }))
}
