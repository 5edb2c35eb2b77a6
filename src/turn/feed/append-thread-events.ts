import type { Context } from '#core/context.ts'
import type { Tx } from '#memory/database/database.ts'
import { appendEvents, type NewEvent } from '#memory/events/events.ts'

/** Adds events that hold nothing personal to a thread, in the transaction that makes them true. */
export async function appendThreadEvents(
  tx: Tx,
  { context }: { readonly context: Context },
  threadId: string,
  ...events: readonly NewEvent['event'][]
): Promise<void> {
  const impersonal = events.map((event) => ({ event, personal: [] }))
  await appendEvents(tx, threadId, impersonal, context.randomBytes)
}
