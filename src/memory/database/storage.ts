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

/** The free storage, at most some seconds old; null where it isn't known (PostgreSQL doesn't tell), or can't be read now. */
export type ReadStorage = () => Promise<Storage | null>

export interface StorageOptions {
  readonly config: StorageConfig
  readonly database: Asked
  readonly log: Logger
}

type StorageConfig = Pick<
  Config,
  'DATABASE_URL' | 'DATA_DIR' | 'DATABASE_VOLUME' | 'DATABASE_VOLUME_GB' | 'STORAGE_WARNING_SHARE'
>
type Asked = Pick<Database, 'queueBatch'>

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
      const storage = await readStorage(config, database)
      if (storage === null) return null
      const { isLow, ...space } = storage
      if (isLow && !wasLow) log.warn({ event: 'storage-low', ...space })
      wasLow = isLow
      return storage
    } catch (error) {
      log.warn({ event: 'storage-unreadable', err: error })
      return null
    }
  }
}

/**
 * What is left now. `database` is null where it isn't open: then only a volume that can be looked at says so. Throws
 * where it can't be read.
 */
export async function readStorage(config: StorageConfig, database: Asked | null): Promise<Storage | null> {
  const folder = config.DATABASE_VOLUME ?? (config.DATABASE_URL === undefined ? config.DATA_DIR : undefined)
  if (folder !== undefined) return await readVolume(folder, config)
  const { DATABASE_VOLUME_GB: gigabytes } = config
  if (gigabytes === undefined || database === null) return null
  const rows = await database.queueBatch((tx) =>
    tx.query<{ bytes: number }>(sql`select pg_database_size(current_database())::float8 as bytes`),
  )
  const totalBytes = gigabytes * BYTES_PER_GB
  return storageOf(Math.max(0, totalBytes - (rows[0]?.bytes ?? 0)), totalBytes, config)
}

/** The volume that a folder is on. Throws where it can't be read. */
export async function readVolume(folder: string, config: Pick<Config, 'STORAGE_WARNING_SHARE'>): Promise<Storage> {
  const { bavail, blocks, bsize } = await statfs(folder)
  return storageOf(bavail * bsize, blocks * bsize, config)
}

function storageOf(
  leftBytes: number,
  totalBytes: number,
  { STORAGE_WARNING_SHARE: share }: Pick<Config, 'STORAGE_WARNING_SHARE'>,
): Storage {
  return { leftBytes, totalBytes, isLow: leftBytes < share * totalBytes }
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

/** What an operator is told of a volume that fills up. */
export function lowStorageText(storage: Storage): string {
  return `The database’s volume fills up: ${storageText(storage)} When it is full nothing new is taken in, and what is under way rests.`
}
