import { isIP } from 'node:net'
import { z } from 'zod'
import { Duration } from '#agents/yaml/amounts.ts'
import { TenantId } from '#core/principal.ts'
import { referenceName, resolveReferences } from '#agents/yaml/references.ts'
import { Secret } from '#core/secret.ts'
import type { YamlPath } from '#agents/yaml/yaml-file.ts'
import type { Channel, Inbound, ReadOptions } from '../contract.ts'
import type { ChannelConfig } from '../inbound/channel-config.ts'
import { signatureInvalid, signatureStale } from '../inbound/signature-errors.ts'
import { readKeys } from '../webhook/keys.ts'
import { verify } from '../webhook/signature.ts'
import { mailIds } from './message-ids.ts'
import { readMailMessage, type InboundRules } from './inbound.ts'
import { mailboxListener } from './mailbox.ts'
import { sendNote, sendToMail } from './outbound.ts'
import { namesOf } from './authentication-results.ts'
import { mailRate } from './rate-limit.ts'
import { trySmtp, type MailServer } from './smtp.ts'

const Address = z.email().max(200).toLowerCase()
const Port = z.int().min(1).max(65_535)
const ServerYaml = z.strictObject({
  host: z.string().min(1),
  port: z.union([Port, z.string().min(1)]).optional(),
  user: z.string().min(1).optional(),
  password: z.string().min(1).optional(),
  private: z.boolean().optional(),
  timeout: Duration.optional(),
})
type ServerYaml = z.infer<typeof ServerYaml>

const MailYaml = z.strictObject({
  agent: z.string().min(1).optional(),
  tenant: TenantId.optional(),
  address: Address,
  name: z.string().min(1).max(100).optional(),
  aliases: z.array(Address).max(50).optional(),
  receivedBy: z
    .string()
    .regex(/^[\w.-]{1,200}$/, 'must be the name that the server gives in Authentication-Results')
    .optional(),
  strangers: z.enum(['answer', 'ignore']).optional(),
  mailsPerHour: z.int().min(1).max(1_000).optional(),
  in: z.strictObject({ secrets: z.array(z.string().min(1)).min(1) }).optional(),
  imap: ServerYaml.extend({ mailbox: z.string().min(1).optional(), lookEvery: Duration.optional() }).optional(),
  smtp: ServerYaml,
  dns: z.string().optional(),
  giveUpAfter: Duration.optional(),
})
type MailYaml = z.infer<typeof MailYaml>

const TIMEOUT_MS = 20_000
const LOOK_EVERY_MS = 30_000
const GIVE_UP_AFTER_MS = 86_400_000
const KNOWN_PER_HOUR = 30
const STRANGERS_PER_HOUR = 5

/** Reads `mail:`. One that has a problem isn't among them. */
export function readMail(names: readonly string[], reading: ChannelConfig): readonly Channel[] {
  // Two of our addresses mustn't answer each other.
  const allAddresses: string[] = []
  return names.flatMap((name) => readAddress(name, allAddresses, reading) ?? [])
}

function readAddress(name: string, allAddresses: string[], reading: ChannelConfig): Channel | null {
  const { yaml, problems, agents, defaultTenant } = reading
  const path = ['mail', name]
  if (!/^[a-z][a-z0-9-]{0,39}$/.test(name)) {
    const hint = 'Use lower-case letters a-z, digits and hyphens, such as support.'
    problems.push(yaml.keyProblem(path, `A mail address can’t be called "${name}".`, hint))
    return null
  }
  const entry = yaml.parse(MailYaml, problems, path)
  if (!entry) return null
  const before = problems.length
  const agent = entry.agent ?? agents[0] ?? ''
  if (!agents.includes(agent)) {
    problems.push(yaml.problem([...path, 'agent'], `There is no agent "${agent}".`, `There are: ${agents.join(', ')}.`))
  }
  const rules = readRules(entry, name, allAddresses, reading)
  if (problems.length > before || rules === null) return null
  const { smtp, imap, keys, inbound, from } = rules
  const read = (bytes: Uint8Array, options: ReadOptions): Promise<Inbound> => readMailMessage(bytes, inbound, options)
  return {
    name: inbound.channel,
    tenantId: entry.tenant ?? defaultTenant,
    agent,
    read: async (delivery, options) => {
      const verification = verify(keys, delivery)
      if (verification === 'invalid') throw signatureInvalid()
      if (verification === 'stale') throw signatureStale()
      return await read(delivery.body, options)
    },
    outlet: {
      timeoutMs: 2 * smtp.timeoutMs,
      giveUpAfterMs: entry.giveUpAfter ?? GIVE_UP_AFTER_MS,
      deliver: (message, { signal }) => sendToMail(message, { server: smtp, from, ids: inbound.ids }, signal),
      trySignIn: (signal) => trySmtp(smtp, from.address, signal),
      drafts: null,
    },
    listener:
      imap === null
        ? null
        : mailboxListener({
            server: imap,
            mailbox: entry.imap?.mailbox ?? 'INBOX',
            lookEveryMs: entry.imap?.lookEvery ?? LOOK_EVERY_MS,
            read,
          }),
  }
}

