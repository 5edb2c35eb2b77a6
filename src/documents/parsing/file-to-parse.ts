import type { Zip } from './zip.ts'
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

/** A file as formats are told apart by: its bytes, its members where it is a zip, its text where it is one. */
export interface OpenFile extends FileToParse {
  readonly zip: Zip | null
  /** Empty where it isn't text. */
  readonly text: string
  /** The encoding that `text` was read in, where that is a guess; else null. */
  readonly unsureEncoding: string | null
  /** What its name ends on, and its media type without parameters, in small letters; empty where there is none. */
  readonly extension: string
  readonly type: string
}
