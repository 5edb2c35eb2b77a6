import { readFile, stat } from 'node:fs/promises'
import { promisify } from 'node:util'
import { brotliCompress, brotliDecompress } from 'node:zlib'
import { replaceFile } from '../cli/replace-file.ts'

/** What browsers load, as it is and as it travels (Brotli, RFC 7932). */
export interface Packed {
  readonly plain: Buffer
  readonly br: Buffer
}

export async function packed(plain: Buffer): Promise<Packed> {
  return { plain, br: await promisify(brotliCompress)(plain) }
}

/**
 * A built file with its packed form beside it (`.br`), which is made by whoever asks for it first: packing is a seventh of
 * what a start builds, and nobody may open a page. Both are of one build. Throws where the file is missing.
 */
export async function packedFile(path: string): Promise<Packed> {
  const { mtime } = await stat(path)
  const kept = await keptOf(path, mtime)
  if (kept !== null) return { plain: await promisify(brotliDecompress)(kept), br: kept }
  const made = await packed(await readFile(path))
  // With the time of what it was made of. Where nothing can be written, each start packs it again.
  await replaceFile(`${path}.br`, made.br, mtime).catch(() => {})
  return made
}

// Null where it is of an earlier build, or there is none.
async function keptOf(path: string, built: Date): Promise<Buffer | null> {
  const { mtime } = await stat(`${path}.br`).catch(() => ({ mtime: new Date(0) }))
  return mtime < built ? null : await readFile(`${path}.br`)
}
