import { readFile } from 'node:fs/promises'
import { basename } from 'node:path'
import { z } from 'zod'
import { type OutgoingEvent, type Subscription, SubscriptionKind } from '#contract/subscription.ts'
import { Duration } from '#agents/yaml/amounts.ts'
import { AppError } from '#core/errors.ts'
import { formatProblems, sortProblems, type FileProblem } from '#core/file-problem.ts'
import { TenantId } from '#core/principal.ts'
import { readYaml } from '#agents/yaml/yaml-file.ts'
import type { SendingTo } from './outbox/outbox.ts'
import type { LoadChannelsOptions } from './outside-channels.ts'
import type { ChannelConfig } from './inbound/channel-config.ts'
import { sendSigned } from './webhook/outbound.ts'
import { readKeys } from './webhook/keys.ts'
import { readUrl } from './webhook/webhook-channels.ts'

/** Somebody who is told what happens, and how. */
export type EventReceiver = Subscription & SendingTo<OutgoingEvent>

const EventsYaml = z.looseObject({ events: z.record(z.string(), z.unknown()).default({}) })

const SubscriptionYaml = z.strictObject({
  url: z.string().min(1),
  secrets: z.array(z.string().min(1)).min(1).max(4),
  kinds: z.array(SubscriptionKind).min(1),
  roles: z.array(z.string().min(1).max(100)).min(1),
  tenant: TenantId.optional(),
  private: z.boolean().optional(),
  timeout: Duration.optional(),
  giveUpAfter: Duration.optional(),
})

const TIMEOUT_MS = 10_000
const GIVE_UP_AFTER_MS = 3 * 86_400_000

/** Who is told what happens, by `events:` of the operator's file. Throws `configuration` with every mistake in it. */
export async function loadSubscriptions({ file, ...named }: LoadChannelsOptions): Promise<readonly EventReceiver[]> {
  if (file === undefined) return []
  const yaml = readYaml(basename(file), await readFile(file, 'utf8'))
  const problems: FileProblem[] = [...yaml.problems]
  const reading = { ...named, yaml, problems }
  const entries = problems.length === 0 ? yaml.parse(EventsYaml, problems) : null
  const receivers = Object.keys(entries?.events ?? {}).flatMap((name) => readSubscription(name, reading) ?? [])
  if (problems.length === 0) return receivers
  throw new AppError(`The events in ${file} can't be sent:\n${formatProblems(sortProblems(problems))}`, {
    code: 'configuration',
  })
}

function readSubscription(name: string, reading: ChannelConfig): EventReceiver | null {
  const { yaml, problems, defaultTenant, now } = reading
  const path = ['events', name]
  const before = problems.length
  if (!/^[a-z][a-z0-9-]{0,39}$/.test(name)) {
    const hint = 'Use lower-case letters a-z, digits and hyphens, such as ledger.'
    problems.push(yaml.keyProblem(path, `A subscription can’t be called "${name}".`, hint))
  }
  const entry = yaml.parse(SubscriptionYaml, problems, path)
  if (!entry) return null
  const { kinds, roles, timeout: timeoutMs = TIMEOUT_MS, giveUpAfter: giveUpAfterMs = GIVE_UP_AFTER_MS } = entry
  const allowPrivate = entry.private ?? false
  const url = readUrl(entry.url, [...path, 'url'], { ...reading, allowPrivate })
  const keys = readKeys(entry.secrets, [...path, 'secrets'], reading)
  if (url === null || problems.length > before) return null
  const rules = { url, keys, timeoutMs, allowPrivate, now }
  const outlet = {
    timeoutMs,
    giveUpAfterMs,
    deliver: (event: OutgoingEvent, { signal }: { readonly signal: AbortSignal }) =>
      sendSigned({ id: event.id, body: eventBody(event) }, rules, signal),
  }
  return { name, tenantId: entry.tenant ?? defaultTenant, kinds, roles, timeoutMs, giveUpAfterMs, outlet }
}

/** The body of an event, as Standard Webhooks asks: `type`, `timestamp` and `data`. */
function eventBody({ kind, at, threadId, seq, runId, agent, channel, content }: OutgoingEvent): string {
  return JSON.stringify({ type: kind, timestamp: at, data: { threadId, seq, runId, agent, channel, ...content } })
}
