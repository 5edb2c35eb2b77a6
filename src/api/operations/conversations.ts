import { createHash } from 'node:crypto'
import { z } from 'zod'
import type { ClientOperations } from '#contract/client-operations.ts'
import type { ConversationMessage } from '#contract/conversation.ts'
import type { Operations } from '#contract/operations.ts'
import { notFound } from '#core/errors.ts'
import type { Principal } from '#core/principal.ts'
import type { Tx } from '#memory/database/database.ts'
import {
  keepSaid,
  lockConversation,
  readSaid,
  type ConversationKey,
  type SaidBefore,
} from '#memory/threads/conversations.ts'
import { mustBeStorable } from '#memory/threads/inbox.ts'
import { openOutsideThread } from '#memory/threads/outside-threads.ts'
import { createThread, readThread } from '#memory/threads/threads.ts'
import type { Services } from '#turn/services.ts'
import { checkedText } from './threads.ts'

/**
 * For how long the same conversation is the same message, where that was only answered: as long as a client that lost the
 * answer tries again. What is asked once more later is answered as things are then.
 */
const ANSWER_JOINED_MS = 120_000

/** The same where something was planned: the same message within a day isn't meant as a second deed. */
const DEED_JOINED_MS = 86_400_000

/** Saying something in a conversation by what was said in it before. */
export function conversationOperations(
  services: Services,
  { acceptMessage }: Pick<Operations, 'acceptMessage'>,
): Pick<ClientOperations, 'listAgents' | 'converse'> {
  return {
    listAgents: () =>
      [...services.agents.values()].map(({ agent: { name, title, changedAt } }) => ({ name, title, changedAt })),
    converse: async (principal, message) => {
      const text = checkedText(message.text)
      mustBeStorable(text)
      if (!services.agents.has(message.agent)) throw notFound('agent')
      const { threadId, dedupeKey } = await placeOf(services, principal, message)
      const { channel, earlier, once } = message
      const underKey = once === null ? null : [...earlier, text]
      const accepted = await acceptMessage(principal, { threadId, channel, dedupeKey, text, underKey })
      return { threadId, messageId: accepted.messageId, runId: accepted.runId, isJoined: accepted.duplicate }
    },
  }
}

interface Place {
  readonly threadId: string
  readonly dedupeKey: string
}

/**
 * Where a message belongs, and what it is known by. Kept before the message is: whoever sends it again after a crash between
 * the two has it stored under the same key.
 */
async function placeOf(services: Services, principal: Principal, message: ConversationMessage): Promise<Place> {
  const { database, context } = services
  const { channel, agent, name, earlier, text, once } = message
  const place: ConversationKey = { channel, requester: principal.id }
  const named = name === null ? null : await namedThread(services, principal, { ...message, name })
  const now = keyOf([agent, named, ...earlier, text])
  const known = once === null ? now : keyOf([agent, named, { once }])
  return database.tenant(principal.tenantId, async (tx) => {
    await lockConversation(tx, place, known)
    const said = await readSaid(tx, place, known)
    if (said !== null && (once !== null || isTheSame(said, named))) return said
    const threadId = named ?? (await threadGoneOn(tx, place, { now, before: keyOf([agent, null, ...earlier]) }))
    const opened = threadId ?? context.newId()
    if (threadId === null) await createThread(tx, { id: opened, agent, requester: principal.id, channel })
    const dedupeKey = context.newId()
    for (const key of new Set([now, known])) await keepSaid(tx, place, { key, threadId: opened, dedupeKey })
    return { threadId: opened, dedupeKey }
  })
}

/** Whether what is said is that message once more, and not another one in the same words. */
function isTheSame({ isStored, isLast, isOpen, isBroken, hasDeed, ageMs }: SaidBefore, named: string | null): boolean {
  if (!isStored) return true
  // A client that names the conversation may tell no more of it than the message.
  if (named !== null && !isLast) return false
  if (isOpen) return true
  return hasDeed ? ageMs < DEED_JOINED_MS : ageMs < ANSWER_JOINED_MS && !isBroken
}

// What was said since, in another branch of the same conversation, isn't before the eyes of whoever says this.
async function threadGoneOn(
  tx: Tx,
  place: ConversationKey,
  { now, before }: { readonly now: string; readonly before: string },
): Promise<string | null> {
  for (const key of [now, before]) {
    const said = await readSaid(tx, place, key)
    if (said?.isLast === true) return said.threadId
  }
  return null
}

/** The thread of a conversation that its client has a name for: that of the name, if it is one of theirs, else one of its own. */
async function namedThread(
  { database, context }: Services,
  { id: requester, tenantId }: Principal,
  { channel, agent, name }: ConversationMessage & { readonly name: string },
): Promise<string> {
  return database.tenant(tenantId, async (tx) => {
    const thread = z.uuid().safeParse(name).success ? await readThread(tx, name) : null
    if (thread?.channel === channel && thread.requester === requester && thread.agent === agent) return thread.id
    const outsideId = keyOf([requester, agent, name])
    const place = { channel, outsideId, threadId: context.newId(), agent, requester }
    const wanted = { ...place, isSubscribed: false, reply: null }
    return (await openOutsideThread(tx, wanted)).threadId
  })
}

function keyOf(of: readonly (string | null | { readonly once: string })[]): string {
  return createHash('sha256').update(JSON.stringify(of)).digest('base64url')
}
