import { appendFile } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import { canonicalJson, sha256 } from '#core/commitment.ts'
import type { Config } from '#core/config.ts'
import type { Context } from '#core/context.ts'
import { canWriteIn } from '#memory/database/data-folder.ts'
import { AppError } from '#core/errors.ts'
import type { EvidenceKey } from '#memory/events/evidence-key.ts'
import { readHeads, type ThreadHead } from '#memory/events/chain-heads.ts'
import type { Database } from '#memory/database/database.ts'
import { EVENTS_CHANNEL } from '#memory/events/events.ts'
import { TenantId } from '#core/principal.ts'
import { parseNotice } from '#turn/feed/parse-notice.ts'

export interface AnchorOptions {
  readonly config: Pick<Config, 'DATA_DIR'>
  readonly context: Pick<Context, 'log' | 'now'>
  readonly database: Pick<Database, 'batch' | 'listen'>
  readonly key: EvidenceKey
}

/** The time from an event to the line that holds its place: what is written anew in less can't be found out. */
const ANCHORED_WITHIN_MS = 5_000

const Notice = z.object({ tenantId: TenantId, threadId: z.string() })

/**
 * Anchors the hash chains outside of the database: writes the heads of changed threads to `DATA_DIR/anchors.jsonl`, signed, in
 * one line every few seconds, so that a rewritten chain can be detected. The log has each line's hash. A failed write is
 * retried. What happens while no server listens has a line only with its thread's next event. Where that folder isn't
 * writable, the log says once that there will be no anchors.
 */
export async function openAnchors({ config, context, database, key }: AnchorOptions): Promise<AsyncDisposable> {
  if (!(await canWriteIn(config.DATA_DIR))) {
    const warning = 'The ends of threads are anchored nowhere: set a DATA_DIR that can be written.'
    context.log.warn({ event: 'threads-not-anchored', code: 'anchors-unwritable', warning })
    return { [Symbol.asyncDispose]: async () => {} }
  }
  const anchorHeads = anchoring({ context, database, key }, join(config.DATA_DIR, 'anchors.jsonl'))
  let changed = new Map<TenantId, Set<string>>()
  let timer: NodeJS.Timeout | null = null
  let writing: Promise<void> = Promise.resolve()
  let isDisposed = false
  const listener = await database.listen(EVENTS_CHANNEL, (payload) => {
    const notice = parseNotice(Notice, payload)
    if (notice) remember(notice.tenantId, [notice.threadId])
  })
  return {
    async [Symbol.asyncDispose]() {
      isDisposed = true
      await listener[Symbol.asyncDispose]()
      if (timer !== null) clearTimeout(timer)
      await write()
    },
  }

  function remember(tenantId: TenantId, threadIds: readonly string[]): void {
    const threads = changed.get(tenantId) ?? new Set()
    changed.set(tenantId, threads)
    for (const threadId of threadIds) threads.add(threadId)
    timer ??= setTimeout(() => void write(), ANCHORED_WITHIN_MS).unref()
  }

  // One after the other, so that lines don't mix.
  function write(): Promise<void> {
    const taken = changed
    changed = new Map()
    timer = null
    writing = writing.then(async () => {
      for (const [tenantId, threads] of taken) {
        const isAnchored = await anchorHeads(tenantId, [...threads])
        if (!isAnchored && !isDisposed) remember(tenantId, [...threads])
      }
    })
    return writing
  }
}

/** Writes a line for the heads of some threads. False where that couldn't be done, and the log says so. */
function anchoring({ context, database, key }: Omit<AnchorOptions, 'config'>, file: string) {
  return async (tenantId: TenantId, threadIds: readonly string[]): Promise<boolean> => {
    try {
      const heads = await database.batch(tenantId, (tx) => readHeads(tx, threadIds))
      if (heads.length === 0) return true
      const line = anchorLine(heads, context.now(), key)
      await appendFile(file, `${line}\n`, { mode: 0o600 })
      context.log.info({ event: 'threads-anchored', count: heads.length, hash: sha256(line) })
      return true
    } catch (error) {
      const code = error instanceof AppError ? error.code : 'anchors-unwritable'
      context.log.error({ event: 'threads-not-anchored', code, err: error })
      return false
    }
  }
}

function anchorLine(heads: readonly ThreadHead[], now: Date, { publicKey, sign }: EvidenceKey): string {
  const anchor = { at: now.toISOString(), heads, publicKey }
  return canonicalJson({ ...anchor, signature: sign(canonicalJson(anchor)) })
}
