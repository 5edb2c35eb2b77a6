import { readdir } from 'node:fs/promises'
import * as wire from '#contract/wire.ts'
import type { ChannelView } from '#contract/channel.ts'
import type { Config } from '#core/config.ts'
import { AppError } from '#core/errors.ts'
import { TenantId } from '#core/principal.ts'
import { starterTexts as texts } from '../starter-texts.ts'
import type { CommandContext } from './command.ts'
import { connect } from './connect.ts'
import { broken, look, ok, type Finding } from './doctor-finding.ts'

const WITHIN_MS = 5_000

/** Whether the identity provider says who it is: without that nobody can sign in. */
export async function checkIdentity(
  { OIDC_ISSUER: issuer }: Config,
  { signal }: CommandContext,
): Promise<readonly Finding[]> {
  if (issuer === undefined) return []
  const address = `${issuer.replace(/\/$/, '')}/.well-known/openid-configuration`
  const status = await statusOf(address, {}, signal)
  if (status === 200) return [ok('Identity', issuer)]
  return [broken('Identity', texts.doctor.noAnswer(address, status), texts.doctor.identityTodo)]
}

/** Whether a model of one's own answers, with its key. Others' are reached by the first question. */
export async function checkModelAddress(
  { OPENAI_BASE_URL: base, OPENAI_API_KEY: key }: Config,
  { signal }: CommandContext,
): Promise<readonly Finding[]> {
  if (base === undefined) return []
  const address = `${base.replace(/\/$/, '')}/models`
  const status = await statusOf(address, key ? { authorization: `Bearer ${key.reveal()}` } : {}, signal)
  // Some have no such list, and are there.
  if (status !== null && status < 500 && status !== 401 && status !== 403) return []
  return [look('Model', texts.doctor.noAnswer(address, status), texts.doctor.modelTodo)]
}

/** The file of channels as a start reads it. */
export async function checkChannels(config: Config, { now }: CommandContext): Promise<readonly Finding[]> {
  const { CHANNELS_FILE: file, reference, AGENTS_DIR } = config
  if (file === undefined) return []
  const { loadChannels } = await import('../outside-channels.ts')
  const { loadSubscriptions } = await import('../event-receivers.ts')
  try {
    const entries = await readdir(AGENTS_DIR, { withFileTypes: true }).catch(() => [])
    const agents = entries.filter((entry) => entry.isDirectory()).map(({ name }) => name)
    const reading = { file, reference, agents, defaultTenant: TenantId.parse('default'), now }
    const channels = await loadChannels(reading)
    const receivers = await loadSubscriptions(reading)
    const names = [...channels.map(({ name }) => name), ...receivers.map(({ name }) => `events/${name}`)]
    return [ok('Channels', names.join(', ') || texts.none)]
  } catch (error) {
    if (!(error instanceof AppError)) throw error
    return [broken('Channels', error.message, null)]
  }
}

/** Whether a running server gets through to whom it sends, and whether its schedules begin; nothing where nobody may ask. */
export async function checkDelivery(
  config: Config,
  { signal }: CommandContext,
  { server }: { readonly server: string | undefined },
): Promise<readonly Finding[]> {
  try {
    const { api } = await connect(config, { server }, signal, { otherwise: 'operator' })
    const [{ channels }, { schedules }] = await Promise.all([
      api.ask(wire.listChannels, {}, { signal }),
      api.ask(wire.listSchedules, {}, { signal }),
    ])
    const failed = schedules.filter(({ last }) => last?.state === 'failed')
    return [
      ...channels.flatMap(deliveryOf),
      ...failed.map(({ agent, name, last }) =>
        look('Schedules', texts.doctor.scheduleFailed(`${agent}/${name}`, last?.code ?? ''), texts.doctor.scheduleTodo),
      ),
    ]
  } catch (error) {
    if (error instanceof AppError) return []
    throw error
  }
}

function deliveryOf({ name, sends, pending, failed, code }: ChannelView): readonly Finding[] {
  if (!sends) return []
  if (failed === 0 && code === null) return [ok('Delivery', name)]
  return [look('Delivery', texts.doctor.undelivered(name, { pending, failed, code }), texts.doctor.deliveryTodo)]
}

async function statusOf(address: string, headers: Record<string, string>, signal: AbortSignal): Promise<number | null> {
  try {
    const response = await fetch(address, {
      headers,
      signal: AbortSignal.any([signal, AbortSignal.timeout(WITHIN_MS)]),
    })
    await response.body?.cancel()
    return response.status
  } catch {
    signal.throwIfAborted()
    return null
  }
}
