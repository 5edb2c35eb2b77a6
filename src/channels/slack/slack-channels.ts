import { z } from 'zod'
import { Duration } from '#core/amounts.ts'
import { TenantId } from '#core/principal.ts'
import { referenceName, resolveReferences } from '#core/references.ts'
import { Secret } from '#core/secret.ts'
import type { YamlPath } from '#core/yaml-file.ts'
import type { Channel } from '../contract.ts'
import type { ReadingChannels } from '../reading-channels.ts'
import type { SlackApi } from './api.ts'
import { readSlackRequest } from './inbound.ts'
import { sendToSlack } from './outbound.ts'
import { slackPeople } from './people.ts'
import { verifySlack } from './signature.ts'

const SlackYaml = z.strictObject({
  agent: z.string().min(1).optional(),
  tenant: TenantId.optional(),
  workspace: z.string().regex(/^T[A-Z0-9]{1,39}$/, 'must be a workspace’s id, such as T0123ABCD'),
  token: z.string().min(1),
  signingSecrets: z.array(z.string().min(1)).min(1),
  trustEmails: z.boolean().optional(),
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
  const { yaml, problems, agents, defaultTenant, now } = reading
  const path = ['slack', name]
  if (!/^[a-z][a-z0-9-]{0,39}$/.test(name)) {
    const hint = 'Use lower-case letters a-z, digits and hyphens, such as acme.'
    problems.push(yaml.keyProblem(path, `A workspace can’t be called "${name}".`, hint))
    return null
  }
  const entry = yaml.parse(SlackYaml, problems, path)
  if (!entry) return null
  const before = problems.length
  const agent = entry.agent ?? agents[0] ?? ''
  if (!agents.includes(agent)) {
    problems.push(yaml.problem([...path, 'agent'], `There is no agent "${agent}".`, `There are: ${agents.join(', ')}.`))
  }
  const token = readSecret(entry.token, [...path, 'token'], reading)
  const secrets = entry.signingSecrets.flatMap(
    (text, index) => readSecret(text, [...path, 'signingSecrets', index], reading) ?? [],
  )
  const allowPrivate = entry.private ?? false
  const url = readUrl(entry.apiUrl ?? API_URL, [...path, 'apiUrl'], { ...reading, allowPrivate })
  if (problems.length > before || token === null || url === null) return null
  const channel = `slack/${name}`
  const { workspace } = entry
  const api: SlackApi = { url, token, allowPrivate, timeoutMs: TIMEOUT_MS }
  const people = slackPeople({ channel, workspace, trustsEmails: entry.trustEmails ?? false, api, now })
  return {
    name: channel,
    tenantId: entry.tenant ?? defaultTenant,
    agent,
    read: async (delivery, { signal }) => {
      verifySlack(secrets, delivery)
      return await readSlackRequest(delivery, { workspace, people, api }, signal)
    },
    outlet: {
      // Up to four questions, each within its own time.
      timeoutMs: 4 * TIMEOUT_MS,
      giveUpAfterMs: entry.giveUpAfter ?? GIVE_UP_AFTER_MS,
      deliver: (message, { signal }) => sendToSlack(message, { api, now }, signal),
    },
  }
}

function readSecret(text: string, path: YamlPath, { yaml, problems, reference }: ReadingChannels): Secret | null {
  const variable = referenceName(text)
  if (variable === null) {
    problems.push(yaml.problem(path, 'A secret must name a variable, never stand here.', 'Such as "${SLACK_TOKEN}".'))
    return null
  }
  const value = reference(variable)
  if (value !== undefined && /^[\x21-\x7e]{8,400}$/.test(value)) return new Secret(value)
  const why = value === undefined ? 'isn’t set' : 'is no secret of Slack'
  problems.push(yaml.problem(path, `${variable} ${why}.`, 'It is on the app’s page at api.slack.com.'))
  return null
}

function readUrl(
  text: string,
  path: YamlPath,
  reading: ReadingChannels & { readonly allowPrivate: boolean },
): string | null {
  const { yaml, problems, reference, allowPrivate } = reading
  const resolved = resolveReferences(text, { yaml, path, problems }, reference)
  if (resolved === null) return null
  const url = URL.canParse(resolved) ? new URL(resolved) : null
  const isTaken = url?.protocol === 'https:' || (url?.protocol === 'http:' && allowPrivate)
  if (isTaken && url.username === '' && url.password === '') return resolved.endsWith('/') ? resolved : `${resolved}/`
  const hint = `Leave it out for Slack’s own, ${API_URL}; http only with private: true.`
  problems.push(yaml.problem(path, '"apiUrl" must be an https address without a password.', hint))
  return null
}
