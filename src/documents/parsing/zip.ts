import { crc32 } from 'node:zlib'
import { fromBuffer, type Entry, type ZipFile } from 'yauzl'
import { ParseFailure } from './parse-failure.ts'
import type { ParseLimits } from './limits.ts'

export interface Zip {
  has(name: string): boolean
  readonly names: readonly string[]
  /** Null where there is no such member. Throws `bomb` where it or all together unpack to too much. */
  read(name: string): Promise<Buffer | null>
}

const MOST_MEMBERS = 20_000

/** Smaller members may be packed as tightly as they like. */
const RATIO_COUNTS_FROM = 5 * 1024 ** 2

/** Opens an archive in memory. Nothing is written to disk; a member's name is only compared. */
export async function openZip(bytes: Uint8Array, limits: ParseLimits): Promise<Zip> {
  const zip = await opened(bytes)
  if (zip.entryCount > MOST_MEMBERS) throw new ParseFailure('bomb')
  const members = await membersOf(zip)
  let unpacked = 0
  return {
    has: (name) => members.has(name.toLowerCase()),
    names: [...members.values()].map(({ fileName }) => fileName),
    async read(name) {
      const entry = members.get(name.toLowerCase())
      if (entry === undefined) return null
      if (entry.isEncrypted()) throw new ParseFailure('password')
      const content = await unpack(zip, entry, limits.unpackedBytes - unpacked, limits.unpackedRatio)
      unpacked += content.length
      return content
    },
  }
}

function opened(bytes: Uint8Array): Promise<ZipFile> {
  const { promise, resolve, reject } = Promise.withResolvers<ZipFile>()
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  fromBuffer(buffer, { lazyEntries: true, strictFileNames: false }, (error, zip) =>
    error ? reject(new ParseFailure('broken', error)) : resolve(zip),
  )
  return promise
}

/** By name in small letters: Office writes them one way and other programs another. */
function membersOf(zip: ZipFile): Promise<ReadonlyMap<string, Entry>> {
  const { promise, resolve, reject } = Promise.withResolvers<ReadonlyMap<string, Entry>>()
  const members = new Map<string, Entry>()
  zip.on('error', (error: unknown) => reject(new ParseFailure('broken', error)))
  zip.on('entry', (entry: Entry) => {
    const name = entry.fileName.toLowerCase()
    // Two members of one name: readers differ in which they take, so that one could show what another doesn't.
    if (members.has(name)) return reject(new ParseFailure('broken'))
    members.set(name, entry)
    zip.readEntry()
  })
  zip.on('end', () => resolve(members))
  zip.readEntry()
  return promise
}

async function unpack(zip: ZipFile, entry: Entry, leftBytes: number, ratio: number): Promise<Buffer> {
  const { promise, resolve, reject } = Promise.withResolvers<NodeJS.ReadableStream>()
  zip.openReadStream(entry, (error, stream) => (error ? reject(new ParseFailure('broken', error)) : resolve(stream)))
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of (await promise) as AsyncIterable<Buffer>) {
    size += chunk.length
    const isTooTight = size > RATIO_COUNTS_FROM && size > ratio * entry.compressedSize
    if (size > leftBytes || isTooTight) throw new ParseFailure('bomb')
    chunks.push(chunk)
  }
  const content = Buffer.concat(chunks)
  if (crc32(content) !== entry.crc32) throw new ParseFailure('broken')
  return content
}
