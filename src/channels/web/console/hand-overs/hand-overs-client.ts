import { HAND_OVER_STATUSES, type HandOverView } from '#contract/hand-over.ts'
import type { Client } from '../../browser/client.ts'
import { flag, list, nullable, object, oneOf, text, type Shape } from '../../browser/shape.ts'
import { MessagePage, type Message } from '../../browser/shapes.ts'

const Someone = object({ id: text, name: text })

const HandOver: Shape<HandOverView> = object({
  id: text,
  status: oneOf(...HAND_OVER_STATUSES),
  threadId: text,
  agent: text,
  requester: Someone,
  role: text,
  because: oneOf('asked', 'unhelpful'),
  asked: text,
  askedAt: text,
  takenBy: nullable(Someone),
  takenAt: nullable(text),
  closedBy: nullable(Someone),
  closedAt: nullable(text),
  mayTake: flag,
  mayAnswer: flag,
  mayRelease: flag,
  mayClose: flag,
})

const HandOvers = object({ handOvers: list(HandOver) })
const Sent = object({ messageId: text })

/** What can be done with one beside writing into it. */
export type HandOverAct = 'take' | 'release' | 'close'

export async function listHandOvers({ ask }: Client, signal: AbortSignal): Promise<readonly HandOverView[]> {
  return (await ask('GET /v1/hand-overs?limit=200', HandOvers, { signal })).handOvers
}

/** Its whole conversation, oldest first. */
export async function readConversation({ ask }: Client, id: string, signal: AbortSignal): Promise<readonly Message[]> {
  const messages: Message[] = []
  for (let after = ''; ;) {
    const page = await ask(`GET ${path(id)}/messages?limit=200${after}`, MessagePage, { signal })
    messages.push(...page.messages)
    if (page.next === null) return messages
    after = `&after=${encodeURIComponent(page.next)}`
  }
}

export async function changeHandOver(
  { ask }: Client,
  id: string,
  act: HandOverAct,
  signal: AbortSignal,
): Promise<HandOverView> {
  return await ask(`POST ${path(id)}/${act}`, HandOver, { signal })
}

export async function answerHandOver({ ask }: Client, id: string, words: string, signal: AbortSignal): Promise<void> {
  await ask(`POST ${path(id)}/answers`, Sent, { signal, body: { text: words } })
}

function path(id: string): string {
  return `/v1/hand-overs/${encodeURIComponent(id)}`
}
