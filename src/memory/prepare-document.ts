import { createHash } from 'node:crypto'
import { AccessEntry } from '#access-list.ts'
import { AppError } from '#errors.ts'
import { type Place, placeOf, type TextPlace } from '#text-place.ts'
import { type Piece, splitMarkdown } from './split-markdown.ts'

export type DataClass = 'public' | 'internal' | 'confidential' | 'regulated'

/** A document as it is handed in. `source` says which one it is: the same source again is a new version of it. */
export interface NewDocument {
  readonly source: string
  readonly title: string
  /** Markdown or plain text. */
  readonly text: string
  /** The principal whose it is; null for the operator's own. Only they may bring a new version. */
  readonly owner: string | null
  /** Who may read it: `public`, `role:<role>`, `user:<id>`. Empty: nobody. */
  readonly acl: readonly string[]
  readonly class: DataClass
  /** How it came. Left out: from an agent's folder. */
  readonly origin?: DocumentOrigin
  /** SHA-256 of what was handed in, in hex; left out where nobody will ask for it. */
  readonly fileHash?: string
  /** How long it stays after its removal, for evidence. Left out: for good. */
  readonly keepMs?: number
  /** What it was, where `text` was read out of something else. */
  readonly parsed?: ParsedFrom
}

export type DocumentOrigin = 'agent' | 'upload' | 'url' | 'mcp'

/** What reading a file gave besides its text. */
export interface ParsedFrom {
  readonly format: string
  readonly metadata: Readonly<Record<string, string>>
  /** What was noticed about it: hidden text, words that read like orders to a model. */
  readonly findings: readonly Finding[]
  /** Where spans of the text stand in the original. */
  readonly places: readonly TextPlace[]
}

interface Finding {
  readonly kind: string
  readonly start: number | null
  readonly end: number | null
}

/** A piece with where it stands in the original, and what was noticed about its words. */
export interface PreparedPiece extends Piece {
  readonly place: Place | null
  readonly flags: readonly string[]
}

/** A document split into its passages, with what is compared to see what changed. */
export interface PreparedDocument extends Omit<NewDocument, 'origin' | 'fileHash' | 'keepMs' | 'parsed'>, ParsedFrom {
  readonly origin: DocumentOrigin
  readonly fileHash: string | null
  readonly keepMs: number | null
  readonly contentHash: string
  readonly pieces: readonly PreparedPiece[]
}

/** About 200 pages. Longer texts are books: hand them in by chapter, which answers better too. */
const MAX_CHARACTERS = 1_000_000

const MARKDOWN: ParsedFrom = { format: 'markdown', metadata: {}, findings: [], places: [] }

/** Brings a text into the shape in which it is stored, and splits it. Throws `document-too-long` or `document-acl`. */
export function prepareDocument(document: NewDocument): PreparedDocument {
  if (document.text.length > MAX_CHARACTERS) {
    throw new AppError(
      `The document has ${document.text.length} characters; ${MAX_CHARACTERS} is the most. Hand it in by chapter.`,
      { code: 'document-too-long', status: 413 },
    )
  }
  const wrong = document.acl.find((entry) => !AccessEntry.safeParse(entry).success)
  if (wrong !== undefined) {
    throw new AppError(
      `"${wrong}" can't stand in an access list. Use public, role:<role>, group:<group> or user:<id>.`,
      {
        code: 'document-acl',
        status: 400,
      },
    )
  }
  const text = storable(document.text)
  const title = storable(document.title).trim() || document.source
  const { source, owner, acl, origin = 'agent', fileHash = null, keepMs = null, parsed = MARKDOWN } = document
  const about = { source, title, owner, acl, class: document.class, origin, fileHash, keepMs }
  const pieces = splitMarkdown(text).map((piece) => withPlace(piece, parsed))
  return { ...about, ...parsed, text, contentHash: sha256(text), pieces }
}

/** What is embedded of a passage: its headings say what "it" is. Equal texts have equal vectors. */
export function embeddedText(piece: { readonly heading: string; readonly text: string }): string {
  return `${piece.heading}\n${piece.text}`
}

function withPlace(piece: Piece, { places, findings }: ParsedFrom): PreparedPiece {
  const noticed = findings.filter(
    ({ start, end }) => start !== null && end !== null && start < piece.end && end > piece.start,
  )
  const flags = [...new Set(noticed.map(({ kind }) => kind))].sort()
  return { ...piece, place: placeOf(places, piece.start), flags }
}

// PostgreSQL stores neither NUL nor half a surrogate pair; one kind of line end keeps spans the same everywhere.
function storable(text: string): string {
  return text
    .replace(/^\uFEFF/u, '')
    .replaceAll(/\r\n?/gu, '\n')
    .replaceAll('\0', '')
    .toWellFormed()
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex')
}
