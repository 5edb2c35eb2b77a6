import { z } from 'zod'
import { Duration } from '#agents/yaml/amounts.ts'
import { TenantId } from '#core/principal.ts'
import { isEntryName, readAddress, readAgent, readSecret } from '../channel-entry.ts'
import type { Channel } from '../contract.ts'
import type { ChannelConfig } from '../inbound/channel-config.ts'
import { connectorOf, trySignIn } from './connector.ts'
import { teamsDrafts } from './drafts.ts'
import { readTeamsRequest, type InboundRules } from './inbound.ts'
import { serviceKeys } from './keys.ts'
import { sendToTeams } from './outbound.ts'
import { teamsPeople } from './people.ts'

const Guid = z
  .string()
  .regex(
    /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i,
    'must be an id, such as 00000000-0000-0000-0000-000000000000',
  )
  .transform((id) => id.toLowerCase())

const TeamsYaml = z.strictObject({
  agent: z.string().min(1).optional(),
  tenant: TenantId.optional(),
  appId: Guid,
  directory: Guid,
  secret: z.string().min(1),
  trustEmails: z.boolean().optional(),
  linking: z.boolean().optional(),
  hosts: z
    .array(z.string().regex(/^[a-z0-9.-]+(?::\d{1,5})?$/, 'must be a host’s name, such as smba.trafficmanager.net'))
    .min(1)
    .optional(),
  issuer: z.url({ protocol: /^https$/ }).optional(),
  keysUrl: z.string().min(1).optional(),
  loginUrl: z.string().min(1).optional(),
  private: z.boolean().optional(),
  giveUpAfter: Duration.optional(),
})
type TeamsYaml = z.infer<typeof TeamsYaml>

/** Of the public cloud. */
const HOSTS = ['smba.trafficmanager.net']
const ISSUER = 'https://api.botframework.com'
const KEYS_URL = 'https://login.botframework.com/v1/.well-known/openidconfiguration'
const LOGIN_URL = 'https://login.microsoftonline.com/'
/** For one question; the service waits ten seconds for a button's answer. */
const TIMEOUT_MS = 4_000
const GIVE_UP_AFTER_MS = 86_400_000

/** Reads `teams:`. One that has a problem isn't among them. */
export function readTeams(names: readonly string[], reading: ChannelConfig): readonly Channel[] {
  return names.flatMap((name) => readDirectory(name, reading) ?? [])
}

function readDirectory(name: string, reading: ChannelConfig): Channel | null {
  const { yaml, problems, defaultTenant, now } = reading
  const path = ['teams', name] as const
  if (!isEntryName(path, { what: 'directory', example: 'acme' }, reading)) return null
  const entry = yaml.parse(TeamsYaml, problems, path)
  if (!entry) return null
  const before = problems.length
  const agent = readAgent(entry.agent, path, reading)
  const api = readApi(entry, path, reading)
  const allowPrivate = entry.private ?? false
  const ordinary = { ...reading, allowPrivate, isFolder: false, ordinary: KEYS_URL }
  const metadataUrl = readAddress(entry.keysUrl ?? KEYS_URL, [...path, 'keysUrl'], ordinary)
  if (problems.length > before || api === null || metadataUrl === null) return null
  const { appId, directory, issuer = ISSUER, hosts = HOSTS } = entry
  const channel = `teams/${name}`
  const connector = connectorOf(api)
  const isLinkable = entry.linking ?? false
  const linksAs = isLinkable ? name : null
  const people = teamsPeople({ channel, directory, trustsEmails: entry.trustEmails ?? false, linksAs, connector, now })
  const keys = serviceKeys({ metadataUrl, issuer, now })
  const rules: InboundRules = {
    appId,
    issuer,
    keys,
    directory,
    hosts,
    allowPrivate,
    people,
    connector,
    isLinkable,
    now,
  }
  return {
    name: channel,
    tenantId: entry.tenant ?? defaultTenant,
    agent,
    read: (delivery, options) => readTeamsRequest(delivery, rules, options),
    outlet: {
      // A token, the cards that a message ends, and the message, each within its own time.
      timeoutMs: 4 * TIMEOUT_MS,
      giveUpAfterMs: entry.giveUpAfter ?? GIVE_UP_AFTER_MS,
      deliver: (message, { signal }) =>
        sendToTeams(message, { connector, hosts, allowPrivate, isLinkable, now }, signal),
      trySignIn: (signal) => trySignIn(api, signal),
      drafts: teamsDrafts(connector),
    },
  }
}

function readApi(
  { appId, directory, secret, issuer = ISSUER, loginUrl = LOGIN_URL, private: allowPrivate = false }: TeamsYaml,
  path: readonly [string, string],
  reading: ChannelConfig,
) {
  const where = 'It is among the app registration’s certificates and secrets.'
  const kept = readSecret(secret, [...path, 'secret'], { ...reading, of: 'Teams', where, example: 'TEAMS_SECRET' })
  const ordinary = { ...reading, allowPrivate, isFolder: true, ordinary: LOGIN_URL }
  const url = readAddress(loginUrl, [...path, 'loginUrl'], ordinary)
  if (kept === null || url === null) return null
  const tokenUrl = `${url}${directory}/oauth2/v2.0/token`
  return {
    appId,
    secret: kept,
    tokenUrl,
    scope: `${issuer}/.default`,
    allowPrivate,
    timeoutMs: TIMEOUT_MS,
    now: reading.now,
  }
}
