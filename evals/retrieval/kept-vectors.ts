import { createHash } from 'node:crypto'
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Embedder } from '#models/contract.ts'
import { packedVector, unpackedVector } from '#models/embedding/packed-vector.ts'

/** A line each: the start of the text's hash, and its vector as 384 signed bytes in base64. */
const FILE = join(import.meta.dirname, 'vectors.txt')

export interface KeptVectors extends AsyncDisposable {
  embed(texts: readonly string[], signal: AbortSignal): Promise<readonly (readonly number[])[]>
}

/**
 * Vectors of texts that were embedded before, since embedding the corpus takes minutes; the others are made now. With
 * `renew` what was used is written back when this is closed, and nothing else is kept.
 */
export async function openKeptVectors(
  embedder: Embedder,
  { renew }: { readonly renew: boolean },
): Promise<KeptVectors> {
  const kept = new Map<string, string>()
  for (const line of (await readFile(FILE, 'utf8').catch(() => '')).split('\n')) {
    const [hash, vector] = line.split(' ')
    if (hash && vector) kept.set(hash, vector)
  }
  const used = new Map<string, string>()
  return {
    async embed(texts, signal) {
      const missing = [...new Set(texts)].filter((text) => !kept.has(hashOf(text)))
      const made = missing.length === 0 ? [] : await embedder.embed(missing, { signal })
      for (const [index, text] of missing.entries()) kept.set(hashOf(text), packedVector(made[index] ?? []))
      return texts.map((text) => {
        const vector = kept.get(hashOf(text)) ?? ''
        used.set(hashOf(text), vector)
        return unpackedVector(vector, embedder.dimensions) ?? []
      })
    },
    async [Symbol.asyncDispose]() {
      if (!renew) return
      const lines = [...used].map(([hash, vector]) => `${hash} ${vector}\n`)
      await writeFile(FILE, lines.toSorted().join(''))
    },
  }
}

function hashOf(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 16)
}
