import { z } from 'zod'
import { REQUESTER } from '#auth/roles.ts'
import { Duration } from '#agents/yaml/amounts.ts'
import { TenantId } from '#core/principal.ts'
import { resolveReferences } from '#agents/yaml/references.ts'
import type { YamlPath } from '#agents/yaml/yaml-file.ts'
import type { Channel, ChannelOutlet } from '../contract.ts'
import type { ChannelConfig } from '../inbound/channel-config.ts'
import { readInbound } from './inbound.ts'
import { readKeys } from './keys.ts'
import { sendOutbound } from './outbound.ts'

const Secrets = z.array(z.string().min(1)).min(1)

const WebhookYaml = z.strictObject({
  agent: z.string().min(1).optional(),
  tenant: TenantId.optional(),
  in: z.strictObject({ secrets: Secrets, senderEmail: z.literal('trusted').optional() }),
  confirmBy: z.string().optional(),
  out: z
    .strictObject({
      url: z.string().min(1),
      secrets: Secrets,
      private: z.boolean().optional(),
      timeout: Duration.optional(),
      giveUpAfter: Duration.optional(),
    })
    .optional(),
})
type OutYaml = NonNullable<z.infer<typeof WebhookYaml>['out']>

const TIMEOUT_MS = 10_000
const GIVE_UP_AFTER_MS = 86_400_000

/** Reads `webhooks:`. One that has a problem isn't among them. */
export function readWebhooks(names: readonly string[], reading: ChannelConfig): readonly Channel[] {
  return names.flatMap((name) => readWebhook(name, reading) ?? [])
}

function readWebhook(name: string, reading: ChannelConfig): Channel | null {
  const { yaml, problems, agents, defaultTenant } = reading
  const path = ['webhooks', name]
  if (!/^[a-z][a-z0-9-]{0,39}$/.test(name)) {
    const hint = 'Use lower-case letters a-z, digits and hyphens, such as helpdesk.'
    problems.push(yaml.keyProblem(path, `A webhook can’t be called "${name}".`, hint))
    return null
  }
  const entry = yaml.parse(WebhookYaml, problems, path)
  if (!entry) return null
  const before = problems.length
  const agent = entry.agent ?? agents[0] ?? ''
  if (!agents.includes(agent)) {
    problems.push(yaml.problem([...path, 'agent'], `There is no agent "${agent}".`, `There are: ${agents.join(', ')}.`))
  }
  const keys = readKeys(entry.in.secrets, [...path, 'in', 'secrets'], reading)
  const confirmBy = readConfirmBy(entry.confirmBy, path, reading)
  const outlet = entry.out ? readOutlet(entry.out, [...path, 'out'], { ...reading, inward: keys }) : null
  if (problems.length > before) return null
  const channel = `webhook/${name}`
  const trustsEmail = entry.in.senderEmail === 'trusted'
  return {
    name: channel,
    tenantId: entry.tenant ?? defaultTenant,
    agent,
    confirmBy,
    read: async (delivery) => ({ type: 'message', ...readInbound(delivery, { channel, keys, trustsEmail }) }),
    outlet,
  }
}

const NOBODY = 'nobody'

// What a program passes on has no requester who could be asked, so the file says who is.
function readConfirmBy(said: string | undefined, path: YamlPath, { yaml, problems }: ChannelConfig): string | null {
  const hint = `Name a role, such as confirmBy: support-lead; or say confirmBy: ${NOBODY} where nobody has to be asked.`
  if (said === undefined) {
    const message = 'A program writes here, so "confirmBy" must say who is asked in a requester’s place.'
    problems.push(yaml.keyProblem(path, message, hint))
    return null
  }
  if (said === REQUESTER || !/^[a-z][a-z0-9]*(?:-[a-z0-9]+)*$/.test(said))
    problems.push(yaml.problem([...path, 'confirmBy'], `"${said}" is no role that could be asked here.`, hint))
  return said === NOBODY ? null : said
}

function readOutlet(
  { url: text, secrets, private: isPrivate, timeout: timeoutMs = TIMEOUT_MS, giveUpAfter }: OutYaml,
  path: YamlPath,
  reading: ChannelConfig & { readonly inward: readonly Buffer[] },
): ChannelOutlet | null {
  const { yaml, problems, inward, now } = reading
  const allowPrivate = isPrivate ?? false
  const url = readUrl(text, [...path, 'url'], { ...reading, allowPrivate })
  const keys = readKeys(secrets, [...path, 'secrets'], reading)
  // What we send would be taken for theirs, if somebody sent it back to us.
  if (keys.some((key) => inward.some((other) => other.equals(key)))) {
    const hint = 'Make one of its own: openssl rand -base64 32.'
    problems.push(yaml.problem([...path, 'secrets'], 'A secret can’t be for both ways.', hint))
  }
  if (url === null) return null
  return {
    timeoutMs,
    giveUpAfterMs: giveUpAfter ?? GIVE_UP_AFTER_MS,
    deliver: (message, { signal }) => sendOutbound(message, { url, keys, timeoutMs, allowPrivate, now }, signal),
    // A desk is only told something, never asked.
    trySignIn: () => Promise.resolve(null),
    drafts: null,
  }
}

/** An address that the operator's file names; null, with the problem, where it can't be sent to. */
export function readUrl(
  text: string,
  path: YamlPath,
  { yaml, problems, reference, allowPrivate }: ChannelConfig & { readonly allowPrivate: boolean },
): string | null {
  const resolved = resolveReferences(text, { yaml, path, problems }, reference)
  if (resolved === null) return null
  const url = URL.canParse(resolved) ? new URL(resolved) : null
  const isTaken = url?.protocol === 'https:' || (url?.protocol === 'http:' && allowPrivate)
  // What the text came to isn't said: a variable's value is nobody's business.
  if (isTaken && url.username === '' && url.password === '') return resolved
  const hint = 'Such as https://desk.example.com/parley; http only with private: true, on your own network.'
  problems.push(yaml.problem(path, '"url" must be an https address without a password.', hint))
  return null
}
