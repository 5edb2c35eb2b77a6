/** What one parse may take. Each limit ends it with an error that names it. */
export interface ParseLimits {
  readonly fileBytes: number
  /** Of a zip archive, all that is read of it together. */
  readonly unpackedBytes: number
  /** How many times larger than packed a large member of a zip archive may be. Office files reach about 100. */
  readonly unpackedRatio: number
  readonly pages: number
  /** Characters of the text that comes of it. */
  readonly textCharacters: number
  readonly timeMs: number
  /** Memory of the child's process beyond what it has at rest. */
  readonly memoryMb: number
}

export const PARSE_LIMITS: ParseLimits = {
  fileBytes: 50 * 1024 ** 2,
  unpackedBytes: 300 * 1024 ** 2,
  unpackedRatio: 250,
  pages: 2_000,
  textCharacters: 1_000_000, // about 200 pages; what is stored may have no more either
  timeMs: 60_000,
  memoryMb: 512,
}

/** Nothing that people write nests deeper; what does is made to exhaust a stack. */
export const MOST_DEPTH = 400

/** More columns than a table on paper or screen has; the rest is left out and found. */
export const MOST_COLUMNS = 200

export const MOST_FINDINGS = 200
