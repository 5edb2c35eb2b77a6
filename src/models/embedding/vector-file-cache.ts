import { createHash } from 'node:crypto'
import { mkdir, readdir, readFile, rename, rm, stat, utimes, writeFile } from 'node:fs/promises'
import { join } from 'node:path'

/** Sets of texts that are kept; the longest unused goes first. One of an agent with ten procedures in two languages takes 2 MB. */
const MOST_KEPT = 10
const ENDING = '.vectors'
const HASH_BYTES = 32

/**
 * A cache of vectors in files, for those that each start needs; they may be deleted. A text is embedded once, and not by each
 * process, nor again because others of its set have changed. A file is a checksum (SHA-256), then the hash of each text
 * with its numbers, 64 bits each; one that is damaged or of other numbers counts as missing, and where nothing can be
 * written nothing is kept.
 */
export class VectorFileCache {
  readonly #folder: string
  readonly #dimensions: number

  constructor(folder: string, dimensions: number) {
    this.#folder = folder
    this.#dimensions = dimensions
  }

  /** The vectors of those of these texts that are kept; `isSet` where just these were kept together. */
  async read(
    model: string,
    texts: readonly string[],
  ): Promise<{ readonly vectors: ReadonlyMap<string, readonly number[]>; readonly isSet: boolean }> {
    const wanted = new Map(texts.map((text) => [hashOf(model, text).toString('hex'), text]))
    const vectors = new Map<string, readonly number[]>()
    const take = async (path: string) => {
      for (const row of await this.#rows(path)) {
        const text = wanted.get(row.toString('hex', 0, HASH_BYTES))
        if (text !== undefined) vectors.set(text, numbersOf(row))
      }
    }
    const own = this.#file(model, texts)
    const now = new Date()
    await utimes(own, now, now).catch(() => {})
    await take(own)
    const isSet = vectors.size === wanted.size
    if (!isSet) for (const path of await this.#files()) await take(path)
    return { vectors, isSet }
  }

  /** Keeps them where that can be; a process that reads meanwhile sees all of them or none. */
  async write(model: string, texts: readonly string[], vectors: readonly (readonly number[])[]): Promise<void> {
    const rows = texts.flatMap((text, at) => [
      hashOf(model, text),
      Buffer.from(Float64Array.from(vectors[at] ?? []).buffer),
    ])
    const body = Buffer.concat(rows)
    const file = this.#file(model, texts)
    const draft = `${file}.${process.pid}.draft`
    try {
      await mkdir(this.#folder, { recursive: true })
      await writeFile(draft, Buffer.concat([hash(body), body]))
      await rename(draft, file)
      await this.#forgetUnused()
    } catch {
      await rm(draft, { force: true }).catch(() => {})
    }
  }

  /** A text's hash and numbers each. */
  async #rows(path: string): Promise<readonly Buffer[]> {
    const file = await readFile(path).catch(() => Buffer.alloc(0))
    const body = file.subarray(HASH_BYTES)
    const width = HASH_BYTES + this.#dimensions * Float64Array.BYTES_PER_ELEMENT
    if (body.length % width !== 0 || !hash(body).equals(file.subarray(0, HASH_BYTES))) return []
    return Array.from({ length: body.length / width }, (_, at) => body.subarray(at * width, (at + 1) * width))
  }

  async #files(): Promise<readonly string[]> {
    const names = await readdir(this.#folder).catch(() => [])
    return names.filter((name) => name.endsWith(ENDING)).map((name) => join(this.#folder, name))
  }

  #file(model: string, texts: readonly string[]): string {
    const name = hash(JSON.stringify([model, texts])).toString('hex')
    return join(this.#folder, `${name}${ENDING}`)
  }

  async #forgetUnused(): Promise<void> {
    const paths = await this.#files()
    const files = await Promise.all(paths.map(async (path) => ({ path, at: (await stat(path)).mtimeMs })))
    const old = files.toSorted((one, other) => other.at - one.at).slice(MOST_KEPT)
    for (const { path } of old) await rm(path, { force: true })
  }
}

function numbersOf(row: Buffer): readonly number[] {
  // Its own memory, since a view needs a start that its numbers' size divides.
  return [...new Float64Array(Uint8Array.from(row.subarray(HASH_BYTES)).buffer)]
}

function hashOf(model: string, text: string): Buffer {
  return hash(JSON.stringify([model, text]))
}

function hash(body: Uint8Array | string): Buffer {
  return createHash('sha256').update(body).digest()
}
