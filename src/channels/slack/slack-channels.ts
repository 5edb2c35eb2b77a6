import { z } from 'zod'
import { Duration } from '#agents/yaml/amounts.ts'
import { TenantId } from '#core/principal.ts'
import type { Secret } from '#core/secret.ts'
import { isEntryName, readAddress, readAgent, readSecret } from '../channel-entry.ts'
import type { Channel } from '../contract.ts'
import type { ChannelConfig } from '../inbound/channel-config.ts'
import { callSlack, type SlackApi } from './api.ts'
import { readEvent, readSlackRequest } from './inbound.ts'
import { slackDrafts } from './drafts.ts'
import { slackInstaller } from './install.ts'
import { sendToSlack } from './outbound.ts'
import { slackPeople } from './people.ts'
import { readPressed } from './press.ts'
import { verifySlack } from './signature.ts'
import { socketListener } from './socket-listener.ts'
import { installedWorkspaces, oneWorkspace, type SlackWorkspaces } from './workspaces.ts'

const SlackYaml = z.strictObject({
  agent: z.string().min(1).optional(),
  tenant: TenantId.optional(),
  workspace: z
    .string()
    .regex(/^T[A-Z0-9]{1,39}$/, 'must be a workspace’s id, such as T0123ABCD')
    .optional(),
  token: z.string().min(1).optional(),
  install: z
    .strictObject({
      clientId: z.string().regex(/^\d{1,30}\.\d{1,30}$/, 'must be an app’s client id, such as 1234567890.1234567890'),
      clientSecret: z.string().min(1),
    })
    .optional(),
  signingSecrets: z.array(z.string().min(1)).min(1).optional(),
  appToken: z.string().min(1).optional(),
  connections: z.int().min(1).max(10).optional(),
  trustEmails: z.boolean().optional(),
  linking: z.boolean().optional(),
  apiUrl: z.string().min(1).optional(),
  private: z.boolean().optional(),
  giveUpAfter: Duration.optional(),
})

type SlackYaml = z.infer<typeof SlackYaml>

const API_URL = 'https://slack.com/api/'
/** Less than the three seconds in which Slack wants its answer, for one question on the way. */
const TIMEOUT_MS = 2_000
const GIVE_UP_AFTER_MS = 86_400_000

/** Reads `slack:`. One that has a problem isn't among them. */
export function readSlack(names: readonly string[], reading: ChannelConfig): readonly Channel[] {
  return names.flatMap((name) => readWorkspace(name, reading) ?? [])
}

function readWorkspace(name: string, reading: ChannelConfig): Channel | null {
  const { yaml, problems, defaultTenant, now } = reading
  const path = ['slack', name] as const
  if (!isEntryName(path, { what: 'workspace', example: 'acme' }, reading)) return null
  const entry = yaml.parse(SlackYaml, problems, path)
  if (!entry) return null
  const before = problems.length
  const agent = readAgent(entry.agent, path, reading)
  const secrets = readSecrets(entry, path, reading)
  const api = readApi(entry, path, reading)
  if (problems.length > before || api === null) return null
  const channel = `slack/${name}`
  const tenantId = entry.tenant ?? defaultTenant
  const socket: SlackApi | null = secrets.app && { ...api, token: secrets.app }
  const isLinkable = entry.linking ?? false
  const workspaces = workspacesOf({ entry, name, api, token: secrets.token, tenantId }, reading)
  const rules = { workspaces }
  return {
    name: channel,
    tenantId,
    agent,
    read: async (delivery, { signal }) => {
      verifySlack(secrets.signing, delivery)
      return await readSlackRequest(delivery, rules, signal)
    },
    outlet: {
      // Up to four questions, each within its own time.
      timeoutMs: 4 * TIMEOUT_MS,
      giveUpAfterMs: entry.giveUpAfter ?? GIVE_UP_AFTER_MS,
      deliver: (message, { signal }) => sendToSlack(message, { workspaces, isLinkable, now }, signal),
      trySignIn: (signal) => trySignIn({ api, socket, token: secrets.token }, signal),
      drafts: slackDrafts(workspaces),
    },
    listener:
      socket &&
      socketListener({
        api: socket,
        connections: entry.connections ?? 1,
        read: ({ type, payload }, signal) =>
          type === 'events_api' ? readEvent(payload, rules, signal) : readPressed(payload, rules, signal),
      }),
    installer:
      entry.install && secrets.client
        ? slackInstaller({ api, clientId: entry.install.clientId, clientSecret: secrets.client })
        : null,
  }
}

