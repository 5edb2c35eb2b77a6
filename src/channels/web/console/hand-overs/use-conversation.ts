import { useLayoutEffect, useState } from 'preact/hooks'
import type { HandOverView } from '#contract/hand-over.ts'
import { followEvents } from '#channels/client/follow-events.ts'
import { TYPING_MS } from '#channels/client/streamed.ts'
import type { Presence } from '#contract/presence.ts'
import type { MessageView } from '#contract/message.ts'
import { threadEvents } from '../../browser/thread-events.ts'
import { attempt } from '../attempt.ts'
import type { ScreenProps } from '../view.ts'
import { readConversation } from '#channels/client/hand-over-calls.ts'

interface Followed {
  readonly messages: readonly MessageView[] | null
  /** What its requester does, as it was told last. */
  readonly requester: Presence | null
}

/** Events that come together are read once, in ms. */
const TOGETHER_MS = 100

/**
 * What was said in the conversation that is open, null while it is read, and what its requester does. What is said comes by the thread's events; each
 * says only that it is to be read again. `look` reads the list, which says what became of it.
 */
export function useConversation(
  { client, signedOut }: ScreenProps,
  open: HandOverView | null,
  look: () => void,
): Followed {
  const [requester, setRequester] = useState<Presence | null>(null)
  const [known, setRead] = useState<{ readonly of: string; readonly messages: readonly MessageView[] } | null>(null)
  const id = open?.id ?? null
  const threadId = open?.threadId ?? null
  const isClosed = open?.status === 'closed'
  useLayoutEffect(() => {
    if (id === null || threadId === null) return
    const left = new AbortController()
    const { signal } = left
    const place = { signal, signedOut }
    const read = async (): Promise<void> => {
      const messages = await readConversation(client, id, signal)
      if (!signal.aborted) setRead({ of: id, messages })
    }
    const readAgain = (): Promise<boolean> => attempt(place, read, look)
    let typing: ReturnType<typeof setTimeout> | undefined
    const hearOf = (told: Presence): void => {
      clearTimeout(typing)
      setRequester((before) => ({ ...told, seen: told.seen ?? before?.seen ?? null }))
      const stop = (before: Presence | null): Presence | null => before && { ...before, isTyping: false }
      if (told.isTyping) typing = setTimeout(() => signal.aborted || setRequester(stop), TYPING_MS)
    }
    setRequester(null)
    let timer: ReturnType<typeof setTimeout> | null = null
    const hear = async (): Promise<void> => {
      for await (const followed of followEvents(threadEvents(client, threadId), { after: 0, signal })) {
        if (followed.kind !== 'event') continue
        if (followed.event.type === 'presence' && followed.event.from === 'user') hearOf(followed.event)
        if (followed.event.seq === undefined || timer !== null) continue
        timer = setTimeout(() => {
          timer = null
          if (!signal.aborted) void readAgain().then(look)
        }, TOGETHER_MS)
      }
    }
    void readAgain()
    // Once it is closed its events aren't this reader's any more: the list says so.
    if (!isClosed) void attempt(place, hear, look)
    return () => left.abort()
  }, [id, threadId, isClosed])
  return { messages: known?.of === id ? known.messages : null, requester }
}
