import { z } from 'zod'
import { Duration } from '#core/amounts.ts'
import { TenantId } from '#core/principal.ts'
import { isEntryName, readAddress, readAgent, readSecret } from '../channel-entry.ts'
import type { Channel } from '../contract.ts'
import type { ReadingChannels } from '../reading-channels.ts'
import { callSlack, type SlackApi } from './api.ts'
import { readEvent, readSlackRequest } from './inbound.ts'
import { slackDrafts } from './drafts.ts'
import { sendToSlack } from './outbound.ts'
import { slackPeople } from './people.ts'
import { readPressed } from './press.ts'
import { verifySlack } from './signature.ts'
import { socketListener } from './socket-listener.ts'

const SlackYaml = z.strictObject({
  agent: z.string().min(1).optional(),
  tenant: TenantId.optional(),
  workspace: z.string().regex(/^T[A-Z0-9]{1,39}$/, 'must be a workspace’s id, such as T0123ABCD'),
  token: z.string().min(1),
  signingSecrets: z.array(z.string().min(1)).min(1).optional(),
  appToken: z.string().min(1).optional(),
  connections: z.int().min(1).max(10).optional(),
  trustEmails: z.boolean().optional(),
  linking: z.boolean().optional(),
  apiUrl: z.string().min(1).optional(),
  private: z.boolean().optional(),
  giveUpAfter: Duration.optional(),
})

const API_URL = 'https://slack.com/api/'
/** Less than the three seconds in which Slack wants its answer, for one question on the way. */
const TIMEOUT_MS = 2_000
const GIVE_UP_AFTER_MS = 86_400_000

/** Reads `slack:`. One that has a problem isn't among them. */
export function readSlack(names: readonly string[], reading: ReadingChannels): readonly Channel[] {
  return names.flatMap((name) => readWorkspace(name, reading) ?? [])
}

function readWorkspace(name: string, reading: ReadingChannels): Channel | null {
  const { yaml, problems, defaultTenant, now } = reading
  const path = ['slack', name] as const
  if (!isEntryName(path, { what: 'workspace', example: 'acme' }, reading)) return null
  const entry = yaml.parse(SlackYaml, problems, path)
  if (!entry) return null
  const before = problems.length
  const agent = readAgent(entry.agent, path, reading)
  const kept = { ...reading, of: 'Slack', where: 'It is on the app’s page at api.slack.com.', example: 'SLACK_TOKEN' }
  const token = readSecret(entry.token, [...path, 'token'], kept)
  const secrets = (entry.signingSecrets ?? []).flatMap(
    (text, index) => readSecret(text, [...path, 'signingSecrets', index], kept) ?? [],
  )
  const appToken = entry.appToken === undefined ? null : readSecret(entry.appToken, [...path, 'appToken'], kept)
  if (!entry.signingSecrets && entry.appToken === undefined) {
    const hint = 'signingSecrets: where Slack sends to your address, or appToken: where we connect to Slack.'
    problems.push(yaml.problem(path, 'It doesn’t say how Slack’s messages come in.', hint))
  }
  const allowPrivate = entry.private ?? false
  const url = readAddress(entry.apiUrl ?? API_URL, [...path, 'apiUrl'], {
    ...reading,
    allowPrivate,
    isFolder: true,
    ordinary: API_URL,
  })
  if (problems.length > before || token === null || url === null) return null
  const channel = `slack/${name}`
  const { workspace } = entry
  const api: SlackApi = { url, token, allowPrivate, timeoutMs: TIMEOUT_MS }
  const isLinkable = entry.linking ?? false
  const linksAs = isLinkable ? name : null
  const socket: SlackApi | null = appToken === null ? null : { ...api, token: appToken }
  const people = slackPeople({ channel, workspace, trustsEmails: entry.trustEmails ?? false, linksAs, api, now })
  const rules = { workspace, people, api }
  return {
    name: channel,
    tenantId: entry.tenant ?? defaultTenant,
    agent,
    read: async (delivery, { signal }) => {
      verifySlack(secrets, delivery)
      return await readSlackRequest(delivery, rules, signal)
    },
    outlet: {
      // Up to four questions, each within its own time.
      timeoutMs: 4 * TIMEOUT_MS,
      giveUpAfterMs: entry.giveUpAfter ?? GIVE_UP_AFTER_MS,
      deliver: (message, { signal }) => sendToSlack(message, { api, isLinkable, now }, signal),
      trySignIn: async (signal) => {
        const replies = [
          await callSlack(api, 'auth.test', {}, signal),
          ...(socket === null ? [] : [await callSlack(socket, 'apps.connections.open', {}, signal)]),
        ]
        return replies.find((reply) => !reply.ok)?.failed.error ?? null
      },
      drafts: slackDrafts(api),
    },
    listener:
      socket &&
      socketListener({
        api: socket,
        connections: entry.connections ?? 1,
        read: ({ type, payload }, signal) =>
          type === 'events_api' ? readEvent(payload, rules, signal) : readPressed(payload, rules, signal),
      }),
  }
}
