import { z } from 'zod'
import type { JsonObject } from '#core/json.ts'
import { cut } from '#cards/drawing/cut-text.ts'
import type { ChannelDrafts, DraftOutcome, DraftWriter } from '../outbox/channel-drafts.ts'
import { unlinked } from '#cards/drawing/unlinked-text.ts'
import type { Connector, ConnectorReply } from './connector.ts'
import { draftCard } from './message.ts'
import { activitiesOf, activityOf } from './outbound.ts'
import { parseConversationId, type TeamsConversation } from './conversation-id.ts'

/** One request a second, and of a stream one in one and a half or two (https://learn.microsoft.com/microsoftteams/platform/bots/streaming-ux). */
const PACE_MS = 1_500
/** Of what goes on, in characters; of what stands, far below what a message takes. */
const LINE = 1_000
const TEXT = 12_000
/** Where Teams wants a pause and doesn't say how long. */
const PAUSE_MS = 10_000

const Posted = z.looseObject({ id: z.string().min(1).max(400) })

/**
 * Answers shown in Teams while they are written: in the chat that one person has with the app as a stream, elsewhere as a
 * message that is changed.
 */
export function teamsDrafts(connector: Connector): ChannelDrafts {
  return {
    paceMs: PACE_MS,
    isPaceShared: false,
    begin: ({ conversation }) => {
      const place = parseConversationId(conversation)
      return place.user === null ? changing(place, connector) : streaming(place, connector)
    },
    takeAway: async ({ conversation }, { as }, { signal }) => {
      // It has no key by which one is found that it didn't say it has.
      if (as === null) return { outcome: 'over' }
      const url = `${activitiesOf(parseConversationId(conversation))}/${encodeURIComponent(as)}`
      const reply = await connector({ method: 'DELETE', url, body: null }, signal)
      const isGone = reply.ok || ['teams-403', 'teams-404', 'teams-405'].includes(reply.failed.error)
      return isGone ? { outcome: 'over' } : outcomeOf(reply, null)
    },
  }
}

function changing(place: TeamsConversation, connector: Connector): DraftWriter {
  return async ({ text, lineForAll, as }, { signal }) => {
    const activity = activityOf(draftCard(text, lineForAll))
    const url = activitiesOf(place)
    if (as === null) return outcomeOf(await connector({ method: 'POST', url, body: activity }, signal), null)
    const body = { ...activity, id: as }
    return outcomeOf(await connector({ method: 'PUT', url: `${url}/${encodeURIComponent(as)}`, body }, signal), as)
  }
}

// What was streamed stays the beginning of what is streamed next, or Teams refuses it; the answer itself may be another.
function streaming(place: TeamsConversation, connector: Connector): DraftWriter {
  let sequence = 0
  let streamed = ''
  return async ({ text, line, as }, { signal }) => {
    const said = text === null ? '' : cut(unlinked(text).text, TEXT)
    const isStreaming = said !== ''
    if (!said.startsWith(streamed) || (isStreaming && said === streamed))
      return as === null ? { outcome: 'over' } : { outcome: 'shown', as }
    sequence += 1
    const body = streamActivity({
      text: isStreaming ? said : cut(unlinked(line).text, LINE),
      streamType: isStreaming ? 'streaming' : 'informative',
      streamSequence: sequence,
      ...(as !== null && { streamId: as }),
    })
    const outcome = outcomeOf(await connector({ method: 'POST', url: activitiesOf(place), body }, signal), as)
    if (outcome.outcome === 'shown') streamed = said
    else if (outcome.outcome === 'later') sequence -= 1
    return outcome
  }
}

function streamActivity({ text, ...info }: JsonObject): JsonObject {
  return { type: 'typing', text: text ?? '', entities: [{ type: 'streaminfo', ...info }], channelData: info }
}

/** `as`: what it is called already. */
function outcomeOf(reply: ConnectorReply, as: string | null): DraftOutcome {
  if (reply.ok) {
    const called = as ?? Posted.safeParse(reply.body).data?.id ?? null
    return called === null ? { outcome: 'unknown' } : { outcome: 'shown', as: called }
  }
  const { failed } = reply
  if (failed.error === 'teams-429')
    return { outcome: 'later', afterMs: (failed.outcome === 'retry' ? failed.afterMs : null) ?? PAUSE_MS }
  // Somebody stopped the stream, it took longer than two minutes, or it isn't allowed: the answer comes all the same.
  return failed.outcome === 'gave-up' || failed.error === 'teams-403' ? { outcome: 'over' } : { outcome: 'unknown' }
}
