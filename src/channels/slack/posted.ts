import { z } from 'zod'
import type { JsonObject } from '#core/json.ts'
import { callSlack, type SlackApi, type SlackReply } from './api.ts'
import { postedAs, type SlackConversation } from './conversation-id.ts'

/** What our messages are known by, when it is asked whether one is there, and what those are that aren't whole yet. */
export const EVENT_TYPE = 'parley_message'
export const DRAFT_TYPE = 'parley_draft'

/** Of a conversation, as many of the last are looked through for one that may be there. */
const LOOKED_AT = 100

const Replies = z.looseObject({
  messages: z.array(
    z.looseObject({
      ts: z.string(),
      metadata: z
        .looseObject({ event_type: z.string(), event_payload: z.looseObject({ id: z.string().optional() }) })
        .optional(),
    }),
  ),
})

/** Looks for a message of ours by what it may be known by; null where none is there, and what Slack said where it doesn't say. */
export async function findPosted(
  ids: readonly string[],
  { channel, thread }: SlackConversation,
  api: SlackApi,
  signal: AbortSignal,
): Promise<{ readonly ok: true; readonly as: string } | Extract<SlackReply, { ok: false }> | null> {
  const asked: JsonObject = { channel, limit: LOOKED_AT, include_all_metadata: true, ...(thread && { ts: thread }) }
  const method = thread === null ? 'conversations.history' : 'conversations.replies'
  const reply = await callSlack(api, method, asked, signal)
  if (!reply.ok) return reply
  const posted = Replies.safeParse(reply.body).data?.messages.find(
    ({ metadata }) =>
      metadata !== undefined &&
      [EVENT_TYPE, DRAFT_TYPE].includes(metadata.event_type) &&
      ids.includes(metadata.event_payload.id ?? ''),
  )
  return posted ? { ok: true, as: postedAs(channel, posted.ts) } : null
}
