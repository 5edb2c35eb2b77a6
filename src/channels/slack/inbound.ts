import { z } from 'zod'
import { keptQuestion } from '../inbound/shared-place-question.ts'
import type { Inbound, RawDelivery } from '../contract.ts'
import { parseBody } from '../web/read-body.ts'
import { parseInput } from '../web/parse-input.ts'
import { asksForAccountLink } from '../inbound/account-link-offer.ts'
import { conversationId, isDirect } from './conversation-id.ts'
import { readPress, tellLink, type PressRules } from './press.ts'
import { plainMessageText } from './message-text.ts'
import type { SlackWorkspace } from './workspaces.ts'

const Name = z.string().regex(/^[A-Z0-9]{1,40}$/)
const Ts = z.string().regex(/^\d{1,12}\.\d{1,8}$/)

/** What Slack's Events API sends (https://docs.slack.dev/apis/events-api). Keys beyond these are left alone. */
const Envelope = z.discriminatedUnion('type', [
  z.looseObject({ type: z.literal('url_verification'), challenge: z.string().max(500) }),
  z.looseObject({ type: z.literal('event_callback'), team_id: Name, event: z.looseObject({ type: z.string() }) }),
])

const Shared = z.looseObject({ text: z.string().optional(), fallback: z.string().optional() })

/** A message of a person. What an app wrote, what was edited and who joined have a subtype or a bot. */
const Written = z.looseObject({
  type: z.enum(['app_mention', 'message']),
  subtype: z.enum(['file_share', 'thread_broadcast']).optional(),
  bot_id: z.undefined().optional(),
  user: Name,
  channel: Name,
  text: z.string().max(100_000).default(''),
  ts: Ts,
  thread_ts: Ts.optional(),
  attachments: z.array(Shared).max(100).default([]),
})

/** What Slack says when the app is taken out of a workspace: either, or both. */
const Gone = z.discriminatedUnion('type', [
  z.looseObject({ type: z.literal('app_uninstalled') }),
  z.looseObject({
    type: z.literal('tokens_revoked'),
    tokens: z.looseObject({ bot: z.array(z.string()).min(1) }),
  }),
])

export type InboundRules = PressRules

/** What a request whose signature holds says. Throws as `Channel.read` does. */
export async function readSlackRequest(
  { headers, body }: RawDelivery,
  rules: InboundRules,
  signal: AbortSignal,
): Promise<Inbound> {
  if (headers['content-type']?.startsWith('application/x-www-form-urlencoded') === true)
    return await readPress(body, rules, signal)
  return await readEvent(parseBody(body), rules, signal)
}

/** What an event says that Slack vouches for, whichever way it came. Throws as `Channel.read` does. */
export async function readEvent(body: unknown, rules: InboundRules, signal: AbortSignal): Promise<Inbound> {
  const envelope = parseInput('body', Envelope, body)
  if (envelope.type === 'url_verification') return { type: 'nothing', body: { challenge: envelope.challenge } }
  const { team_id: team, event } = envelope
  const { workspaces } = rules
  if (workspaces.areInstalled && Gone.safeParse(event).success) {
    workspaces.forget(team)
    return { type: 'uninstalled', workspace: team }
  }
  const written = Written.safeParse(event).data
  if (!written) return { type: 'nothing', body: null }
  // The secret is the app's in every workspace that has it; this entry isn't for all of them.
  const workspace = await workspaces.of(team)
  if (workspace === null) return { type: 'nothing', body: null, why: 'workspace-not-installed' }
  return await messageIn(written, workspace, signal)
}

async function messageIn(
  { type, user, channel, ts, thread_ts: threadTs, text, attachments }: z.infer<typeof Written>,
  { people, api, team }: SlackWorkspace,
  signal: AbortSignal,
): Promise<Inbound> {
  const isOwn = isDirect({ channel })
  // What is said in a channel without naming us isn't for us.
  if (!isOwn && type !== 'app_mention') return { type: 'nothing', body: null }
  const thread = threadTs ?? null
  const place = { team, channel, thread: isOwn ? thread : (thread ?? ts) }
  const words = plainMessageText({
    text,
    shared: attachments.map(({ text: shared, fallback }) => shared ?? fallback ?? ''),
  })
  const sender = isOwn ? await people.sender(user, signal) : people.place(channel)
  if (sender.account !== null && asksForAccountLink(words))
    return {
      type: 'link',
      sender,
      answer: (offered, options) => tellLink(offered, { user, channel }, api, options.signal),
    }
  return {
    type: 'message',
    conversation: conversationId(place),
    // Slack's events for one message (a mention is a message, too) have ids of their own, and the same time.
    message: ts,
    isOnePersons: isOwn,
    sender,
    text: words,
    ...(isOwn ? {} : { reply: keptQuestion({ user, text: words }) }),
  }
}
