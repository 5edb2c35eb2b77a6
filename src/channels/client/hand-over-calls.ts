import type { HandOverView } from '#contract/hand-over.ts'
import type { MessageView } from '#contract/message.ts'
import * as wire from '#contract/wire.ts'
import type { Client } from './client.ts'

/** What is done with one at once; the others ask something first. */
export type HandOverAct = 'take' | 'release'

const ACTS = { take: wire.takeHandOver, release: wire.releaseHandOver }

/** The conversations that wait for a person or are with one, as this reader may see them; or those that are closed. */
export async function listHandOvers(
  { ask }: Client,
  signal: AbortSignal,
  status?: 'closed',
): Promise<readonly HandOverView[]> {
  return (await ask(wire.listHandOvers, { limit: 200, status }, { signal })).handOvers
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

/** Closes it, with what came of it. */
export async function closeHandOver(
  { ask }: Client,
  handOverId: string,
  body: { readonly outcome?: string; readonly note?: string },
  signal: AbortSignal,
): Promise<HandOverView> {
  return await ask(wire.closeHandOver, { handOverId, body }, { signal })
}

/** A role that a conversation can be handed on to, with who holds it. */
export type Colleagues = Awaited<ReturnType<typeof listColleagues>>[number]

export async function listColleagues({ ask }: Client, handOverId: string, signal: AbortSignal) {
  return (await ask(wire.listColleagues, { handOverId }, { signal })).roles
}

/** Hands it on to a role, or to somebody of it. */
export async function handOnHandOver(
  { ask }: Client,
  handOverId: string,
  body: { readonly role: string; readonly person?: string; readonly note?: string },
  signal: AbortSignal,
): Promise<HandOverView> {
  return await ask(wire.handOnHandOver, { handOverId, body }, { signal })
}

/** What can be begun beside it, as forms. */
export async function listDeskProcedures({ ask }: Client, handOverId: string, signal: AbortSignal) {
  return (await ask(wire.listDeskProcedures, { handOverId }, { signal })).procedures
}

/** Begins a procedure beside it, as whoever asks. */
export async function proposeFromDesk(
  { ask }: Client,
  handOverId: string,
  body: { readonly procedure: string; readonly args: Record<string, string> },
  signal: AbortSignal,
): Promise<void> {
  await ask(wire.proposeFromDesk, { handOverId, body }, { signal })
}

/** What its reader has begun beside it, and what came of that. */
export async function listFromDesk(
  { ask }: Client,
  handOverId: string,
  signal: AbortSignal,
): Promise<readonly MessageView[]> {
  return (await ask(wire.listFromDesk, { handOverId }, { signal })).messages
}

/** Says how pressing it is. */
export async function rankHandOver(
  { ask }: Client,
  handOverId: string,
  priority: HandOverView['priority'],
  signal: AbortSignal,
): Promise<HandOverView> {
  return await ask(wire.rankHandOver, { handOverId, body: { priority } }, { signal })
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
