import { enforce } from '#auth/authorize.ts'
import type { Operations } from '#contract/operations.ts'
import { AppError } from '#core/errors.ts'
import type { Principal } from '#core/principal.ts'
import type { Tx } from '#memory/database/database.ts'
import { appendEvents } from '#memory/events/events.ts'
import { takeHandOver } from '#memory/threads/hand-overs.ts'
import { appendPersonsMessage, isMentionedIn } from '#memory/threads/persons-messages.ts'
import { mustBeStorable } from '#memory/threads/inbox.ts'
import { textPart } from '#memory/threads/part.ts'
import { handOverClosed, handOverTaken, notTaken } from '#turn/hand-over/refusals.ts'
import { handOverAccess, rightsOver } from '#turn/hand-over/rights.ts'
import type { Services } from '#turn/services.ts'
import { checkedText } from '../threads.ts'
import { takenEvent } from './acts.ts'
import { hashedId } from './hashed-id.ts'
import { seen } from './rows.ts'

/** What whoever has a conversation writes into its thread. */
export function answerInThread(services: Services): Pick<Operations, 'answerHandOver'> {
  return {
    answerHandOver: async (principal, id, { key, text, answers = [] }) => {
      const line = { principal, id, key, text: storableText(text), answers: [...new Set(answers)] }
      return services.database.tenant(principal.tenantId, (tx) => answer(services, tx, line))
    },
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
  // The same line sent again has the id of the first.
  const messageId = hashedId(`${id} ${principal.id} ${key}`)
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
  const { event } = takenEvent(row, principal)
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
