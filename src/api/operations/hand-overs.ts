import { createHash } from 'node:crypto'
import { enforce, isAllowed } from '#auth/authorize.ts'
import { AppError, notFound } from '#core/errors.ts'
import type { Tx } from '#memory/database/database.ts'
import { appendEvents, type NewEvent } from '#memory/events/events.ts'
import {
  appendPersonsMessage,
  closeHandOver,
  isMentionedIn,
  listHandOvers,
  readHandOver,
  releaseHandOver,
  takeHandOver,
  type HandOver,
} from '#memory/threads/hand-overs.ts'
import { mustBeStorable } from '#memory/threads/inbox.ts'
import { listMessages } from '#memory/threads/messages.ts'
import { textOfParts, textPart } from '#memory/threads/part.ts'
import type { Operations } from '#contract/operations.ts'
import type { HandOverView } from '#contract/hand-over.ts'
import type { Principal } from '#core/principal.ts'
import { handOverClosed, handOverTaken, notTaken } from '#turn/hand-over/refusals.ts'
import { handOverAccess, rightsOver } from '#turn/hand-over/rights.ts'
import type { Services } from '#turn/services.ts'
import { messagePage } from './message-views.ts'
import { checkedText } from './threads.ts'

/** The desk: what was passed on to people, taken by one, answered in the thread, and given back. */
export function handOverOperations(services: Services): Reads & Acts {
  return { ...reads(services), ...acts(services) }
}

type Reads = Pick<Operations, 'listHandOvers' | 'readHandOver' | 'listHandOverMessages'>
type Acts = Pick<Operations, 'takeHandOver' | 'releaseHandOver' | 'answerHandOver' | 'closeHandOver'>

function reads(services: Services): Reads {
  const { database } = services
  return {
    listHandOvers: async (principal, { status = null, limit }) => {
      const wanted = { status, limit, reader: principal }
      const rows = await database.batch(principal.tenantId, (tx) => listHandOvers(tx, wanted))
      return { handOvers: rows.map((row) => view(row, principal)) }
    },
    readHandOver: async (principal, { handOverId: id }) => {
      const row = await database.batch(principal.tenantId, (tx) => seen(tx, principal, id))
      return view(row, principal)
    },
    listHandOverMessages: async (principal, { handOverId: id, after = null, limit }) => {
      const page = { after, limit }
      const messages = await database.tenant(principal.tenantId, async (tx) => {
        const { threadId, closedAt } = await seen(tx, principal, id)
        const rows = await listMessages(tx, threadId, page)
        const seesAll = isAllowed(principal, 'hand-over.read-after-close', 'tenant')
        return seesAll || closedAt === null ? rows : rows.filter(({ createdAt }) => createdAt <= closedAt)
      })
      return messagePage(services, principal, messages, page.limit)
    },
  }
}

function acts(services: Services): Acts {
  const { database } = services
  return {
    takeHandOver: (principal, { handOverId: id }) =>
      changed(services, principal, id, async (tx, row) => {
        enforce(principal, 'hand-over.take', handOverAccess(row))
        if (row.takenBy?.id === principal.id) return null
        if (!(await takeHandOver(tx, id, principal.id))) throw lostTo(await seen(tx, principal, id))
        return byPerson('hand-over-taken', row, principal)
      }),
    releaseHandOver: (principal, { handOverId: id }) =>
      changed(services, principal, id, async (tx, row) => {
        if (row.closedAt !== null) throw handOverClosed()
        if (row.takenBy === null) throw notTaken()
        if (!rightsOver(row, principal).mayRelease) throw handOverTaken(row.takenBy.name)
        if (!(await releaseHandOver(tx, id, row.takenBy.id))) throw lostTo(await seen(tx, principal, id))
        return plain('hand-over-released', row, principal)
      }),
    answerHandOver: async (principal, id, { key, text, answers = [] }) => {
      const line = { principal, id, key, text: storableText(text), answers: [...new Set(answers)] }
      return database.tenant(principal.tenantId, (tx) => answer(services, tx, line))
    },
    closeHandOver: (principal, { handOverId: id }) =>
      changed(services, principal, id, async (tx, row) => {
        if (row.closedAt !== null) return null
        mustBeAbleToClose(row, principal)
        const supposed = { by: principal.id, takenBy: row.takenBy?.id ?? null }
        if (!(await closeHandOver(tx, id, supposed))) throw lostTo(await seen(tx, principal, id))
        return plain('hand-over-closed', row, principal)
      }),
  }
}

interface Line {
  readonly principal: Principal
  readonly id: string
  readonly key: string
  readonly text: string
  readonly answers: readonly string[]
}

function storableText(written: string): string {
  const text = checkedText(written)
  mustBeStorable(text)
  return text
}

