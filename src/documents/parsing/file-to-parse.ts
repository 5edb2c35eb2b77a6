import type { ParseLimits } from './limits.ts'

/** What is read of a file, whatever its format. */
export interface FileToParse {
  readonly name: string
  readonly mediaType: string | null
  readonly bytes: Uint8Array
  readonly limits: ParseLimits
  /** What libraries said on the console so far; grows. */
  readonly complaints: readonly string[]
}
