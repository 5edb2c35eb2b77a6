import { sql } from 'drizzle-orm'
import { statfs } from 'node:fs/promises'
import type { Config } from '#core/config.ts'
import type { Logger } from '#core/log.ts'
import type { Database } from './database.ts'

/** The volume that the database writes to. */
export interface Storage {
  readonly leftBytes: number
  readonly totalBytes: number
  /** Less is left than the share from which on an operator is warned. */
  readonly isLow: boolean
}

/** Gives what is left, at most some seconds old; null where nobody says (PostgreSQL doesn't), or it can't be read now. */
export type ReadStorage = () => Promise<Storage | null>

export interface StorageOptions {
  readonly config: Pick<Config, 'DATA_DIR' | 'DATABASE_VOLUME' | 'DATABASE_VOLUME_GB' | 'STORAGE_WARNING_SHARE'>
  readonly database: Pick<Database, 'kind' | 'queueBatch'>
  readonly log: Logger
}

/** `df` may ask a network's file system, and PostgreSQL looks at every file of the database. */
const COUNTS_FOR_MS = 10_000
const BYTES_PER_GB = 1_000_000_000

/** How much the database may still write. It is logged once each time that less is left than the share. */
export function openStorage({ config, database, log }: StorageOptions): ReadStorage {
  let last: { readonly atMs: number; readonly storage: Promise<Storage | null> } | null = null
  let wasLow = false
  return () => {
    if (last === null || performance.now() - last.atMs > COUNTS_FOR_MS) {
      last = { atMs: performance.now(), storage: read() }
    }
    return last.storage
  }

  async function read(): Promise<Storage | null> {
    try {
      const space = await readSpace()
      if (space === null) return null
      const isLow = space.leftBytes < config.STORAGE_WARNING_SHARE * space.totalBytes
      if (isLow && !wasLow) log.warn({ event: 'storage-low', ...space })
      wasLow = isLow
      return { ...space, isLow }
    } catch (error) {
      log.warn({ event: 'storage-unreadable', err: error })
      return null
    }
  }

  async function readSpace(): Promise<Omit<Storage, 'isLow'> | null> {
    const { DATA_DIR, DATABASE_VOLUME: volume, DATABASE_VOLUME_GB: gigabytes } = config
    const folder = volume ?? (database.kind === 'pglite' ? DATA_DIR : undefined)
    if (folder !== undefined) {
      const { bavail, blocks, bsize } = await statfs(folder)
      return { leftBytes: bavail * bsize, totalBytes: blocks * bsize }
    }
    if (gigabytes === undefined) return null
    const rows = await database.queueBatch((tx) =>
      tx.query<{ bytes: number }>(sql`select pg_database_size(current_database())::float8 as bytes`),
    )
    const totalBytes = gigabytes * BYTES_PER_GB
    return { leftBytes: Math.max(0, totalBytes - (rows[0]?.bytes ?? 0)), totalBytes }
  }
}

/** "1.2 GB of 50 GB are left (2 %)." */
export function storageText({ leftBytes, totalBytes }: Storage): string {
  const percent = totalBytes === 0 ? 0 : Math.floor((100 * leftBytes) / totalBytes)
  return `${sizeText(leftBytes)} of ${sizeText(totalBytes)} are left (${percent} %).`
}

function sizeText(bytes: number): string {
  const [size, unit] = bytes >= BYTES_PER_GB ? [bytes / BYTES_PER_GB, 'GB'] : [bytes / 1_000_000, 'MB']
  return `${size >= 10 ? Math.round(size) : size.toFixed(1)} ${unit}`
}
