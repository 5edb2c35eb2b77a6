import { readThread } from '#contract/wire.ts'
import { AppError } from '#core/errors.ts'
import { chatStorage, type ChatStorage, type Room } from '../browser/browser-storage.ts'
import type { Client } from '../../client/client.ts'
import { Documents } from '../browser/documents.ts'
import type { PlanCardsOptions } from '../browser/plan-cards.ts'
import type { AgentFacts } from '#contract/thread.ts'
import type { Me } from '#contract/server-endpoints.ts'
import { ThreadSession } from '../browser/thread-session.ts'
import { LaterCards, type CardSource } from './later-cards.ts'
import { ReadMark } from './read-mark.ts'
import type { ThreadState } from '../browser/thread-state.ts'

export interface ChatRoomOptions {
  readonly client: Client
  /** The agent to talk with; null for the server's first. */
  readonly agent: string | null
  readonly signal: AbortSignal
  onChange(): void
  /** Something happened after the conversation was there. */
  onNews(state: ThreadState, before: ThreadState): void
  onSay(text: string): void
  /** A message wasn't taken, and goes back to whoever wrote it. */
  onRefused(text: string, why: string): void
  refusal: PlanCardsOptions['refusal']
  readonly card: CardSource
  /** Something is to be said in the conversation, for a button of a card. */
  send(text: string): void
}

/** A person in a conversation: who it is, the thread, its cards and documents. */
export interface ChatRoom {
  readonly me: Me
  readonly room: Room
  /** What is true of the agent now. */
  readonly about: AgentFacts
  readonly session: ThreadSession
  readonly cards: LaterCards
  readonly documents: Documents
  readonly isRestored: boolean
  /** It is on the screen as it is now: what is in it is read on all devices. */
  see(): void
  leave(): void
}

/**
 * Goes back into the thread that this person was in, or into a new one. Throws where the server can't be reached or
 * doesn't let in.
 */
export async function enterRoom(options: ChatRoomOptions): Promise<ChatRoom> {
  const { client, agent } = options
  const left = new AbortController()
  const signal = AbortSignal.any([options.signal, left.signal])
  const storage = chatStorage(client.server, agent)
  const me = await client.readMe(signal)
  const { room, about } = await roomOf(options, storage, me, signal)
  let isRestored = false
  const news = (text: string): void => {
    if (isRestored) options.onSay(text)
  }
  const cards = new LaterCards({
    source: options.card,
    client,
    reader: me,
    signal,
    onChange: options.onChange,
    onSay: news,
    refusal: options.refusal,
    say: options.send,
  })
  const reading = new ReadMark(client, room.threadId, signal)
  const session = new ThreadSession({
    client,
    threadId: room.threadId,
    store: storage.outbox(room.threadId),
    signal,
    onPlanNamed: () => cards.need(),
    onPlan: (plan) => cards.take(plan, isRestored),
    onRefused: (text, why) => options.onRefused(text, why),
    onChange: (state, before) => {
      if (state.link.state === 'connected' && !isRestored) isRestored = true
      else if (isRestored) options.onNews(state, before)
      options.onChange()
    },
  })
  return {
    me,
    room,
    about,
    session,
    cards,
    documents: new Documents({ client, signal, onChange: options.onChange }),
    get isRestored() {
      return isRestored
    },
    see: () => void (isRestored && reading.tell(session.state.after)),
    leave: () => left.abort(),
  }
}

async function roomOf(
  { client, agent }: ChatRoomOptions,
  storage: ChatStorage,
  me: Me,
  signal: AbortSignal,
): Promise<{ readonly room: Room; readonly about: AgentFacts }> {
  const kept = storage.room(me.id)
  const known = kept.load()
  const there = known && (await aboutThere(client, known.threadId, signal))
  if (known && there) return { room: known, about: there }
  const { id: threadId, title, greeting, suggestions, about } = await client.createThread(agent, signal)
  const room = { threadId, title, greeting, suggestions: [...suggestions] }
  kept.save(room)
  return { room, about }
}

// A thread may be gone: another database, or a person who is no longer who they were.
async function aboutThere({ ask }: Client, threadId: string, signal: AbortSignal): Promise<AgentFacts | null> {
  try {
    return (await ask(readThread, { threadId }, { signal })).about
  } catch (error) {
    if (error instanceof AppError && error.code === 'not-found') return null
    throw error
  }
}
