import { existsSync, readFileSync } from 'node:fs'
import type { SourceMapPayload } from 'node:module'
import { relative } from 'node:path'
import { fileURLToPath } from 'node:url'
import { z } from 'zod'
import { placesInBundle, placesInSource, type SourcePlace } from './source-places.ts'

/** What V8 writes of a process's scripts (`NODE_V8_COVERAGE`). Offsets are in UTF-16 units. */
const V8Coverage = z.object({
  result: z.array(
    z.object({
      url: z.string(),
      functions: z.array(
        z.object({
          ranges: z.array(z.object({ startOffset: z.number(), endOffset: z.number(), count: z.number() })),
        }),
      ),
    }),
  ),
})
type Functions = z.infer<typeof V8Coverage>['result'][number]['functions']

/** Lines that ran, by file from the root. */
export type ExecutedLines = Map<string, Set<number>>

/** A script as it was run: its length in UTF-16 units, and where its words come from. */
interface Script {
  readonly length: number
  readonly places: readonly SourcePlace[]
}

/**
 * Adds the lines that a process ran of our sources. A line ran where anything in it did: what is told is which tests may
 * notice a change of it, so a test too many costs time and one too few a mistake.
 */
export function createLineReader(root: string): (coverage: string, into: ExecutedLines) => void {
  const known = new Map<string, Script | null>()
  const scriptAt = (url: string): Script | null => {
    if (!known.has(url)) known.set(url, url.startsWith('file:') ? readScript(root, fileURLToPath(url)) : null)
    return known.get(url) ?? null
  }
  return (coverage, into) => {
    for (const { url, functions } of V8Coverage.parse(JSON.parse(coverage)).result) {
      const script = scriptAt(url)
      if (script) addLines(script.places, ranAt(functions, script.length), into)
    }
  }
}

function readScript(root: string, file: string): Script | null {
  const path = relative(root, file).replaceAll('\\', '/')
  const isBundle = /^dist\/[\w-]+\.js$/u.test(path)
  if (path.startsWith('..') || path.startsWith('node_modules/') || !existsSync(file)) return null
  if (isBundle && !existsSync(`${file}.map`)) return null
  const text = readFileSync(file, 'utf8')
  const places = isBundle ? placesInBundle(path, text, readMap(`${file}.map`)) : placesInSource(path, text)
  return places.length === 0 ? null : { length: text.length, places }
}

function readMap(file: string): SourceMapPayload {
  const map: SourceMapPayload = JSON.parse(readFileSync(file, 'utf8'))
  return map
}

/** For each unit of a script whether it ran: what the innermost range around it says. */
function ranAt(functions: Functions, length: number): Uint8Array {
  const ran = new Uint8Array(length)
  const ranges = functions
    .flatMap((one) => one.ranges)
    .toSorted((one, other) => one.startOffset - other.startOffset || other.endOffset - one.endOffset)
  for (const { startOffset, endOffset, count } of ranges) ran.fill(count > 0 ? 1 : 0, startOffset, endOffset)
  return ran
}

function addLines(places: readonly SourcePlace[], ran: Uint8Array, into: ExecutedLines): void {
  for (const { offset, file, line } of places) {
    if (ran[offset] !== 1) continue
    const lines = into.get(file) ?? new Set()
    into.set(file, lines.add(line))
  }
}
