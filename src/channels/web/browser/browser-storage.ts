import type { ThreadView } from '#contract/thread.ts'
import type { KeptMessage, OutboxStore } from './outbox.ts'
import { checked, type Checked } from '#contract/shape.ts'

const KEPT: Checked<KeptMessage & { readonly at: number }> = {
  shape: { texts: 'key text', object: { at: 'number', seen: { optional: 'number' } } },
}

/** The thread that a person was in, and what its agent said of itself. */
export type Room = Pick<ThreadView, 'title' | 'greeting' | 'suggestions'> & { readonly threadId: string }

const ROOM: Checked<Room> = {
  shape: { texts: 'threadId title greeting', object: { suggestions: { list: 'text' } } },
}

/** What a chat keeps in this browser, for one agent of one server. */
export interface ChatStorage {
  readonly draft: { load(): string; save(text: string): void }
  /** The room of one person: another who signs in here has another. */
  room(personId: string): { load(): Room | null; save(room: Room | null): void }
  /** Whether anybody was in a conversation here before. */
  hasRoom(): boolean
  outbox(threadId: string): OutboxStore
}

/** Where a browser keeps nothing (a private window, a full disk) all of it lasts as long as the page. */
export function chatStorage(server: string, agent: string | null): ChatStorage {
  const prefix = `parley ${server} ${agent ?? ''}`
  return {
    draft: {
      load: () => read(`${prefix} draft`) ?? '',
      save: (text) => write(`${prefix} draft`, text === '' ? null : text),
    },
    room: (personId) => ({
      load: () => parsed(ROOM, read(`${prefix} room ${personId}`)),
      save: (room) => write(`${prefix} room ${personId}`, room === null ? null : JSON.stringify(room)),
    }),
    hasRoom: () => keysFrom(`${prefix} room `).length > 0,
    outbox: (threadId) => messageStore(`${prefix} outbox ${threadId} `),
  }
}

// Each message by itself, so that two windows of one conversation don't overwrite each other's.
function messageStore(prefix: string): OutboxStore {
  return {
    load: () =>
      keysFrom(prefix)
        .map((key) => parsed(KEPT, read(key)))
        .filter((kept) => kept !== null)
        .toSorted((left, right) => left.at - right.at),
    keep: (message: KeptMessage) => write(prefix + message.key, JSON.stringify({ ...message, at: Date.now() })),
    forget: (key) => write(prefix + key, null),
  }
}

function keysFrom(prefix: string): readonly string[] {
  try {
    return Object.keys(localStorage).filter((key) => key.startsWith(prefix))
  } catch {
    return []
  }
}

function read(key: string): string | null {
  try {
    return localStorage.getItem(key)
  } catch {
    return null
  }
}

function write(key: string, text: string | null): void {
  try {
    if (text === null) localStorage.removeItem(key)
    else localStorage.setItem(key, text)
  } catch {
    // full, or forbidden: it lasts as long as the page
  }
}

function parsed<T>(kind: Checked<T>, text: string | null): T | null {
  if (text === null) return null
  try {
    return checked(kind, JSON.parse(text))
  } catch {
    return null
  }
}
