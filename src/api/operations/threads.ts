import { createHash } from 'node:crypto'
import { enforce } from '#auth/authorize.ts'
import type { Agent } from '#agents/contract.ts'
import { AppError, notFound } from '#core/errors.ts'
import { appendToThread } from '#memory/threads/append-to-thread.ts'
import type { Tx } from '#memory/database/database.ts'
import { acceptMessage as acceptMessageRow } from '#memory/threads/inbox.ts'
import { listMessages as listMessageRows, listMessagesBeforePlan } from '#memory/threads/messages.ts'
import { listThreads as listThreadRows, readListedThread, type ListedThread } from '#memory/threads/thread-lists.ts'
import { createThread as createThreadRow, readThread, type Thread } from '#memory/threads/threads.ts'
import type { Principal } from '#core/principal.ts'
import { currentTraceparent, withSpan } from '#core/telemetry.ts'
import { momentOf } from '#contract/fields.ts'
import { MAX_MESSAGE_LENGTH, type NewMessage } from '#contract/new-message.ts'
import type { Operations } from '#contract/operations.ts'
import type { AgentFacts } from '#contract/thread.ts'
import { agentRuntime } from '#turn/read-turn.ts'
import type { Services } from '#turn/services.ts'
import type { ListedThreadView } from '#contract/thread.ts'
import { acceptDebounced } from './debounce.ts'
import { messagePage, messageViews } from './message-views.ts'
import { planFor } from '#cards/plan-view/plan-for-reader.ts'

/** Conversations: opening one, saying something in it, reading it. */
export function threadOperations(
  services: Services,
): Pick<
  Operations,
  'createThread' | 'listThreads' | 'readThread' | 'acceptMessage' | 'listMessages' | 'listPlanMessages'
> {
  return {
    createThread: async (principal, { agent, channel }) => {
      const { name, title, greeting, suggestions } = agentFor(services, agent)
      const id = services.context.newId()
      const thread = { id, agent: name, requester: principal.id, channel }
      await services.database.batch(principal.tenantId, (tx) => createThreadRow(tx, thread))
      return { id, agent: name, title, greeting, suggestions, about: factsOf(services, name) }
    },
    acceptMessage: (principal, message) =>
      withSpan('accept', { 'parley.channel': message.channel }, () => accept(services, principal, message)),
    listMessages: async (principal, { threadId, after = null, runId = null, limit }) => {
      const page = { after, runId, limit }
      const { database } = services
      const [, messages] = await database.batch(principal.tenantId, (tx) =>
        Promise.all([threadToRead(tx, threadId, principal), listMessageRows(tx, threadId, page)]),
      )
      return messagePage(services, principal, messages, page.limit)
    },
    listPlanMessages: (principal, { planId }) => messagesBeside(services, principal, planId),
    listThreads: async (principal, { since, until, limit, ...asked }) => {
      const { requester = null, agent = null, status = null, after = null } = asked
      const times = { since: momentOf(since), until: momentOf(until) }
      const filter = { requester, agent, after, ...times, status, limit }
      const threads = await services.database.batch(principal.tenantId, (tx) =>
        listThreadRows(tx, { ...filter, reader: principal }),
      )
      return {
        threads: threads.map((thread) => listedThread(services, thread)),
        next: threads.length < limit ? null : (threads.at(-1)?.id ?? null),
      }
    },
    readThread: async (principal, { threadId }) => {
      const thread = await services.database.batch(principal.tenantId, (tx) => readListedThread(tx, threadId))
      if (!thread) throw notFound('thread')
      enforce(principal, 'thread.read', thread)
      return listedThread(services, thread)
    },
  }
}

// What led to a plan is in the last few; the rest of a conversation isn't for whoever decides one thing in it.
const MESSAGES_BESIDE_A_PLAN = 6

async function messagesBeside(services: Services, principal: Principal, planId: string) {
  const [, messages] = await services.database.batch(principal.tenantId, (tx) =>
    Promise.all([
      planFor(services, tx, planId, { principal, action: 'plan.read-messages' }),
      listMessagesBeforePlan(tx, planId, MESSAGES_BESIDE_A_PLAN),
    ]),
  )
  return { messages: await messageViews(services, principal, messages) }
}

function listedThread(services: Services, thread: ListedThread): ListedThreadView {
  const { id, agent, requester, requesterName, channel, createdAt, isWorking, isWaiting, lastMessageAt } = thread
  return {
    id,
    agent,
    // Its folder may be gone.
    title: services.agents.get(agent)?.agent.title ?? agent,
    requester: { id: requester, name: requesterName },
    channel,
    about: factsOf(services, agent),
    status: isWorking ? 'working' : isWaiting ? 'waiting' : 'idle',
    createdAt: createdAt.toISOString(),
    lastMessageAt: lastMessageAt?.toISOString() ?? null,
  }
}

function factsOf({ agents, gateway }: Services, name: string): AgentFacts {
  return { model: gateway?.model ?? null, person: agents.get(name)?.agent.handOver?.role ?? null }
}

/** The thread, if this principal may read it. Throws `not-found`. */
async function threadToRead(tx: Tx, threadId: string, principal: Principal): Promise<Thread> {
  const thread = await readThread(tx, threadId)
  if (!thread) throw notFound('thread')
  enforce(principal, 'thread.read', thread)
  return thread
}

async function accept(services: Services, principal: Principal, message: NewMessage) {
  const text = checkedText(message.text)
  const { threadId, channel, dedupeKey, underKey, seen = null } = message
  const { newId, randomBytes } = services.context
  const contentHash = underKey && createHash('sha256').update(JSON.stringify(underKey)).digest('hex')
  const arriving = {
    threadId,
    principal,
    channel,
    dedupeKey,
    contentHash,
    text,
    seen,
    messageId: newId(),
    runId: newId(),
  }
  // Only who opened a thread speaks in it: another's words would be taken for the requester's.
  const traced = { ...arriving, traceparent: currentTraceparent() }
  if ([...services.agents.values()].some(({ agent }) => agent.whenBusy !== 'queue'))
    return acceptDebounced(services, principal, traced)
  return appendToThread(services.database, { tenantId: principal.tenantId, threadId }, (tx) =>
    acceptMessageRow(tx, traced, randomBytes),
  )
}

/** What somebody wrote, if it can be a message. Throws `message-empty` and `message-too-long`. */
export function checkedText(text: string): string {
  if (text.trim() === '') {
    throw new AppError('The message is empty.', { code: 'message-empty', status: 422 })
  }
  if (text.length > MAX_MESSAGE_LENGTH) {
    throw new AppError(
      `That was too long: ${MAX_MESSAGE_LENGTH.toLocaleString('en')} characters at most, and it had ${text.length.toLocaleString('en')}.`,
      { code: 'message-too-long', status: 413 },
    )
  }
  return text
}

function agentFor(services: Services, asked: string | null): Agent {
  const name = asked ?? services.agents.keys().next().value
  if (name === undefined) throw new AppError('No agent is loaded.', { code: 'agent-missing' })
  if (!services.agents.has(name)) {
    const names = [...services.agents.keys()].join(', ')
    throw new AppError(`There is no agent "${name}". There are: ${names}.`, { code: 'not-found', status: 404 })
  }
  return agentRuntime(services, name).agent
}
