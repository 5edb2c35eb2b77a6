import { AppError, notFound } from '#errors.ts'
import type { Tx } from '#memory/database.ts'
import { acceptMessage as acceptMessageRow } from '#memory/inbox.ts'
import { listMessages as listMessageRows } from '#memory/messages.ts'
import { upsertPerson } from '#memory/people.ts'
import { createThread as createThreadRow, readThread, type Thread } from '#memory/threads.ts'
import { OVERSIGHT_ROLES, type Principal } from '#principal.ts'
import { currentTraceparent, withSpan } from '#telemetry.ts'
import type { NewMessage, Operations } from '../contract.ts'
import { liveAgent } from '../read-turn.ts'
import type { Services } from '../services.ts'

/** The longest message that is taken, in characters. */
export const MAX_MESSAGE_LENGTH = 8_000

/** Conversations: opening one, saying something in it, reading it. */
export function threadOperations(
  services: Services,
): Pick<Operations, 'createThread' | 'acceptMessage' | 'listMessages'> {
  return {
    createThread: async (principal, { agent, channel }) => {
      const name = agentName(services, agent)
      const id = services.context.newId()
      await services.database.tenant(principal.tenantId, async (tx) => {
        if (principal.authenticatedBy === 'token') await upsertPerson(tx, { ...principal, kind: 'service' })
        await createThreadRow(tx, { id, agent: name, requester: principal.id, channel })
      })
      return { id, agent: name }
    },
    acceptMessage: (principal, message) =>
      withSpan('accept', { 'parley.channel': message.channel }, () => accept(services, principal, message)),
    listMessages: (principal, threadId, page) =>
      services.database.tenant(principal.tenantId, async (tx) => {
        await ownThread(tx, threadId, principal)
        const messages = await listMessageRows(tx, threadId, page)
        return {
          next: messages.length < page.limit ? null : (messages.at(-1)?.id ?? null),
          messages: messages.map(({ id, role, parts, runId, createdAt }) => ({
            id,
            role,
            parts,
            runId,
            createdAt: createdAt.toISOString(),
          })),
        }
      }),
  }
}

/** The thread, if it is this principal's or theirs to oversee. Throws `not-found`. */
export async function ownThread(tx: Tx, threadId: string, principal: Principal): Promise<Thread> {
  const thread = await readThread(tx, threadId)
  const oversees = principal.roles.some((role) => OVERSIGHT_ROLES.includes(role))
  if (!thread || (thread.requester !== principal.id && !oversees)) throw notFound('thread')
  return thread
}

async function accept(services: Services, principal: Principal, message: NewMessage) {
  const text = checkedText(message.text)
  return services.database.tenant(principal.tenantId, async (tx) => {
    const thread = await readThread(tx, message.threadId)
    // Only who opened a thread speaks in it: another's words would be taken for the requester's.
    if (!thread || thread.requester !== principal.id) throw notFound('thread')
    return acceptMessageRow(
      tx,
      {
        threadId: thread.id,
        principal,
        channel: message.channel,
        dedupeKey: message.dedupeKey,
        text,
        messageId: services.context.newId(),
        runId: services.context.newId(),
        traceparent: currentTraceparent(),
      },
      services.context.randomBytes,
    )
  })
}

function checkedText(text: string): string {
  if (text.trim() === '') {
    throw new AppError('The message is empty.', { code: 'message-empty', status: 422 })
  }
  if (text.length > MAX_MESSAGE_LENGTH) {
    throw new AppError(
      `That was too long: ${MAX_MESSAGE_LENGTH.toLocaleString('en')} characters at most, and it had ${text.length.toLocaleString('en')}.`,
      { code: 'message-too-long', status: 422 },
    )
  }
  return text
}

function agentName(services: Services, asked: string | null): string {
  const name = asked ?? services.agents.keys().next().value
  if (name === undefined) throw new AppError('No agent is loaded.', { code: 'agent-missing' })
  if (!services.agents.has(name)) throw notFound('agent')
  return liveAgent(services, name).agent.name
}
