import { randomBytes } from 'node:crypto'
import { DEFAULT_TENANT } from '#memory/people/tenants.ts'
import { systemContext } from '#core/context.ts'
import { createLogger } from '#core/log.ts'
import { appendToThread } from '#memory/threads/append-to-thread.ts'
import type { Database } from '#memory/database/database.ts'
import { acceptMessage, type AcceptedMessage } from '#memory/threads/inbox.ts'
import { createThread } from '#memory/threads/threads.ts'
import { PrincipalId } from '#core/principal.ts'

const { newId } = systemContext(createLogger('silent'))
const CUSTOMER = PrincipalId.parse('customer')

/** A thread of the example customer. */
export async function newThread(database: Database): Promise<string> {
  const id = newId()
  await database.tenant(DEFAULT_TENANT, (tx) =>
    createThread(tx, { id, agent: 'support', requester: CUSTOMER, channel: 'web' }),
  )
  return id
}

/** A message of the example customer that waits to be answered; in a thread of its own unless one is given. */
export async function acceptedMessage(
  database: Database,
  message: {
    readonly threadId?: string
    readonly text?: string
    readonly dedupeKey?: string
    readonly authenticatedBy?: 'session' | 'key'
  } = {},
): Promise<AcceptedMessage & { readonly threadId: string }> {
  const threadId = message.threadId ?? (await newThread(database))
  const arriving = {
    threadId,
    principal: { id: CUSTOMER, authenticatedBy: message.authenticatedBy ?? ('session' as const) },
    channel: 'web',
    dedupeKey: message.dedupeKey ?? newId(),
    contentHash: null,
    text: message.text ?? 'Please refund order A17',
    messageId: newId(),
    runId: newId(),
    seen: null,
    traceparent: null,
  }
  const place = { tenantId: DEFAULT_TENANT, threadId }
  const accepted = await appendToThread(database, place, (tx) => acceptMessage(tx, arriving, randomBytes))
  return { ...accepted, threadId }
}
