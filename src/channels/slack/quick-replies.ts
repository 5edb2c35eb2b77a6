import { z } from 'zod'
import type { Choice } from '#memory/threads/part.ts'
import type { JsonObject } from '#core/json.ts'
import { cut } from '#cards/drawing/cut-text.ts'
import type { Inbound } from '../contract.ts'
import { callSlack } from './api.ts'
import { conversationId, isDirect } from './conversation-id.ts'
import { escaped, plain } from './message-text.ts'
import type { SlackWorkspace } from './workspaces.ts'

/** Slack's limits of a button (https://docs.slack.dev/reference/block-kit/block-elements/button-element). */
const BUTTON = 75
/** The longest that a button says: its value. */
export const CHOICE = 2_000

/** Each button of a block has a name of its own. */
const SAY = /^parley-say-\d+$/

const Choices = z.looseObject({
  type: z.literal('actions'),
  elements: z.array(z.looseObject({ action_id: z.string().regex(SAY) })).min(1),
})

/** Quick replies: what its reader may say next, on buttons. */
export function quickReplyButtons(choices: readonly Choice[]): JsonObject {
  const elements = choices.map(({ label, says }, index) => ({
    type: 'button',
    action_id: `parley-say-${index}`,
    text: plain(cut(label, BUTTON)),
    value: says,
  }))
  return { type: 'actions', elements }
}

/** A press as Slack tells it: on which message, as it stood there. */
export interface Pressed {
  readonly user: { readonly id: string }
  readonly channel?: { readonly id: string } | undefined
  readonly container?: { readonly message_ts: string; readonly thread_ts?: string | undefined } | undefined
  readonly message?: { readonly text: string; readonly blocks: readonly JsonObject[] } | undefined
  readonly actions: readonly { readonly action_id: string; readonly value?: string | undefined }[]
}

/**
 * The message of whoever pressed what they may say next: as if they had typed it, which they could. The same button again is
 * the same message. Null where it is another button.
 */
export async function readQuickReply(
  { user: { id: user }, channel, container, message, actions: [action] }: Pressed,
  { team, people, api }: SlackWorkspace,
  signal: AbortSignal,
): Promise<Inbound | null> {
  if (action?.value === undefined || !SAY.test(action.action_id)) return null
  const { value: says } = action
  const place = { team, channel: channel?.id ?? '', thread: container?.thread_ts ?? null }
  if (container === undefined || !isDirect(place)) return { type: 'nothing', body: null }
  const sender = await people.sender(user, signal)
  return {
    type: 'message',
    conversation: conversationId(place),
    message: `${container.message_ts}:${action.action_id}`,
    isOnePersons: true,
    sender,
    text: says,
    answer: null,
    shownTaken: async (options) => {
      if (message === undefined) return
      const blocks = message.blocks.map((block) => (Choices.safeParse(block).success ? saidBlock(says) : block))
      const form = { channel: place.channel, ts: container.message_ts, text: message.text || says, blocks }
      // Where Slack doesn't take it the buttons stay, and say nothing more.
      await callSlack(api, 'chat.update', form, options.signal)
    },
    tell: async (text, options) => {
      await callSlack(api, 'chat.postEphemeral', { channel: place.channel, user, text }, options.signal)
    },
  }
}

/** Slack shows nobody what somebody pressed. */
function saidBlock(says: string): JsonObject {
  const text = escaped(`✓ ${cut(says, 500)}`)
  return { type: 'context', elements: [{ type: 'mrkdwn', text, verbatim: true }] }
}