function readRules(entry: MailYaml, name: string, allAddresses: string[], reading: ChannelConfig) {
  const { yaml, problems, now } = reading
  const path = ['mail', name]
  if (!entry.in && !entry.imap) {
    const hint = 'imap: for a mailbox that is read, or in: for a server that sends each mail here.'
    problems.push(yaml.problem(path, 'It doesn’t say how mails come in.', hint))
  }
  const keys = entry.in ? readKeys(entry.in.secrets, [...path, 'in', 'secrets'], reading) : []
  const imap = entry.imap ? readServer(entry.imap, [...path, 'imap'], { ...reading, port: 993 }) : null
  const smtp = readServer(entry.smtp, [...path, 'smtp'], { ...reading, port: 465 })
  const dns = readDns(entry.dns, [...path, 'dns'], reading)
  if (smtp === null) return null
  const addresses = [entry.address, ...(entry.aliases ?? [])]
  allAddresses.push(...addresses)
  const from = { name: entry.name ?? '', address: entry.address }
  const perHour = entry.mailsPerHour ?? KNOWN_PER_HOUR
  const inbound: InboundRules = {
    channel: `mail/${name}`,
    ids: mailIds(entry.address),
    addresses,
    allAddresses,
    receivedBy: entry.receivedBy ?? null,
    names: namesOf(dns),
    answersStrangers: entry.strangers !== 'ignore',
    spend: mailRate({ known: perHour, strangers: Math.min(perHour, STRANGERS_PER_HOUR) }, now),
    tell: (note, signal) => sendNote(note, { server: smtp, from, at: now() }, signal),
    now,
  }
  return { smtp, imap, keys, inbound, from }
}

function readServer(
  { host, port: said, user, password, private: isPrivate, timeout }: ServerYaml,
  path: YamlPath,
  reading: ChannelConfig & { readonly port: number },
): MailServer | null {
  const { yaml, problems, reference } = reading
  const text = said === undefined ? String(reading.port) : String(said)
  const resolvedHost = resolveReferences(host, { yaml, path: [...path, 'host'], problems }, reference)
  const resolvedPort = resolveReferences(text, { yaml, path: [...path, 'port'], problems }, reference)
  if (resolvedHost === null || resolvedPort === null) return null
  const port = Port.safeParse(Number(resolvedPort)).data
  if (port === undefined)
    problems.push(yaml.problem([...path, 'port'], '"port" must be a number from 1 to 65535.', 'Such as 465.'))
  if ((user === undefined) !== (password === undefined)) {
    problems.push(yaml.problem(path, 'A user needs a password, and a password a user.', 'Name both, or neither.'))
    return null
  }
  const secret = password === undefined ? null : readPassword(password, [...path, 'password'], reading)
  if (port === undefined || (password !== undefined && secret === null)) return null
  return {
    host: resolvedHost,
    port,
    login: user === undefined || secret === null ? null : { user, password: secret },
    allowPlain: isPrivate ?? false,
    timeoutMs: timeout ?? TIMEOUT_MS,
  }
}

function readPassword(text: string, path: YamlPath, { yaml, problems, reference }: ChannelConfig): Secret | null {
  const variable = referenceName(text)
  const value = variable === null ? undefined : reference(variable)
  if (variable !== null && value !== undefined) return new Secret(value)
  const what = variable === null ? 'A password must name a variable, never stand here.' : `${variable} isn’t set.`
  problems.push(yaml.problem(path, what, 'Such as "${MAIL_PASSWORD}".'))
  return null
}

function readDns(
  text: string | undefined,
  path: YamlPath,
  { yaml, problems, reference }: ChannelConfig,
): string | null {
  if (text === undefined) return null
  const resolved = resolveReferences(text, { yaml, path, problems }, reference)
  if (resolved === null) return null
  const [, address = resolved] = /^\[?(.+?)\]?(?::\d{1,5})?$/.exec(resolved) ?? []
  if (isIP(address) !== 0 || isIP(resolved) !== 0) return resolved
  problems.push(yaml.problem(path, '"dns" must be a server’s address.', 'Such as 10.0.0.2, or 127.0.0.1:5353.'))
  return null
}