interface SigningIn {
  readonly api: Omit<SlackApi, 'token'>
  readonly socket: SlackApi | null
  readonly token: Secret | null
}

// The tokens of workspaces that installed the app are in the database.
async function trySignIn({ api, socket, token }: SigningIn, signal: AbortSignal): Promise<string | null> {
  const replies = [
    ...(token ? [await callSlack({ ...api, token }, 'auth.test', {}, signal)] : []),
    ...(socket ? [await callSlack(socket, 'apps.connections.open', {}, signal)] : []),
  ]
  return replies.find((reply) => !reply.ok)?.failed.error ?? null
}

interface Entry {
  readonly entry: SlackYaml
  readonly name: string
  readonly api: Omit<SlackApi, 'token'>
  readonly token: Secret | null
  readonly tenantId: TenantId
}

/** The one workspace of the entry, or those in which people have installed its app. */
function workspacesOf({ entry, name, api, token, tenantId }: Entry, reading: ChannelConfig): SlackWorkspaces {
  const { now, readInstallation } = reading
  const channel = `slack/${name}`
  const { workspace, linking = false, trustEmails: trustsEmails = false } = entry
  if (workspace !== undefined && token !== null) {
    const own = { ...api, token }
    const linksAs = linking ? name : null
    return oneWorkspace({
      team: workspace,
      api: own,
      people: slackPeople({ channel, workspace, trustsEmails, linksAs, api: own, now }),
    })
  }
  return installedWorkspaces(
    (team) => readInstallation({ tenantId, channel }, team),
    (team, app) => {
      const own = { ...api, token: app.token }
      const linksAs = linking ? app.name : null
      // Its people are told from another workspace's.
      const people = { channel: `${channel}.${team}`, workspace: team, trustsEmails, linksAs, api: own, now }
      return { team, api: own, people: slackPeople(people) }
    },
    now,
  )
}

function readApi(
  { apiUrl, private: allowPrivate = false }: SlackYaml,
  path: readonly [string, string],
  reading: ChannelConfig,
): Omit<SlackApi, 'token'> | null {
  const ordinary = { ...reading, allowPrivate, isFolder: true, ordinary: API_URL }
  const url = readAddress(apiUrl ?? API_URL, [...path, 'apiUrl'], ordinary)
  return url === null ? null : { url, allowPrivate, timeoutMs: TIMEOUT_MS }
}

function readSecrets(
  { workspace, token, install, signingSecrets, appToken }: SlackYaml,
  path: readonly [string, string],
  reading: ChannelConfig,
) {
  const { yaml, problems, canSeal } = reading
  const kept = { ...reading, of: 'Slack', where: 'It is on the app’s page at api.slack.com.', example: 'SLACK_TOKEN' }
  const read = (text: string | undefined, key: readonly (number | string)[]) =>
    text === undefined ? null : readSecret(text, [...path, ...key], kept)
  if (!signingSecrets && appToken === undefined) {
    const hint = 'signingSecrets: where Slack sends to your address, or appToken: where we connect to Slack.'
    problems.push(yaml.problem(path, 'It doesn’t say how Slack’s messages come in.', hint))
  }
  const isOne = workspace !== undefined && token !== undefined
  if (install ? workspace !== undefined || token !== undefined : !isOne) {
    const hint = 'workspace: and token: for one workspace, or install: for each in which the app is installed.'
    problems.push(yaml.problem(path, 'It doesn’t say which workspace it is for.', hint))
  }
  if (install && !canSeal) {
    const hint = 'Set SIGN_IN_KEY to 32 random bytes, for every server and worker the same.'
    problems.push(yaml.problem([...path, 'install'], 'Workspaces’ tokens are kept sealed, and there is no key.', hint))
  }
  return {
    token: read(token, ['token']),
    app: read(appToken, ['appToken']),
    client: read(install?.clientSecret, ['install', 'clientSecret']),
    signing: (signingSecrets ?? []).flatMap((text, index) => read(text, ['signingSecrets', index]) ?? []),
  }
}
