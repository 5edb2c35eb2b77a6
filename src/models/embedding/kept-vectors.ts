import { createHash } from 'node:crypto'
import { mkdir, readdir, readFile, rename, rm, stat, utimes, writeFile } from 'node:fs/promises'
import { join } from 'node:path'

/** Sets of texts that are kept; the longest unused goes first. One of an agent with ten procedures in two languages takes 2 MB. */
const MOST_KEPT = 10
const ENDING = '.vectors'
const CHECKSUM_BYTES = 32

/**
 * Vectors that a start needs again and again, in files that anybody may delete: an agent's examples are embedded once for
 * each wording of them, and not by each process. A file is a checksum (SHA-256) and the numbers, 64 bits each; one that is
 * damaged or of other numbers counts as missing, and where nothing can be written nothing is kept.
 */
export class KeptVectors {
  readonly #folder: string
  readonly #dimensions: number

  constructor(folder: string, dimensions: number) {
    this.#folder = folder
    this.#dimensions = dimensions
  }

  /** The vectors of these texts in this order; null where they aren't kept. */
  async read(model: string, texts: readonly string[]): Promise<readonly (readonly number[])[] | null> {
    const path = this.#file(model, texts)
    const file = await readFile(path).catch(() => null)
    if (file === null) return null
    const now = new Date()
    await utimes(path, now, now).catch(() => {})
    const body = file.subarray(CHECKSUM_BYTES)
    const width = this.#dimensions * Float64Array.BYTES_PER_ELEMENT
    if (body.length !== texts.length * width || !checksum(body).equals(file.subarray(0, CHECKSUM_BYTES))) return null
    // Its own memory, since a view needs a start that its numbers' size divides.
    const numbers = new Float64Array(Uint8Array.from(body).buffer)
    return texts.map((_, at) => [...numbers.subarray(at * this.#dimensions, (at + 1) * this.#dimensions)])
  }

  /** Keeps them where that can be; a process that reads meanwhile sees all of them or none. */
  async write(model: string, texts: readonly string[], vectors: readonly (readonly number[])[]): Promise<void> {
    const body = Buffer.from(Float64Array.from(vectors.flat()).buffer)
    const file = this.#file(model, texts)
    const draft = `${file}.${process.pid}.draft`
    try {
      await mkdir(this.#folder, { recursive: true })
      await writeFile(draft, Buffer.concat([checksum(body), body]))
      await rename(draft, file)
      await this.#forgetUnused()
    } catch {
      await rm(draft, { force: true }).catch(() => {})
    }
  }

  #file(model: string, texts: readonly string[]): string {
    const name = createHash('sha256')
      .update(JSON.stringify([model, texts]))
      .digest('hex')
    return join(this.#folder, `${name}${ENDING}`)
  }

  async #forgetUnused(): Promise<void> {
    const names = (await readdir(this.#folder)).filter((name) => name.endsWith(ENDING))
    const files = await Promise.all(
      names.map(async (name) => ({ name, at: (await stat(join(this.#folder, name))).mtimeMs })),
    )
    const old = files.toSorted((one, other) => other.at - one.at).slice(MOST_KEPT)
    for (const { name } of old) await rm(join(this.#folder, name), { force: true })
  }
}

function checksum(body: Uint8Array): Buffer {
  return createHash('sha256').update(body).digest()
}
