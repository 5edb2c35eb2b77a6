import type { HandOverView } from '#contract/hand-over.ts'
import type { MessageView } from '#contract/message.ts'
import * as wire from '#contract/wire.ts'
import type { Client } from './client.ts'

/** What can be done with one beside writing into it. */
export type HandOverAct = 'take' | 'release' | 'close'

const ACTS = { take: wire.takeHandOver, release: wire.releaseHandOver, close: wire.closeHandOver }

/** The conversations that wait for a person or are with one, as this reader may see them. */
export async function listHandOvers({ ask }: Client, signal: AbortSignal): Promise<readonly HandOverView[]> {
  return (await ask(wire.listHandOvers, { limit: 200 }, { signal })).handOvers
}

/** Its conversation, oldest first, whole. */
export async function readConversation(
  { ask }: Client,
  handOverId: string,
  signal: AbortSignal,
): Promise<readonly MessageView[]> {
  const messages: MessageView[] = []
  for (let after: string | undefined; ;) {
    const page = await ask(wire.listHandOverMessages, { handOverId, limit: 200, after }, { signal })
    messages.push(...page.messages)
    if (page.next === null) return messages
    after = page.next
  }
}

export async function changeHandOver(
  { ask }: Client,
  handOverId: string,
  act: HandOverAct,
  signal: AbortSignal,
): Promise<HandOverView> {
  return await ask(ACTS[act], { handOverId }, { signal })
}

/** Writes a line as whoever asks. The same `key` is the same line; without one each is another. */
export async function answerHandOver(
  { ask }: Client,
  handOverId: string,
  { text, key }: { readonly text: string; readonly key: string | null },
  signal: AbortSignal,
): Promise<void> {
  const headers: Record<string, string> = key === null ? {} : { 'idempotency-key': key }
  await ask(wire.answerHandOver, { handOverId, body: { text } }, { signal, headers })
}
