import { setTimeout as delay } from 'node:timers/promises'
import type { ChannelCursor, ChannelOperations } from '#contract/channel-operations.ts'
import { AppError } from '#core/errors.ts'
import type { JsonObject } from '#core/json.ts'
import type { Logger } from '#core/log.ts'
import type { Principal } from '#core/principal.ts'
import type { Channel, ChannelListener, Inbound, ReadOptions } from './contract.ts'
import { leave, takeInbound, type TakingInbound } from './inbound/take-inbound.ts'
import { createRateLimit, type RateLimit } from './web/rate-limit.ts'

/** How long a process that dies keeps others from reading in its place. */
const LEASE_MS = 10_000
const FIRST_PAUSE_MS = 1_000
const LONGEST_PAUSE_MS = 60_000

/** What one person may send in a minute, where nobody but this process counts it. */
const MOST_A_MINUTE = 60

export interface ListenersOptions extends Pick<TakingInbound, 'address'> {
  readonly operations: Pick<ChannelOperations, 'holdCursor' | 'readFile'> & TakingInbound['operations']
  readonly channels: readonly Channel[]
  readonly log: Logger
  readonly signal: AbortSignal
}

/** Reads the channels that we fetch from until disposed: of several processes one reads each. */
export function startListeners({ channels, signal, ...shared }: ListenersOptions): AsyncDisposable {
  const rate = createRateLimit(MOST_A_MINUTE, () => new Date())
  const disposed = new AbortController()
  const stop = AbortSignal.any([signal, disposed.signal])
  const reading = channels.flatMap((channel) =>
    channel.listener ? [readOn({ ...shared, rate, channel, listener: channel.listener, stop })] : [],
  )
  return {
    async [Symbol.asyncDispose]() {
      disposed.abort()
      await Promise.all(reading)
    },
  }
}

interface Reader extends Pick<ListenersOptions, 'address' | 'log' | 'operations'> {
  readonly rate: RateLimit
  readonly channel: Channel
  readonly listener: ChannelListener
  readonly stop: AbortSignal
}

async function readOn(reader: Reader): Promise<void> {
  const { operations, channel, log, stop } = reader
  let failures = 0
  while (!stop.aborted) {
    let pause = LEASE_MS / 3
    try {
      const cursor = await operations.holdCursor({ tenantId: channel.tenantId, channel: channel.name }, LEASE_MS)
      if (cursor !== null) await readWith(reader, cursor, () => void (failures = 0))
    } catch (error) {
      if (stop.aborted) return
      failures += 1
      pause = pauseMs(failures)
      log.warn({ event: 'listener-failed', channel: channel.name, failures, err: error })
    }
    await delay(pause, null, { signal: stop }).catch(() => {})
  }
}

/** Reads until the lease is another's, which is no failure; throws what the service's failure was. */
async function readWith(reader: Reader, cursor: ChannelCursor, onProgress: () => void): Promise<void> {
  const { operations, channel, listener, log, stop } = reader
  const replaced = new AbortController()
  const signal = AbortSignal.any([stop, replaced.signal])
  const lost = (isHeld: boolean) => {
    if (!isHeld) replaced.abort()
  }
  const renewing = setInterval(() => {
    cursor.renew().then(lost, (err: unknown) => log.warn({ event: 'listener-failed', channel: channel.name, err }))
  }, LEASE_MS / 3)
  const readFile: ReadOptions['readFile'] = (file) =>
    operations.readFile({ ...file, tenantId: channel.tenantId }, signal)
  try {
    await listener.listen(
      {
        place: cursor.place,
        take: (inbound) => take(inbound, { ...reader, signal }),
        leave: (why) => leave(why, { channel, log }),
        keep: async (place) => {
          lost(await cursor.keep(place))
          signal.throwIfAborted()
          onProgress()
        },
      },
      { signal, readFile },
    )
  } catch (error) {
    if (!signal.aborted) throw error
  } finally {
    clearInterval(renewing)
    await cursor.release().catch((err: unknown) => log.warn({ event: 'listener-failed', channel: channel.name, err }))
  }
}

async function take(
  inbound: Inbound,
  { operations, address, channel, log, stop, rate, signal }: Reader & { readonly signal: AbortSignal },
): Promise<JsonObject | null> {
  const spend = (principal: Principal) => {
    const waitMs = rate.take(`${principal.tenantId}/${principal.id}`)
    if (waitMs > 0) throw tooMany(channel.name, waitMs)
  }
  const taken = await takeInbound(channel, inbound, { operations, address, spend, log, closing: stop, signal })
  return taken.type === 'answered' ? taken.body : null
}

function tooMany(channel: string, waitMs: number): AppError {
  return new AppError(`Somebody in ${channel} sends more than one person should. It is taken again later.`, {
    code: 'too-many-messages',
    status: 429,
    retryable: true,
    details: { retryAfterSeconds: Math.ceil(waitMs / 1_000) },
  })
}

function pauseMs(failures: number): number {
  return Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** Math.min(failures - 1, 10)) * (0.75 + Math.random() / 2)
}
