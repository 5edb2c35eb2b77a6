import { createHash } from 'node:crypto'
import { AppError } from '#errors.ts'
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
}

/** A document split into its passages, with what is compared to see what changed. */
export interface PreparedDocument extends NewDocument {
  readonly contentHash: string
  readonly pieces: readonly Piece[]
}

/** About 200 pages. Longer texts are books: hand them in by chapter, which answers better too. */
const MAX_CHARACTERS = 1_000_000

/** Brings a text into the shape in which it is stored, and splits it. Throws `document-too-long` or `document-acl`. */
export function prepareDocument(document: NewDocument): PreparedDocument {
  if (document.text.length > MAX_CHARACTERS) {
    throw new AppError(
      `The document has ${document.text.length} characters; ${MAX_CHARACTERS} is the most. Hand it in by chapter.`,
      { code: 'document-too-long', status: 413 },
    )
  }
  const wrong = document.acl.find((entry) => !/^(?:public|(?:role|user):.+)$/u.test(entry))
  if (wrong !== undefined) {
    throw new AppError(`"${wrong}" can't stand in an access list. Use public, role:<role> or user:<id>.`, {
      code: 'document-acl',
      status: 400,
    })
  }
  const text = storable(document.text)
  const title = storable(document.title).trim() || document.source
  return { ...document, title, text, contentHash: sha256(text), pieces: splitMarkdown(text) }
}

/** What is embedded of a passage: its headings say what "it" is. Equal texts have equal vectors. */
export function embeddedText(piece: { readonly heading: string; readonly text: string }): string {
  return `${piece.heading}\n${piece.text}`
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
