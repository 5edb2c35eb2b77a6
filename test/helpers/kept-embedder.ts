import { createHash } from 'node:crypto'
import { globSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Embedder, EmbedOptions } from '#models/contract.ts'
import { openEmbedder } from '#models/embedder.ts'

const ROOT = join(import.meta.dirname, '../..')

/** What decides a text's vector: another model, or another way to call it, has a folder of its own. */
const MADE_BY = ['package-lock.json', 'src/models/embedding/embedded-embedder.ts', 'src/models/embedding/**/*.ts']

/**
 * The embedded model, for tests that are about what is done with its vectors: what one test process has embedded, no
 * other embeds again. A fifth of their time was the same thousand texts, computed by each.
 */
export function openKeptEmbedder(): Embedder {
  const embedder = openEmbedder({ endpoint: null, agentsDir: join(ROOT, 'agents') })
  const embed = keptBy(embedder)
  return {
    ...embedder,
    embed,
    other: (name) => (name === embedder.name ? { ...embedder, embed } : embedder.other(name)),
  }
}

function keptBy(embedder: Embedder): Embedder['embed'] {
  const folder = join(tmpdir(), `parley-vectors-${keyOf(embedder)}`)
  mkdirSync(folder, { recursive: true })
  const fileOf = (text: string) => join(folder, createHash('sha256').update(text).digest('hex'))
  const read = (text: string) => known.get(text) ?? readVector(fileOf(text), embedder.dimensions)
  return async (texts: readonly string[], options: EmbedOptions) => {
    options.signal.throwIfAborted()
    const vectors = new Map(texts.map((text) => [text, read(text)]))
    const missing = [...vectors].flatMap(([text, vector]) => (vector === null ? [text] : []))
    if (missing.length > 0) {
      // What it keeps itself, it keeps as a whole.
      const asked = options.keep === true ? texts : missing
      const made = await embedder.embed(asked, options)
      for (const [at, text] of asked.entries()) {
        const vector = made[at] ?? []
        vectors.set(text, vector)
        writeVector(fileOf(text), vector)
      }
    }
    return texts.map((text) => {
      const vector = vectors.get(text) ?? []
      known.set(text, vector)
      return vector
    })
  }
}

/** Those that this process has made or read: the tools of a catalogue are looked at in each turn. */
const known = new Map<string, readonly number[]>()

function keyOf({ name }: Embedder): string {
  const hash = createHash('sha256').update(name)
  for (const path of globSync(MADE_BY, { cwd: ROOT }).toSorted())
    hash.update(path).update(readFileSync(join(ROOT, path)))
  return hash.digest('hex').slice(0, 16)
}

function readVector(file: string, dimensions: number): readonly number[] | null {
  try {
    const bytes = Uint8Array.from(readFileSync(file))
    return bytes.length === dimensions * Float64Array.BYTES_PER_ELEMENT ? [...new Float64Array(bytes.buffer)] : null
  } catch {
    return null
  }
}

// Under another name first: who reads meanwhile sees all of it or nothing.
function writeVector(file: string, vector: readonly number[]): void {
  const draft = `${file}.${process.pid}`
  writeFileSync(draft, new Uint8Array(Float64Array.from(vector).buffer))
  renameSync(draft, file)
}
