import type { ChannelCursor, ChannelOperations, Outlet, OutsideFile, ReadFile } from '#contract/channel-operations.ts'
import { AppError } from '#core/errors.ts'
import { holdCursor, keepCursor, releaseCursor } from '#memory/threads/channel-cursors.ts'
import { failDelivered } from '#memory/threads/outbox.ts'
import type { Services } from '#turn/services.ts'

/** What a polling channel works with: its cursor, the files that came, and messages that later turn out undelivered. */
export function pollingOperations(
  services: Services,
): Pick<ChannelOperations, 'holdCursor' | 'readFile' | 'undelivered'> {
  const { database, context } = services
  return {
    readFile: (file, signal) => readFile(services, file, signal),
    undelivered: async ({ tenantId, channel }, { threadId, seq, code }) => {
      const failed = await database.batch(tenantId, (tx) => failDelivered(tx, { channel, threadId, seq, error: code }))
      if (failed) context.log.error({ event: 'message-undelivered', channel, threadId, seq, code })
      return failed
    },
    holdCursor: (outlet, leaseMs) => openCursor(services, outlet, leaseMs),
  }
}

async function openCursor(
  { database, context }: Services,
  { tenantId, channel }: Pick<Outlet, 'tenantId' | 'channel'>,
  leaseMs: number,
): Promise<ChannelCursor | null> {
  const lease = { channel, holder: context.newId(), leaseMs }
  const held = await database.batch(tenantId, (tx) => holdCursor(tx, lease))
  if (held === null) return null
  return {
    place: held.place,
    keep: (place) => database.batch(tenantId, (tx) => keepCursor(tx, { ...lease, place })),
    renew: async () => (await database.batch(tenantId, (tx) => holdCursor(tx, lease))) !== null,
    release: () => database.batch(tenantId, (tx) => releaseCursor(tx, lease)),
  }
}

// What can't be read is no failure of ours: whoever sent it is told.
async function readFile({ parser }: Services, file: OutsideFile, signal: AbortSignal): Promise<ReadFile> {
  const { tenantId, ...named } = file
  try {
    const { text } = await parser.parse({ ...named, sharesWith: tenantId }, signal)
    return { ok: true, text }
  } catch (error) {
    signal.throwIfAborted()
    if (!(error instanceof AppError)) throw error
    return { ok: false, code: error.code }
  }
}
