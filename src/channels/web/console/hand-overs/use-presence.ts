import { useLayoutEffect, useRef } from 'preact/hooks'
import type { Client } from '#channels/client/client.ts'
import type { MessageView } from '#contract/message.ts'
import { PresenceTeller } from '../../browser/presence-teller.ts'

/**
 * Tells a requester what whoever has their conversation does, while `threadId` isn't null: what they have seen, and, by what
 * is given back, that they type.
 */
export function usePresence(
  client: Client,
  threadId: string | null,
  messages: readonly MessageView[] | null,
): (isEmpty: boolean) => void {
  const teller = useRef<PresenceTeller | null>(null)
  useLayoutEffect(() => {
    if (threadId === null) return
    const left = new AbortController()
    const told = new PresenceTeller({ client, threadId, signal: left.signal })
    teller.current = told
    return () => {
      left.abort()
      teller.current = null
    }
  }, [threadId])
  const last = messages?.findLast(({ role }) => role !== 'assistant')?.id ?? null
  useLayoutEffect(() => {
    const see = (): void => teller.current?.saw(last)
    see()
    document.addEventListener('visibilitychange', see)
    return () => document.removeEventListener('visibilitychange', see)
  }, [threadId, last])
  return (isEmpty) => teller.current?.typed(isEmpty)
}