async function answer(
  services: Services,
  tx: Tx,
  { principal, id, key, text, answers }: Line,
): Promise<{ messageId: string }> {
  const row = await seen(tx, principal, id)
  const messageId = idOf(`${id} ${principal.id} ${key}`)
  const message = { id: messageId, threadId: row.threadId, by: principal.id, parts: [textPart(text)], answers }
  // Taken once more, which holds the row: nobody gives it away before the line stands.
  const hasIt = row.takenBy?.id === principal.id && (await takeHandOver(tx, id, principal.id))
  if (!hasIt || !rightsOver(row, principal).mayAnswer) {
    if (row.closedAt !== null) throw handOverClosed()
    enforce(principal, 'hand-over.take', handOverAccess(row))
    throw row.takenBy === null || row.takenBy.id === principal.id ? notTaken() : handOverTaken(row.takenBy.name)
  }
  if (!(await isMentionedIn(tx, row.threadId, answers))) throw answersUnknown()
  if (!(await appendPersonsMessage(tx, message))) return { messageId }
  const { event } = byPerson('hand-over-taken', row, principal)
  const told = { ...event, type: 'person-answered', messageId, parts: message.parts, answers } as const
  await appendEvents(tx, row.threadId, [{ event: told, personal: ['/parts', '/name'] }], services.context.randomBytes)
  return { messageId }
}

function answersUnknown(): AppError {
  return new AppError('It replies to a message that isn’t in this conversation. Take ids of what its requester said.', {
    code: 'answers-unknown',
    status: 422,
  })
}

// The same line sent again has the id of the first.
function idOf(line: string): string {
  const hex = createHash('sha256').update(line).digest('hex')
  return [hex.slice(0, 8), hex.slice(8, 12), `8${hex.slice(13, 16)}`, `8${hex.slice(17, 20)}`, hex.slice(20, 32)].join(
    '-',
  )
}

/** Changes one in a transaction with its event, where there is one; gives it as it is then. */
async function changed(
  services: Services,
  principal: Principal,
  id: string,
  change: (tx: Tx, row: HandOver) => Promise<NewEvent | null>,
): Promise<HandOverView> {
  return services.database.tenant(principal.tenantId, async (tx) => {
    const before = await toChange(tx, principal, id)
    const event = await change(tx, before)
    if (event) await appendEvents(tx, before.threadId, [event], services.context.randomBytes)
    return view(await toChange(tx, principal, id), principal)
  })
}

async function seen(tx: Tx, principal: Principal, id: string): Promise<HandOver> {
  const row = await readHandOver(tx, id)
  if (!row) throw notFound('hand-over')
  enforce(principal, 'hand-over.read', handOverAccess(row))
  return row
}

async function toChange(tx: Tx, principal: Principal, id: string): Promise<HandOver> {
  const row = await readHandOver(tx, id)
  if (!row) throw notFound('hand-over')
  enforce(principal, 'hand-over.find', handOverAccess(row))
  return row
}

function mustBeAbleToClose(row: HandOver, principal: Principal): void {
  const access = handOverAccess(row)
  if (rightsOver(row, principal).mayClose || isAllowed(principal, 'hand-over.give-up', access)) return
  if (row.takenBy !== null && row.takenBy.id !== principal.id) throw handOverTaken(row.takenBy.name)
  enforce(principal, 'hand-over.take', access)
  throw notTaken()
}

/** Why a change of it came to nothing: somebody was first. */
function lostTo({ takenBy, closedAt }: HandOver): AppError {
  if (closedAt !== null) return handOverClosed()
  return takenBy === null ? notTaken() : handOverTaken(takenBy.name)
}

function byPerson(type: 'hand-over-taken', { id: handOverId }: HandOver, { id: principalId, name }: Principal) {
  return { event: { type, handOverId, principalId, name }, personal: ['/name'] } as const
}

function plain(
  type: 'hand-over-released' | 'hand-over-closed',
  { id: handOverId }: HandOver,
  { id: principalId }: Principal,
): NewEvent {
  return { event: { type, handOverId, principalId }, personal: [] }
}

function view(row: HandOver, reader: Principal): HandOverView {
  const { id, threadId, agent, requester, role, because, parts, takenBy, takenAt, closedBy, closedAt, createdAt } = row
  return {
    id,
    status: closedAt !== null ? 'closed' : takenBy !== null ? 'taken' : 'open',
    ...{ threadId, agent, requester, role, because, takenBy, closedBy },
    asked: textOfParts(parts),
    askedAt: createdAt.toISOString(),
    takenAt: takenAt?.toISOString() ?? null,
    closedAt: closedAt?.toISOString() ?? null,
    ...rightsOver(row, reader),
  }
}
