import { z } from 'zod'
import type { JsonObject } from '#core/json.ts'
import { parseStrictJson } from '#core/strict-json.ts'
import { SharedPlaceQuestion } from '../inbound/shared-place-question.ts'
import type { Inbound, InboundMessage } from '../contract.ts'
import { outsideCardTexts as texts } from '#cards/texts/outside-card-texts.ts'
import { callSlack } from './api.ts'
import { conversationId } from './conversation-id.ts'
import type { Pressed } from './quick-replies.ts'
import { plain } from './message-text.ts'
import type { SlackWorkspace } from './workspaces.ts'

const ALONE = 'parley-alone'

/** Under what isn't answered where others read it: whoever asked is answered in their direct messages. */
export function answerPrivatelyButton(asked: SharedPlaceQuestion): JsonObject {
  const button = { type: 'button', action_id: ALONE, text: plain(texts.answerAlone), value: JSON.stringify(asked) }
  return { type: 'actions', elements: [button] }
}

const Opened = z.looseObject({ channel: z.looseObject({ id: z.string().regex(/^D[A-Z0-9]{1,40}$/) }) })

/**
 * What somebody asked in a channel, as their message to the app alone. The words are theirs: Slack says who presses, and
 * nobody else's count. Null where it is another button.
 */
export async function readAnswerPrivately(
  { user: { id: user }, channel, container, actions: [action] }: Pressed,
  { team, people, api }: SlackWorkspace,
  signal: AbortSignal,
): Promise<Inbound | null> {
  if (action?.action_id !== ALONE) return null
  const value = parseStrictJson(action.value ?? '')
  const asked = value.ok ? SharedPlaceQuestion.safeParse(value.value).data : undefined
  if (asked === undefined || container === undefined || channel === undefined) return { type: 'nothing', body: null }
  const tell: NonNullable<InboundMessage['tell']> = async (text, options) => {
    const thread = container.thread_ts === undefined ? {} : { thread_ts: container.thread_ts }
    await callSlack(api, 'chat.postEphemeral', { channel: channel.id, user, text, ...thread }, options.signal)
  }
  if (asked.user !== user) {
    await tell(texts.notTheirs, { signal })
    return { type: 'nothing', body: null }
  }
  const opened = await callSlack(api, 'conversations.open', { users: user }, signal)
  const direct = opened.ok ? Opened.safeParse(opened.body).data?.channel.id : undefined
  if (direct === undefined) {
    await tell(texts.writeAlone, { signal })
    return { type: 'nothing', body: null }
  }
  return {
    type: 'message',
    conversation: conversationId({ team, channel: direct, thread: null }),
    message: `${container.message_ts}:${ALONE}`,
    isOnePersons: true,
    sender: await people.sender(user, signal),
    text: asked.text,
    answer: null,
    shownTaken: (options) => tell(texts.answeredAlone, options),
    tell,
  }
}
