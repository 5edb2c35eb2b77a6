import { readdir } from 'node:fs/promises'
import { z } from 'zod'
import * as wire from '#contract/wire.ts'
import type { ChannelView } from '#contract/channel.ts'
import type { Config } from '#core/config.ts'
import { AppError } from '#core/errors.ts'
import { TenantId } from '#core/principal.ts'
import type { Channel } from '../contract.ts'
import { starterTexts as texts } from '#cards/texts/starter-texts.ts'
import type { CommandContext } from './command.ts'
import { connect } from './connect.ts'
import { broken, look, ok, type Finding } from './doctor-finding.ts'

const WITHIN_MS = 5_000

const Metadata = z.object({ issuer: z.string(), jwks_uri: z.url() })

/** Whether the identity provider says who it is and gives its keys: without that nobody can sign in. */
export async function checkIdentity(
  { OIDC_ISSUER: issuer }: Config,
  { signal }: CommandContext,
): Promise<readonly Finding[]> {
  if (issuer === undefined) return []
  const address = `${issuer.replace(/\/$/, '')}/.well-known/openid-configuration`
  const { status, body } = await asked(address, {}, signal)
  const metadata = Metadata.safeParse(body).data
  if (status !== 200 || !metadata)
    return [broken('Identity', texts.doctor.noAnswer(address, status), texts.doctor.identityTodo)]
  if (metadata.issuer !== issuer)
    return [broken('Identity', texts.doctor.otherIssuer(issuer, metadata.issuer), texts.doctor.otherIssuerTodo)]
  const keys = await asked(metadata.jwks_uri, {}, signal)
  if (keys.status === 200) return [ok('Identity', issuer)]
  return [broken('Identity', texts.doctor.noAnswer(metadata.jwks_uri, keys.status), texts.doctor.identityTodo)]
}

const Models = z.object({ data: z.array(z.object({ id: z.string() })) })

/** Whether a model of one's own answers, takes the key and knows the name. Others' are reached by the first question. */
export async function checkModelAddress(
  { OPENAI_BASE_URL: base, OPENAI_API_KEY: key, OPENAI_MODEL: model }: Config,
  { signal }: CommandContext,
): Promise<readonly Finding[]> {
  if (base === undefined) return []
  const address = `${base.replace(/\/$/, '')}/models`
  const { status, body } = await asked(address, key ? { authorization: `Bearer ${key.reveal()}` } : {}, signal)
  if (status === 401 || status === 403)
    return [look('Model', texts.doctor.keyRefused(address, status), texts.doctor.keyTodo)]
  if (status === null || status >= 500)
    return [look('Model', texts.doctor.noAnswer(address, status), texts.doctor.modelTodo)]
  // Some have no such list, and are there.
  const known = Models.safeParse(body).data?.data.map(({ id }) => id)
  if (known === undefined || known.includes(model)) return []
  return [look('Model', texts.doctor.unknownModel(model, known), texts.doctor.modelNameTodo)]
}

/** The file of channels as a start reads it, and whether we can sign in where they send. */
export async function checkChannels(config: Config, { now, signal }: CommandContext): Promise<readonly Finding[]> {
  const { CHANNELS_FILE: file, reference, AGENTS_DIR, SIGN_IN_KEY: key } = config
  if (file === undefined) return []
  const { loadChannels } = await import('../outside-channels.ts')
  const { loadSubscriptions } = await import('../event-receivers.ts')
  try {
    const entries = await readdir(AGENTS_DIR, { withFileTypes: true }).catch(() => [])
    const agents = entries.filter((entry) => entry.isDirectory()).map(({ name }) => name)
    const reading = {
      file,
      reference,
      agents,
      defaultTenant: TenantId.parse('default'),
      now,
      canSeal: key !== undefined,
      // Nothing is received or sent here.
      readInstallation: () => Promise.resolve(null),
    }
    const channels = await loadChannels(reading)
    const receivers = await loadSubscriptions(reading)
    const names = [...channels.map(({ name }) => name), ...receivers.map(({ name }) => `events/${name}`)]
    const unasked = channels.flatMap(({ name, confirmBy }) =>
      confirmBy === null ? [look('Channels', texts.doctor.nobodyAsked(name), null)] : [],
    )
    const logins = await Promise.all(channels.map((channel) => tryLogin(channel, signal)))
    return [ok('Channels', names.join(', ') || texts.none), ...unasked, ...logins.flat()]
  } catch (error) {
    if (!(error instanceof AppError)) throw error
    return [broken('Channels', error.message, null)]
  }
}

async function tryLogin({ name, outlet }: Channel, signal: AbortSignal): Promise<readonly Finding[]> {
  const code = (await outlet?.trySignIn(signal)) ?? null
  return code === null ? [] : [broken('Channels', texts.doctor.refusedLogin(name, code), texts.doctor.refusedLoginTodo)]
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

function deliveryOf(channel: ChannelView): readonly Finding[] {
  const { name, connection, sends, pending, failed, code } = channel
  if (connection === 'away') return [look('Connection', texts.doctor.away(name), texts.doctor.awayTodo)]
  if (!sends) return []
  if (failed === 0 && code === null) return [ok('Delivery', name)]
  return [look('Delivery', texts.doctor.undelivered(name, { pending, failed, code }), texts.doctor.deliveryTodo)]
}

/** A status and what JSON came with it; nulls where nobody answers. */
async function asked(
  address: string,
  headers: Record<string, string>,
  signal: AbortSignal,
): Promise<{ readonly status: number | null; readonly body: unknown }> {
  try {
    const within = AbortSignal.any([signal, AbortSignal.timeout(WITHIN_MS)])
    const response = await fetch(address, { headers, signal: within })
    const body: unknown = await response.json().catch(() => null)
    return { status: response.status, body }
  } catch {
    signal.throwIfAborted()
    return { status: null, body: null }
  }
}
