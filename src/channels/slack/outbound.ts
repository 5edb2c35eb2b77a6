import { z } from 'zod'
import type { DeliveryOutcome, OutgoingMessage } from '#contract/channel-operations.ts'
import type { DraftThere } from '#contract/channel-drafts.ts'
import type { JsonObject } from '#core/json.ts'
import { toAnswerPrivately } from '../inbound/shared-place-question.ts'
import { drawnAnswer, drawnText, saidText } from '#cards/drawing/drawn-answer.ts'
import { outsideCardTexts as texts } from '#cards/texts/outside-card-texts.ts'
import { answerPrivatelyButton } from './private-answer.ts'
import { callSlack, type SlackApi } from './api.ts'
import { answerMessage, cardMessage, type SlackMessage } from './blocks.ts'
import { isDirect, parseConversationId, postedAs, postedIn, type SlackConversation } from './conversation-id.ts'
import { EVENT_TYPE, findPosted } from './posted.ts'
import type { SlackWorkspaces } from './workspaces.ts'

export interface SlackOutboundRules {
  readonly workspaces: SlackWorkspaces
  /** Whether somebody whom we don't know may link their account. */
  readonly isLinkable: boolean
  readonly now: () => Date
}

const Posted = z.looseObject({ ts: z.string() })
/** One attempt to tell a conversation something. What Slack said is the outcome. */
export async function sendToSlack(
  message: OutgoingMessage,
  rules: SlackOutboundRules,
  signal: AbortSignal,
): Promise<DeliveryOutcome> {
  const place = parseConversationId(message.conversation)
  const workspace = await rules.workspaces.of(place.team)
  if (workspace === null) return { outcome: 'gave-up', error: 'slack-not-installed', endsSubscription: false }
  return await send(message, place, { ...rules, api: workspace.api }, signal)
}

interface Sending extends SlackOutboundRules {
  readonly api: SlackApi
}

async function send(
  message: OutgoingMessage,
  place: SlackConversation,
  rules: Sending,
  signal: AbortSignal,
): Promise<DeliveryOutcome> {
  const shown = shownIn(place, message, rules)
  const form = { text: shown.text, blocks: shown.blocks, unfurl_links: false, unfurl_media: false }
  if (message.card !== null) {
    const { channel, ts } = postedIn(message.card)
    const updated = await callSlack(rules.api, 'chat.update', { channel, ts, ...form }, signal)
    if (updated.ok) return { outcome: 'delivered', as: message.card }
    // Somebody took it away: what became of it is told all the same.
    if (updated.failed.error !== 'slack-message_not_found') return updated.failed
  }
  const failed = await updateEnded(message, place, rules, signal)
  if (failed !== null) return failed
  const metadata = { event_type: EVENT_TYPE, event_payload: { id: message.id } }
  if (message.draft !== null) {
    const told = await inPlaceOf(
      message.draft,
      { ...form, metadata },
      { place, api: rules.api, id: message.id },
      signal,
    )
    if (told !== null) return told
  } else if (message.isAgain) {
    const found = await findPosted([message.id], place, rules.api, signal)
    if (found !== null) return found.ok ? { outcome: 'delivered', as: found.as } : found.failed
  }
  const posting = { channel: place.channel, ...(place.thread && { thread_ts: place.thread }), metadata, ...form }
  const reply = await callSlack(rules.api, 'chat.postMessage', posting, signal)
  if (!reply.ok) return reply.failed
  const ts = Posted.safeParse(reply.body).data?.ts
  return { outcome: 'delivered', as: ts === undefined ? null : postedAs(place.channel, ts) }
}

/** Tells it where it was shown while it was written, again where that was done before; null where nothing is there. */
async function inPlaceOf(
  draft: DraftThere,
  form: JsonObject,
  { place, api, id }: { readonly place: SlackConversation; readonly api: SlackApi; readonly id: string },
  signal: AbortSignal,
): Promise<DeliveryOutcome | null> {
  const found =
    draft.as === null ? await findPosted([draft.id, id], place, api, signal) : { ok: true as const, as: draft.as }
  if (found === null) return null
  if (!found.ok) return found.failed
  const { channel, ts } = postedIn(found.as)
  const updated = await callSlack(api, 'chat.update', { channel, ts, ...form }, signal)
  if (updated.ok) return { outcome: 'delivered', as: found.as }
  // Somebody took it away.
  return updated.failed.error === 'slack-message_not_found' ? null : updated.failed
}

/** Draws the cards of plans that a message ends as they are now, once more where that was tried before; what Slack says against it. */
async function updateEnded(
  { ended, address }: OutgoingMessage,
  place: SlackConversation,
  { api, isLinkable, now }: Sending,
  signal: AbortSignal,
): Promise<DeliveryOutcome | null> {
  // Where others read along the card had nothing of the plan.
  if (!isDirect(place)) return null
  for (const { card, view } of ended) {
    const { channel, ts } = postedIn(card)
    const { text, blocks } = cardMessage(view, { url: null, address, isEditable: false, isLinkable, now: now() })
    const updated = await callSlack(api, 'chat.update', { channel, ts, text, blocks }, signal)
    if (!updated.ok && updated.failed.error !== 'slack-message_not_found') return updated.failed
  }
  return null
}

function shownIn(
  place: SlackConversation,
  { content, address, isEditable, reply }: OutgoingMessage,
  { isLinkable, now }: SlackOutboundRules,
): SlackMessage {
  switch (content.type) {
    case 'message': {
      const text = saidText(content)
      const link = address === null ? null : readerOf(address)
      const isPressed = isDirect(place)
      const asked = isPressed ? null : toAnswerPrivately(content.parts, reply)
      const drawn = answerMessage(drawnAnswer(content.parts, content.by, content.answered), {
        text,
        link,
        whole: isPressed ? address : null,
        isPressed,
      })
      return asked === null ? drawn : { ...drawn, blocks: [...drawn.blocks, answerPrivatelyButton(asked)] }
    }
    case 'plan-waiting':
    case 'plan-decided': {
      // A card has somebody's own values: those who read along see none of it.
      if (!isDirect(place)) return answerMessage(drawnText(texts.waits), { text: texts.waits, ...NOWHERE })
      // What was changed waits again.
      const url = address === null ? null : `${address}/console/queue/${content.plan.id}`
      return cardMessage(content.view, { url, address, isEditable, isLinkable, now: now() })
    }
    case 'notice':
      return answerMessage(drawnText(content.text), { text: content.text, ...NOWHERE })
  }
}

const NOWHERE = { link: null, whole: null, isPressed: false } as const

// The reader shows it to who may read it, and asks everybody else who they are.
function readerOf(address: string): (passageId: string) => string {
  return (passageId) => `${address}/console/documents/${encodeURIComponent(passageId)}`
}
