import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import type { ExecutedLines } from './executed-lines.ts'

const LineRange = z.tuple([z.int(), z.int()])

/** What test files ran, each by itself: how long it took, and the lines of each source file, from the first to the last. */
export const CoverageFile = z.object({
  files: z.record(z.string(), z.object({ ms: z.number(), lines: z.record(z.string(), z.array(LineRange)) })),
})
export type CoverageFile = z.infer<typeof CoverageFile>

/** Reads a file of that kind, or all in a folder as one. */
export function readCoverage(path: string): CoverageFile['files'] {
  const files = statSync(path).isDirectory()
    ? readdirSync(path)
        .filter((name) => name.endsWith('.json'))
        .map((name) => join(path, name))
    : [path]
  const read = files.map((file) => CoverageFile.parse(JSON.parse(readFileSync(file, 'utf8'))).files)
  return Object.assign({}, ...read)
}

/** Lines as ranges, in order. */
export function lineRanges(executed: ExecutedLines): CoverageFile['files'][string]['lines'] {
  return Object.fromEntries([...executed].map(([file, lines]) => [file, rangesOf([...lines])] as const).toSorted())
}

function rangesOf(lines: readonly number[]): [number, number][] {
  const ranges: [number, number][] = []
  for (const line of lines.toSorted((one, other) => one - other)) {
    const last = ranges.at(-1)
    if (last?.[1] === line - 1) last[1] = line
    else ranges.push([line, line])
  }
  return ranges
}
