import { setTimeout as delay } from 'node:timers/promises'
import type { ChannelCursor, ChannelOperations } from '#contract/channel-operations.ts'
import type { Logger } from '#core/log.ts'
import type { Channel, ChannelListener, Inbound, ReadOptions } from './contract.ts'
import { takeMessage } from './take-message.ts'

/** How long a process that dies keeps others from reading in its place. */
const LEASE_MS = 10_000
const FIRST_PAUSE_MS = 1_000
const LONGEST_PAUSE_MS = 60_000

export interface ListenersOptions {
  readonly operations: Pick<ChannelOperations, 'holdCursor' | 'readFile' | 'receive' | 'recognise' | 'undelivered'>
  readonly channels: readonly Channel[]
  readonly log: Logger
  readonly signal: AbortSignal
}

/** Reads the channels that we fetch from until disposed: of several processes one reads each. */
export function startListeners({ channels, signal, ...shared }: ListenersOptions): AsyncDisposable {
  const disposed = new AbortController()
  const stop = AbortSignal.any([signal, disposed.signal])
  const reading = channels.flatMap((channel) =>
    channel.listener ? [readOn({ ...shared, channel, listener: channel.listener, stop })] : [],
  )
  return {
    async [Symbol.asyncDispose]() {
      disposed.abort()
      await Promise.all(reading)
    },
  }
}

interface Reader extends Pick<ListenersOptions, 'log' | 'operations'> {
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
async function readWith(
  { operations, channel, listener, log, stop }: Reader,
  cursor: ChannelCursor,
  onProgress: () => void,
): Promise<void> {
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
        take: (inbound) => take(inbound, { operations, channel, log, signal }),
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
  { operations, channel, log, signal }: Omit<Reader, 'listener' | 'stop'> & { readonly signal: AbortSignal },
): Promise<void> {
  switch (inbound.type) {
    case 'message': {
      const stored = await takeMessage(channel, inbound, { operations, signal, spend: () => {} })
      if (stored === null) leave('refused', { channel, log })
      return
    }
    case 'undelivered':
      await operations.undelivered({ tenantId: channel.tenantId, channel: channel.name }, inbound)
      return
    case 'nothing':
      return leave(inbound.why ?? 'nothing', { channel, log })
    // Whoever presses or looks waits for an answer, which only a service that calls us gets.
    case 'press':
    case 'look':
    case 'link':
      return
  }
}

/** Says that what came is answered by nobody. */
export function leave(
  why: string,
  { channel, log }: { readonly channel: Pick<Channel, 'name'>; readonly log: Logger },
): void {
  log.info({ event: 'message-left-alone', channel: channel.name, why })
}

function pauseMs(failures: number): number {
  return Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** Math.min(failures - 1, 10)) * (0.75 + Math.random() / 2)
}
