import { SourceMap, type SourceMapping, type SourceMapPayload } from 'node:module'
import { dirname, join } from 'node:path'

/** A place in a script, in UTF-16 units from its beginning, and the source line that stands there, from 1. */
export interface SourcePlace {
  readonly offset: number
  /** From the root. */
  readonly file: string
  readonly line: number
}

/** The files that mistakes are planted in. */
const OURS = /^(?:src|db|examples)\//u

/** Bundlers say of each of these where it comes from. */
const WORD = /[\w$]+|[^\s\w$]+/gu

/**
 * The words of a script that is a source itself, `path` being from the root. Node puts blanks where types were, so nothing
 * in it moves.
 */
export function placesInSource(path: string, text: string): readonly SourcePlace[] {
  return OURS.test(path) ? words(text).map(({ offset, line }) => ({ offset, file: path, line: line + 1 })) : []
}

/** The words of a bundle that come from sources of ours, by its source map. */
export function placesInBundle(path: string, text: string, map: SourceMapPayload): readonly SourcePlace[] {
  const sources = new SourceMap(map)
  const files = new Map(map.sources.map((source) => [source, join(dirname(path), source)]))
  let last: Partial<SourceMapping> = {}
  return words(text).flatMap(({ offset, line, column }) => {
    const entry: Partial<SourceMapping> = sources.findEntry(line, column)
    // Within a text of several lines, such as SQL, bundlers give each line the place of the one before.
    if (!isSamePlace(entry, last)) last = entry
    const { originalSource = '', originalLine = 0, generatedLine = line } = last
    const file = files.get(originalSource)
    if (file === undefined || !OURS.test(file)) return []
    return [{ offset, file, line: originalLine + 1 + line - generatedLine }]
  })
}

function isSamePlace(one: Partial<SourceMapping>, other: Partial<SourceMapping>): boolean {
  return (['originalSource', 'originalLine', 'originalColumn'] as const).every((part) => one[part] === other[part])
}

interface Word {
  readonly offset: number
  /** From 0, as its column. */
  readonly line: number
  readonly column: number
}

function words(text: string): readonly Word[] {
  let start = 0
  return text.split('\n').flatMap((line, number) => {
    const offset = start
    start += line.length + 1
    return [...line.matchAll(WORD)].map(({ index: column }) => ({ offset: offset + column, line: number, column }))
  })
}
