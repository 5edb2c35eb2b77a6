import { enforce } from '#auth/authorize.ts'
import { REQUESTER } from '#auth/roles.ts'
import { AppError, notFound } from '#core/errors.ts'
import { cancelRun } from '#graph/cancel-run.ts'
import type { Tx } from '#memory/database/database.ts'
import { appendEvents } from '#memory/events/events.ts'
import { readOpenPlans } from '#memory/plans/open-plans.ts'
import type { PlanRecord } from '#memory/plans/plan-record.ts'
import { readPlans } from '#memory/plans/plans.ts'
import { readRun } from '#memory/runs/runs.ts'
import { closeHandOver, readOpenHandOver } from '#memory/threads/hand-overs.ts'
import {
  deleteThread,
  isOutside,
  listOpenRuns,
  listOwnThreads,
  markRead,
  type OwnThread,
} from '#memory/threads/conversation-list.ts'
import { textOfParts } from '#memory/threads/part.ts'
import { readThread, type Thread } from '#memory/threads/threads.ts'
import type { Principal } from '#core/principal.ts'
import type { Operations } from '#contract/operations.ts'
import type { ConversationView } from '#contract/conversation-list.ts'
import type { PlanView } from '#contract/plan.ts'
import type { Services } from '#turn/services.ts'
import { cut } from '#cards/drawing/cut-text.ts'
import { viewOrNothing } from '#cards/plan-view/plan-for-reader.ts'
import { transcript } from './transcript.ts'

/** A person's own conversations, from whichever device: the list, how far they read, deleting one, and one as a file. */
export function ownThreadOperations(
  services: Services,
): Pick<Operations, 'listConversations' | 'markThreadRead' | 'deleteThread' | 'readTranscript'> {
  const { database } = services
  return {
    listConversations: async (reader, { agent = null, words = '', after = null, limit }) => {
      enforce(reader, 'conversation.list', 'tenant')
      const filter = { reader, agent, words: wordsOf(words), after, limit }
      const threads = await database.batch(reader.tenantId, (tx) => listOwnThreads(tx, filter))
      return {
        conversations: await conversationViews(services, reader, threads),
        next: threads.length < limit ? null : (threads.at(-1)?.id ?? null),
      }
    },
    markThreadRead: (principal, { threadId, seq }) =>
      database.tenant(principal.tenantId, async (tx) => {
        enforce(principal, 'thread.mark-read', await threadThere(tx, threadId))
        await markRead(tx, threadId, seq)
      }),
    deleteThread: (principal, { threadId }) =>
      database.tenant(principal.tenantId, async (tx) => {
        enforce(principal, 'thread.delete', await threadThere(tx, threadId))
        if (await isOutside(tx, threadId)) throw elsewhere()
        await endAll(services, tx, threadId, principal)
        return { keptPlans: await deleteThread(tx, threadId) }
      }),
    readTranscript: async (principal, { threadId, lang = 'en' }) => {
      const thread = await database.batch(principal.tenantId, (tx) => threadThere(tx, threadId))
      enforce(principal, 'thread.export', thread)
      return transcript(services, principal, { thread, language: lang })
    },
  }
}

/** More words than anybody types to find something. */
const MOST_WORDS = 8

function wordsOf(typed: string): readonly string[] {
  return typed
    .split(/\s+/)
    .filter((word) => word !== '')
    .slice(0, MOST_WORDS)
}

async function threadThere(tx: Tx, threadId: string): Promise<Thread> {
  const thread = await readThread(tx, threadId)
  if (!thread) throw notFound('thread')
  return thread
}

// Runs before the thread, as their workers take them. What waits is withdrawn first: nothing goes on unseen.
async function endAll(services: Services, tx: Tx, threadId: string, principal: Principal): Promise<void> {
  for (const id of await listOpenRuns(tx, threadId)) {
    const run = await readRun(tx, id)
    if (run) await cancelRun(services, tx, run, { principal, only: null }).catch(asAtWork)
  }
  const handOver = await readOpenHandOver(tx, threadId)
  if (!handOver) return
  const { id: handOverId, takenBy } = handOver
  const closed = { by: principal.id, takenBy: takenBy?.id ?? null, outcome: null, outcomeNote: null }
  if (!(await closeHandOver(tx, handOverId, closed))) throw atWork()
  const event = { type: 'hand-over-closed', handOverId, principalId: principal.id } as const
  await appendEvents(tx, threadId, [{ event, personal: [] }], services.context.randomBytes)
}

function asAtWork(error: unknown): never {
  throw error instanceof AppError && error.code === 'run-not-cancellable' ? atWork() : error
}

function atWork(): AppError {
  return new AppError(
    'Something is being done in this conversation, or nobody knows yet how it ended. Delete it once that is settled.',
    { code: 'thread-at-work', status: 409 },
  )
}

function elsewhere(): AppError {
  return new AppError('This conversation is kept by the service that it was held in. Delete it there.', {
    code: 'thread-elsewhere',
    status: 409,
  })
}

async function conversationViews(
  services: Services,
  reader: Principal,
  threads: readonly OwnThread[],
): Promise<readonly ConversationView[]> {
  const waiting = threads.flatMap(({ waitingRuns }) => waitingRuns)
  const newest = threads.flatMap(({ planId }) => (planId === null ? [] : [planId]))
  const [open, plans] = await services.database.batch(reader.tenantId, (tx) =>
    Promise.all([
      waiting.length === 0 ? [] : readOpenPlans(tx, waiting),
      newest.length === 0 ? [] : readPlans(tx, newest),
    ]),
  )
  const viewed = (plan: PlanRecord) => viewOrNothing(services, plan, reader)
  const views = new Map(plans.flatMap(viewed).map((view) => [view.id, view]))
  const asked = new Set(open.flatMap(({ plan }) => (viewed(plan).some(asksRequester) ? [plan.threadId] : [])))
  return threads.map((thread) => {
    const { id, agent, firstParts, isWorking, person, unread, createdAt, lastMessageAt } = thread
    const plan = thread.planId === null ? null : (views.get(thread.planId) ?? null)
    const isWaiting = thread.waitingRuns.length > 0
    return {
      id,
      agent,
      agentTitle: services.agents.get(agent)?.agent.title ?? agent,
      greeting: services.agents.get(agent)?.agent.greeting ?? '',
      title: cut(textOfParts(firstParts).replaceAll(/\s+/g, ' ').trim(), MOST_TITLE),
      plan: plan && { id: plan.id, title: plan.title, status: plan.status },
      status: isWorking ? ('working' as const) : isWaiting ? ('waiting' as const) : ('idle' as const),
      waitsFor: asked.has(id)
        ? ('you' as const)
        : person
          ? ('person' as const)
          : isWaiting
            ? ('others' as const)
            : null,
      person: person?.name ?? null,
      unread,
      createdAt: createdAt.toISOString(),
      lastMessageAt: lastMessageAt.toISOString(),
    }
  })
}

/** Characters of a conversation's first words that stand for it. */
const MOST_TITLE = 120

function asksRequester({ status, awaits }: PlanView): boolean {
  return status === 'waiting' && awaits.includes(REQUESTER)
}
