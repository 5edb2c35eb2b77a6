import { z } from 'zod'
import { AppError } from '#core/errors.ts'
import { outsidePlaceId, outsidePrincipalId } from '#core/outside-principal.ts'
import type { OutsideSender } from '../contract.ts'
import { senderCache } from '../inbound/sender-cache.ts'
import { callSlack, type SlackApi } from './api.ts'

const User = z.object({
  user: z.looseObject({
    id: z.string(),
    team_id: z.string().optional(),
    deleted: z.boolean().optional(),
    is_bot: z.boolean().optional(),
    is_stranger: z.boolean().optional(),
    is_email_confirmed: z.boolean().optional(),
    profile: z
      .looseObject({
        real_name: z.string().optional(),
        display_name: z.string().optional(),
        email: z.email().max(254).optional().catch(undefined),
      })
      .optional(),
  }),
})

export interface PeopleOptions {
  /** The channel’s name: `slack/acme`. */
  readonly channel: string
  readonly workspace: string
  readonly trustsEmails: boolean
  /** What the operator calls the workspace, where its people may link their accounts; null where they may not. */
  readonly linksAs: string | null
  readonly api: SlackApi
  readonly now: () => Date
}

/** Who a workspace's people are. */
export interface SlackPeople {
  /** Somebody who wrote or pressed something. Throws `slack-away` where Slack doesn't say who they are. */
  sender(user: string, signal: AbortSignal): Promise<OutsideSender>
  /** A place that several people read, as whom its people speak there. */
  place(channel: string): OutsideSender
}

export function slackPeople(options: PeopleOptions): SlackPeople {
  const { channel, now } = options
  const kept = senderCache(now)
  const prefix = channel.replace('/', '.')
  return {
    sender: (user, signal) => kept(user, () => ask(user, prefix, options, signal)),
    place: (id) => ({
      id: outsidePlaceId(prefix, id),
      name: 'A Slack channel',
      email: null,
      isKnownByEmail: false,
      account: null,
    }),
  }
}

// A bot's or another workspace's word for an address isn't the directory's that the operator trusts.
async function ask(
  id: string,
  prefix: string,
  { api, workspace, trustsEmails, linksAs }: PeopleOptions,
  signal: AbortSignal,
): Promise<OutsideSender> {
  const reply = await callSlack(api, 'users.info', { user: id }, signal)
  const found = reply.ok ? User.safeParse(reply.body).data?.user : null
  if (!found) throw slackAway()
  const { profile, team_id: team, deleted, is_bot: isBot, is_stranger: isStranger, is_email_confirmed: isSure } = found
  const isTheirs =
    found.id === id &&
    team === workspace &&
    deleted !== true &&
    isBot !== true &&
    isStranger !== true &&
    isSure !== false
  const names = [profile?.real_name, profile?.display_name].map((name) => name?.trim() ?? '')
  return {
    id: outsidePrincipalId(prefix, id),
    name: (names.find((name) => name !== '') ?? id).slice(0, 200),
    email: trustsEmails && isTheirs ? (profile?.email ?? null) : null,
    isKnownByEmail: trustsEmails && isTheirs,
    account: isTheirs && linksAs !== null ? { service: 'Slack', place: linksAs } : null,
  }
}

function slackAway(): AppError {
  return new AppError('Slack doesn’t say who wrote this. Send it again.', {
    code: 'slack-away',
    status: 503,
    retryable: true,
  })
}
