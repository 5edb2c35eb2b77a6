import { createHash } from 'node:crypto'
import { readFile, rename, writeFile } from 'node:fs/promises'
import { packedVector, unpackedVector } from './packed-vector.ts'

/** Of a text's SHA-256: enough that no two of a thousand million are the same. */
const HASH_DIGITS = 24

/** Where a text's vector stands in the file. */
type Packed = ReadonlyMap<string, string>

/**
 * Precomputed vectors, in a file kept beside the texts: a line each, the start of the hash of model and text
 * and the packed vector, in the order of the hashes, so that a text that was added is a line that was added. What isn't in
 * it, or is in another form, counts as missing.
 */
export class PrecomputedVectors {
  readonly #file: string
  readonly #model: string
  readonly #dimensions: number
  #packed: Promise<Packed> | null = null

  constructor(file: string, { model, dimensions }: { readonly model: string; readonly dimensions: number }) {
    this.#file = file
    this.#model = model
    this.#dimensions = dimensions
  }

  /** The vectors of those of these texts that are in the file. */
  async read(texts: readonly string[]): Promise<ReadonlyMap<string, readonly number[]>> {
    const packed = await (this.#packed ??= readPacked(this.#file))
    return new Map(
      texts.flatMap((text) => {
        const line = packed.get(hashOf(this.#model, text))
        const vector = line === undefined ? null : unpackedVector(line, this.#dimensions)
        return vector === null ? [] : [[text, vector] as const]
      }),
    )
  }

  /** Has these in the file, and no others; who reads meanwhile sees all of it or what was before. */
  async write(vectors: ReadonlyMap<string, readonly number[]>): Promise<void> {
    const lines = [...vectors].map(([text, vector]) => `${hashOf(this.#model, text)} ${packedVector(vector)}\n`)
    const draft = `${this.#file}.${process.pid}.draft`
    await writeFile(draft, lines.toSorted().join(''))
    await rename(draft, this.#file)
    this.#packed = null
  }
}

async function readPacked(file: string): Promise<Packed> {
  const text = await readFile(file, 'utf8').catch(() => '')
  return new Map(
    text.split('\n').flatMap((line) => {
      const [hash, packed] = line.split(' ')
      return hash && packed ? [[hash, packed] as const] : []
    }),
  )
}

function hashOf(model: string, text: string): string {
  const hash = createHash('sha256').update(JSON.stringify([model, text]))
  return hash.digest('hex').slice(0, HASH_DIGITS)
}
