import { z } from 'zod'
import { HAND_OVER_STATUSES, type HandOverView } from '#contract/hand-over.ts'
import { ask, type Api } from './api.ts'
import { MessagePage, type MessageView } from './message-shapes.ts'

const Someone = z.looseObject({ id: z.string(), name: z.string() })

const HandOver: z.ZodType<HandOverView> = z.looseObject({
  id: z.string(),
  status: z.enum(HAND_OVER_STATUSES),
  threadId: z.string(),
  agent: z.string(),
  requester: Someone,
  role: z.string(),
  because: z.enum(['asked', 'unhelpful']),
  asked: z.string(),
  askedAt: z.string(),
  takenBy: Someone.nullable(),
  takenAt: z.string().nullable(),
  closedBy: Someone.nullable(),
  closedAt: z.string().nullable(),
  mayTake: z.boolean(),
  mayAnswer: z.boolean(),
  mayRelease: z.boolean(),
  mayClose: z.boolean(),
})

/** The conversations that wait for a person or are with one, as this reader may see them. */
export async function listHandOvers(api: Api, signal: AbortSignal): Promise<readonly HandOverView[]> {
  const shape = z.looseObject({ handOvers: z.array(HandOver) })
  return (await ask(api, 'GET /v1/hand-overs', shape, { signal })).handOvers
}

/** Its conversation, oldest first, whole. */
export async function readConversation(api: Api, id: string, signal: AbortSignal): Promise<readonly MessageView[]> {
  const messages: MessageView[] = []
  for (let after = ''; ;) {
    const page = await ask(api, `GET ${path(id)}/messages?limit=200${after}`, MessagePage, { signal })
    messages.push(...page.messages)
    if (page.next === null) return messages
    after = `&after=${encodeURIComponent(page.next)}`
  }
}

export async function changeHandOver(
  api: Api,
  id: string,
  act: 'take' | 'release' | 'close',
  signal: AbortSignal,
): Promise<HandOverView> {
  return await ask(api, `POST ${path(id)}/${act}`, HandOver, { signal })
}

/** Writes a line as whoever asks. The same `key` is the same line. */
export async function answerHandOver(
  api: Api,
  id: string,
  line: { readonly text: string; readonly key: string },
  signal: AbortSignal,
): Promise<{ readonly messageId: string }> {
  const shape = z.looseObject({ messageId: z.string() })
  const request = { signal, body: { text: line.text }, headers: { 'idempotency-key': line.key } }
  return await ask(api, `POST ${path(id)}/answers`, shape, request)
}

function path(id: string): string {
  return `/v1/hand-overs/${encodeURIComponent(id)}`
}
