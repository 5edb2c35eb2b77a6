import type { DocumentFormat } from './parsing/formats.ts'
import type { TextLocation } from '#memory/documents/text-location.ts'

export type { Location, TextLocation } from '#memory/documents/text-location.ts'
export { locationOf } from '#memory/documents/text-location.ts'

export type { DocumentFormat }

/** What a file says, as text that can be cited. */
export interface ParsedDocument {
  /** What the file is, by its content; its name counts only where the content doesn't tell. */
  readonly format: DocumentFormat
  /** As the document itself says; null where it says nothing. */
  readonly title: string | null
  /** Markdown: what is stored, split and cited. It has none of what a reader of the original doesn't see. */
  readonly text: string
  /** Which span of the text stands where in the original. Sorted, without overlaps; may leave gaps. */
  readonly places: readonly TextLocation[]
  readonly findings: readonly Finding[]
  /** What the format knows: `author`, `date` (ISO 8601), `subject`, `from` … */
  readonly metadata: Readonly<Record<string, string>>
  /** What it says in its front matter that it answers: looked for, and never words of its text. */
  readonly answers: readonly ListedQuestion[]
}

/** A question that a document lists as one that it answers. */
export interface ListedQuestion {
  readonly question: string
  /** The heading below which the answer stands; null where none is named. */
  readonly under: string | null
}

/** Something that an operator should look at before the document is trusted. */
export interface Finding {
  readonly kind:
    | 'hidden-text'
    | 'invisible-characters'
    | 'comment'
    | 'instruction-like'
    | 'attachment-skipped'
    | 'truncated'
    | 'question-left-out'
    | 'encoding-unsure'
  /** A short quote; characters that can't be seen stand in it as `U+200B`. */
  readonly text: string
  /** Its span in the text; null where it was left out of the text. */
  readonly start: number | null
  readonly end: number | null
}

/** Bytes that are not in memory. */
export interface StoredBytes {
  readonly length: number
  /** From the first to the last, in pieces. */
  chunks(): AsyncIterable<Uint8Array>
}

export interface DocumentFile {
  readonly name: string
  readonly bytes: Uint8Array | StoredBytes
  /** As the sender declared it; a hint like the name. */
  readonly mediaType?: string
  /**
   * Whose file it is: small files of text with the same name here may be read by one process, one after another. Left
   * out, a file is read by a process that reads nothing else.
   */
  readonly sharesWith?: string
}

/** Turns files into text, away from this process. Closing it ends what is running. */
export interface DocumentParser extends AsyncDisposable {
  /**
   * Throws `AppError` with words that say what to do: `document-format-unknown`, `document-empty`, `document-broken`,
   * `document-password`, `document-too-large`, `document-too-slow`, `document-memory`, `document-bomb`, `parser-died`,
   * `parser-start`. After any of them the next parse works.
   */
  parse(file: DocumentFile, signal: AbortSignal): Promise<ParsedDocument>
}
