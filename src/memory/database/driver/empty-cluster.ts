import { parseTar } from 'nanotar'
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { gunzip } from 'node:zlib'

/** As `initdb` has it: a database's files are its owner's alone. */
export const CLUSTER_FOLDER_MODE = 0o700
const FILE_MODE = 0o600

/**
 * Makes in a new folder what `initdb` makes, as PGlite's makers have packed it: making it takes five times as much of a
 * processor as unpacking it. PGlite unpacks it too, with three times the work, and leaves files that everybody may write.
 */
export async function makeEmptyCluster(folder: string): Promise<void> {
  const { dataDir } = await import('@electric-sql/pglite-prepopulatedfs')
  const packed = await (await dataDir()).arrayBuffer()
  // Of a part of a larger buffer all of that would be read.
  const tar = new Uint8Array(await promisify(gunzip)(packed))
  mkdirSync(folder, { mode: CLUSTER_FOLDER_MODE })
  // One after the other, each at once: for a thousand small files that is less work, and nothing else is there to be done.
  for (const { name, type, data } of parseTar(tar)) {
    const path = join(folder, name)
    if (type === 'directory') mkdirSync(path, { recursive: true, mode: CLUSTER_FOLDER_MODE })
    else writeFileSync(path, data ?? '', { mode: FILE_MODE })
  }
}
