import { z } from 'zod'
import type { ChannelDrafts, DraftOutcome } from '../outbox/channel-drafts.ts'
import { callSlack, type SlackReply } from './api.ts'
import { draftMessage } from './blocks.ts'
import { isDirect, parseConversationId, postedAs, postedIn } from './conversation-id.ts'
import { DRAFT_TYPE, findPosted } from './posted.ts'
import type { SlackWorkspaces } from './workspaces.ts'

/**
 * `chat.update` takes fifty a minute of a workspace (https://docs.slack.dev/apis/web-api/rate-limits, tier 3): ten are left to
 * cards and answers. Nothing of it is posted more often than once a second.
 */
const PACE_MS = 1_500
/** Where Slack wants a pause and doesn't say how long. */
const PAUSE_MS = 10_000

const Posted = z.looseObject({ ts: z.string() })

/** Answers shown in Slack while they are written: a message that is changed. */
export function slackDrafts(workspaces: SlackWorkspaces): ChannelDrafts {
  return {
    paceMs: PACE_MS,
    isPaceShared: true,
    begin: (draft) => {
      const place = parseConversationId(draft.conversation)
      const isOwn = isDirect(place)
      return async ({ text, line, lineForAll, as }, { signal }) => {
        const api = (await workspaces.of(place.team))?.api
        if (!api) return { outcome: 'over' }
        const shown = draftMessage(text, isOwn ? line : lineForAll)
        const form = { ...shown, unfurl_links: false, unfurl_media: false }
        if (as !== null) {
          const { channel, ts } = postedIn(as)
          return outcomeOf(await callSlack(api, 'chat.update', { channel, ts, ...form }, signal), () => as)
        }
        const metadata = { event_type: DRAFT_TYPE, event_payload: { id: draft.id } }
        const to = { channel: place.channel, ...(place.thread && { thread_ts: place.thread }) }
        return outcomeOf(await callSlack(api, 'chat.postMessage', { ...to, metadata, ...form }, signal), (body) => {
          const ts = Posted.safeParse(body).data?.ts
          return ts === undefined ? null : postedAs(place.channel, ts)
        })
      }
    },
    takeAway: async (draft, { id, as }, { signal }) => {
      const place = parseConversationId(draft.conversation)
      const api = (await workspaces.of(place.team))?.api
      if (!api) return { outcome: 'over' }
      const found = as === null ? await findPosted([id], place, api, signal) : { ok: true as const, as }
      if (found === null) return { outcome: 'over' }
      if (!found.ok) return outcomeOf(found, () => null)
      const { channel, ts } = postedIn(found.as)
      const reply = await callSlack(api, 'chat.delete', { channel, ts }, signal)
      return reply.ok ? { outcome: 'over' } : outcomeOf(reply, () => null)
    },
  }
}

function outcomeOf(reply: SlackReply, asOf: (body: unknown) => string | null): DraftOutcome {
  if (reply.ok) {
    const as = asOf(reply.body)
    return as === null ? { outcome: 'unknown' } : { outcome: 'shown', as }
  }
  const { failed } = reply
  if (failed.outcome === 'gave-up') return { outcome: 'over' }
  return failed.error === 'ratelimited'
    ? { outcome: 'later', afterMs: failed.afterMs ?? PAUSE_MS }
    : { outcome: 'unknown' }
}
