import { z } from 'zod'
import type { DeliveryOutcome, OutgoingMessage } from '#contract/channel-operations.ts'
import type { DraftThere } from '#contract/channel-drafts.ts'
import type { JsonObject } from '#core/json.ts'
import { toAnswerPrivately } from '../inbound/shared-place-question.ts'
import { drawnAnswer, drawnText, saidText } from '#cards/drawing/drawn-answer.ts'
import { outsideCardTexts as texts } from '#cards/texts/outside-card-texts.ts'
import { planCard, type TeamsCard } from './card.ts'
import type { Connector } from './connector.ts'
import { messageCard } from './message.ts'
import { isServiceUrl, parseConversationId, type TeamsConversation } from './conversation-id.ts'

export interface TeamsOutboundRules {
  readonly connector: Connector
  readonly hosts: readonly string[]
  readonly allowPrivate: boolean
  /** Whether somebody whom we don't know may link their account. */
  readonly isLinkable: boolean
  readonly now: () => Date
}

const Posted = z.looseObject({ id: z.string().min(1).max(400) })

/**
 * One attempt to tell a conversation something. What the service said is the outcome. It has no key by which a message that
 * it may have is known again: one whose answer was lost is there twice after the next attempt.
 */
export async function sendToTeams(
  message: OutgoingMessage,
  rules: TeamsOutboundRules,
  signal: AbortSignal,
): Promise<DeliveryOutcome> {
  const place = parseConversationId(message.conversation)
  // The list may be another one than when the conversation began.
  if (!isServiceUrl(place.serviceUrl, rules))
    return { outcome: 'gave-up', error: 'teams-host-not-listed', endsSubscription: false }
  const shown = shownIn(place, message, rules)
  if (message.card !== null) {
    const updated = await put(message.card, shown, { place, ...rules }, signal)
    if (updated !== null) return updated
  }
  const failed = await updateEnded(message, place, rules, signal)
  if (failed !== null) return failed
  const url = activitiesOf(place)
  const told = message.draft && (await inPlaceOf(message.draft, shown, { place, ...rules }, signal))
  if (told !== null) return told
  const reply = await rules.connector({ method: 'POST', url, body: activityOf(shown) }, signal)
  return reply.ok ? { outcome: 'delivered', as: Posted.safeParse(reply.body).data?.id ?? null } : reply.failed
}

/** Draws a card anew where it is; null where somebody took it away, and what became of it is to be told all the same. */
async function put(
  as: string,
  shown: TeamsCard,
  { place, connector }: Pick<TeamsOutboundRules, 'connector'> & { readonly place: TeamsConversation },
  signal: AbortSignal,
): Promise<DeliveryOutcome | null> {
  const url = `${activitiesOf(place)}/${encodeURIComponent(as)}`
  const reply = await connector({ method: 'PUT', url, body: { ...activityOf(shown), id: as } }, signal)
  if (reply.ok) return { outcome: 'delivered', as }
  return reply.failed.error === 'teams-404' ? null : reply.failed
}

/**
 * Tells it where it was shown while it was written, again where that was done before; null where nothing is there. A stream
 * ends with it. One that ended otherwise, or took too long, is a message that is changed.
 */
async function inPlaceOf(
  { as }: DraftThere,
  shown: TeamsCard,
  { place, connector }: Pick<TeamsOutboundRules, 'connector'> & { readonly place: TeamsConversation },
  signal: AbortSignal,
): Promise<DeliveryOutcome | null> {
  if (as === null) return null
  if (place.user !== null) {
    const info = { streamType: 'final', streamId: as }
    const body = { ...activityOf(shown), id: as, entities: [{ type: 'streaminfo', ...info }], channelData: info }
    const ended = await connector({ method: 'POST', url: activitiesOf(place), body }, signal)
    if (ended.ok) return { outcome: 'delivered', as: Posted.safeParse(ended.body).data?.id ?? as }
    if (ended.failed.error !== 'teams-403') return ended.failed.error === 'teams-404' ? null : ended.failed
  }
  const updated = await put(as, shown, { place, connector }, signal)
  return updated?.outcome === 'retry' && updated.error === 'teams-403' ? null : updated
}

/** Draws the cards of plans that a message ends as they are now, once more where that was tried before; what is said against it. */
async function updateEnded(
  { ended }: OutgoingMessage,
  place: TeamsConversation,
  rules: TeamsOutboundRules,
  signal: AbortSignal,
): Promise<DeliveryOutcome | null> {
  // Where others read along the card had nothing of the plan.
  if (place.user === null) return null
  for (const { card, view } of ended) {
    const shown = planCard(view, {
      url: null,
      address: null,
      now: rules.now(),
      told: null,
      user: place.user,
      isLinkable: rules.isLinkable,
    })
    const outcome = await put(card, shown, { place, ...rules }, signal)
    if (outcome !== null && outcome.outcome !== 'delivered') return outcome
  }
  return null
}

function shownIn(
  place: TeamsConversation,
  { content, address, reply }: OutgoingMessage,
  { isLinkable, now }: TeamsOutboundRules,
): TeamsCard {
  const nowhere = { linkTo: null, whole: null, isPressed: false, alone: null }
  switch (content.type) {
    case 'message': {
      const text = saidText(content)
      const linkTo = address === null ? null : readerOf(address)
      const isPressed = place.user !== null
      return messageCard(drawnAnswer(content.parts, content.by, content.answered), {
        text,
        linkTo,
        whole: isPressed ? address : null,
        isPressed,
        alone: isPressed ? null : toAnswerPrivately(content.parts, reply),
      })
    }
    case 'plan-waiting':
    case 'plan-decided': {
      // A card has somebody's own values: those who read along see none of it.
      if (place.user === null) return messageCard(drawnText(texts.waits), { ...nowhere, text: texts.waits })
      // What was changed waits again.
      const url = address === null ? null : `${address}/console/queue/${content.plan.id}`
      return planCard(content.view, { url, address, now: now(), told: null, user: place.user, isLinkable })
    }
    case 'notice':
      return messageCard(drawnText(content.text), { ...nowhere, text: content.text })
  }
}

/** A message of a card alone. */
export function activityOf({ summary, card }: TeamsCard): JsonObject {
  const attachment = { contentType: 'application/vnd.microsoft.card.adaptive', content: card }
  return { type: 'message', summary, attachments: [attachment] }
}

/** Where messages to a conversation are sent. */
export function activitiesOf({ serviceUrl, conversation }: TeamsConversation): string {
  return `${serviceUrl}v3/conversations/${encodeURIComponent(conversation)}/activities`
}

// The reader shows it to who may read it, and asks everybody else who they are.
function readerOf(address: string): (passageId: string) => string {
  return (passageId) => `${address}/console/documents/${encodeURIComponent(passageId)}`
}
