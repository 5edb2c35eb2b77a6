import { createHash } from 'node:crypto'
import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { deserialize, serialize } from 'node:v8'
import { z } from 'zod'
import { DIST } from '#package-root.ts'
import type { Example, Lesson } from './classifier.ts'

/** Lessons that are kept; the longest unused goes first. One of 150 procedures with ten examples each takes 2 MB. */
const MOST_KEPT = 10
const ENDING = '.lesson'
const HASH_BYTES = 32

const KeptLesson = z.object({
  least: z.object({ likeness: z.number(), lead: z.number() }),
  trials: z.array(
    z.object({
      meant: z.string().nullable(),
      taken: z.object({ meaning: z.string().nullable(), likeness: z.number(), lead: z.number() }),
    }),
  ),
  weights: z.array(z.instanceof(Float64Array)),
  sharpness: z.number(),
})

/**
 * A cache of trained classifiers, in files that may be deleted, so that training isn't repeated at each start. A file
 * is found by the hash of the examples, their vectors and the code that learns; it is a checksum (SHA-256), then the lesson
 * as V8 writes it. One that is damaged or doesn't fit its examples counts as missing, and where nothing can be written
 * nothing is kept.
 */
export class ClassifierCache {
  readonly #folder: string

  constructor(folder: string) {
    this.#folder = folder
  }

  /** What was learned from just these examples; null where it isn't kept whole. */
  read(examples: readonly Example[]): Lesson | null {
    const path = this.#file(examples)
    try {
      const file = readFileSync(path)
      const body = file.subarray(HASH_BYTES)
      if (!sha256(body).equals(file.subarray(0, HASH_BYTES))) return null
      const { success, data } = KeptLesson.safeParse(deserialize(body))
      if (!success || !fits(data, examples)) return null
      const now = new Date()
      utimesSync(path, now, now)
      return data
    } catch {
      return null
    }
  }

  /** Keeps it where that can be; a process that reads meanwhile sees all of it or nothing. */
  write(examples: readonly Example[], { least, trials, weights, sharpness }: Lesson): void {
    const file = this.#file(examples)
    const draft = `${file}.${process.pid}.draft`
    try {
      mkdirSync(this.#folder, { recursive: true })
      const body = serialize({ least, trials, weights, sharpness })
      writeFileSync(draft, Buffer.concat([sha256(body), body]))
      renameSync(draft, file)
      this.#forgetUnused()
    } catch {
      discard(draft)
    }
  }

  #file(examples: readonly Example[]): string {
    const hash = createHash('sha256').update(codeHash())
    hash.update(JSON.stringify(examples.map(({ words, meaning }) => [words, meaning])))
    for (const { vector } of examples) hash.update(vector ? Float64Array.from(vector) : 'none')
    return join(this.#folder, `${hash.digest('hex')}${ENDING}`)
  }

  #forgetUnused(): void {
    const names = readdirSync(this.#folder).filter((name) => name.endsWith(ENDING))
    const files = names.map((name) => ({ name, at: statSync(join(this.#folder, name)).mtimeMs }))
    const old = files.toSorted((one, other) => other.at - one.at).slice(MOST_KEPT)
    for (const { name } of old) rmSync(join(this.#folder, name), { force: true })
  }
}

function discard(path: string): void {
  try {
    rmSync(path, { force: true })
  } catch {
    // Where its folder is none, it isn't there.
  }
}

function fits({ weights, trials }: Lesson, examples: readonly Example[]): boolean {
  const meanings = new Set(examples.map(({ meaning }) => meaning))
  const isWhole = weights.length === meanings.size && trials.length === examples.length
  return isWhole && weights.every((own) => own.length === examples.length && own.every(Number.isFinite))
}

let ownCode: Buffer | null = null

// Other code may learn something else from the same examples. Where the server is one file, all of it is that code.
function codeHash(): Buffer {
  ownCode ??= sha256(Buffer.concat(ownFiles().map((path) => readFileSync(path))))
  return ownCode
}

function ownFiles(): readonly string[] {
  const folder = import.meta.dirname
  if (folder === DIST) return [import.meta.filename]
  return readdirSync(folder)
    .toSorted()
    .map((name) => join(folder, name))
}

function sha256(body: Uint8Array): Buffer {
  return createHash('sha256').update(body).digest()
}
