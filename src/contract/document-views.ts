import type { DataClass } from '#core/data-class.ts'
import type { DocumentFile } from '#documents/contract.ts'
import type { Principal } from '#core/principal.ts'
import type { Place } from '#core/text-place.ts'

/** Handing documents in and looking after them. */
export interface DocumentOperations {
  /**
   * The documents that somebody may read, by title; with `all` every one there is, for those who look after them: title
   * and findings, never the text. Throws `wrong-role`, `not-found` for an `after` that isn't there.
   */
  listDocuments(principal: Principal, filter: DocumentFilter): Promise<DocumentPage>
  /**
   * Takes a document in, or a new version of the one with its source. Throws `wrong-role`, `document-acl`,
   * `document-too-long`, `source-reserved`, `source-taken`, and what reading the file throws.
   */
  addDocument(principal: Principal, document: HandedInDocument, signal: AbortSignal): Promise<AddedDocument>
  /** Takes a document out of everything that is answered from now on. Throws `wrong-role`, `not-found`, `source-reserved`. */
  removeDocument(principal: Principal, documentId: string): Promise<void>
  /** What was handed in under sources that begin so, by hash: what needn't be sent again. Throws `wrong-role`. */
  listHandedIn(principal: Principal, page: HandedInQuery): Promise<HandedInPage>
}

/**
 * `ready`: found by meaning and by words. `embedding`: by words alone, until its vectors are made. `removed`: not found
 * any more.
 */
export type DocumentStatus = 'ready' | 'embedding' | 'removed'

export interface DocumentView {
  readonly id: string
  readonly title: string
  readonly version: number
  readonly source: string
  readonly class: string
  readonly passages: number
  readonly createdAt: string
  readonly updatedAt: string
  readonly origin: 'agent' | 'upload' | 'url' | 'mcp'
  readonly format: string
  readonly status: DocumentStatus
  /** What only those see who look after the documents; null for everybody else. */
  readonly kept: KeptView | null
}

export interface KeptView {
  readonly acl: readonly string[]
  readonly removedAt: string | null
  /** When what is left of a removed one goes; null: for good, or as long as it isn't removed. */
  readonly keepUntil: string | null
  /** What reading it noticed: hidden text, words that read like orders to a model. Some of them, the first ones. */
  readonly findings: readonly FindingView[]
  /** How many places of it read like orders to a model, all of them counted. */
  readonly givesOrders: number
}

export interface FindingView {
  readonly kind: string
  /**
   * A short quote; characters that can't be seen stand in it as `U+200B`. Empty for words of a text that whoever looks
   * may not read.
   */
  readonly text: string
  /** Its span in the text; null where it was left out of the text. */
  readonly start: number | null
  readonly end: number | null
  /** Its page, slide or row in the original, where that has such. */
  readonly place: Place | null
  /** The headings above it, outermost first; null as `text` is empty, and where it was left out of the text. */
  readonly heading: string | null
}

export interface DocumentFilter {
  readonly all: boolean
  readonly status: DocumentStatus | null
  /** Those alone that give orders to a model or hide words from their readers. */
  readonly noticed: boolean
  /** What their sources begin with; empty for every source. */
  readonly source: string
  readonly after: string | null
  readonly limit: number
}

export interface DocumentPage {
  readonly documents: readonly DocumentView[]
  readonly next: string | null
}

export interface HandedInDocument {
  /** Null: as the file itself says, or its name. */
  readonly title: string | null
  readonly file: HandedInFile
  /** Which one it is: the same again is a new version. Null: a new document. */
  readonly source: string | null
  /** Null: as it was; for a new one, whoever hands it in alone. */
  readonly acl: readonly string[] | null
  /** Null: as it was; for a new one `internal`. */
  readonly class: DataClass | null
  readonly origin: 'upload' | 'url' | 'mcp'
  /** Null: as it was; for a new one, for good. */
  readonly keepDays: number | null
  /** What search is narrowed by. Null: as it was; for a new one, nothing. */
  readonly metadata: Readonly<Record<string, string>> | null
  /** As ISO 639-1 has it. Null: as its words show. */
  readonly language: string | null
}

export interface HandedInFile extends Required<DocumentFile> {
  /** SHA-256 of its bytes, in hex. */
  readonly hash: string
}

export interface AddedDocument {
  readonly documentId: string
  readonly version: number
  /** `unchanged`: the text was there already, whatever else was updated. */
  readonly change: 'stored' | 'unchanged'
  readonly passages: number
  readonly findings: number
  /** How many of them read like orders to a model. */
  readonly givesOrders: number
}

export interface HandedInQuery {
  readonly source: string
  readonly after: string | null
  readonly limit: number
}

export interface HandedInPage {
  readonly documents: readonly {
    readonly id: string
    readonly source: string
    /** SHA-256 of what was handed in, in hex; null where nobody knows. */
    readonly hash: string | null
    readonly acl: readonly string[]
    readonly class: string
    /** How many days it stays once it is removed; null: for good. */
    readonly keepDays: number | null
    readonly metadata: Readonly<Record<string, string>>
    readonly language: string
  }[]
  readonly next: string | null
}
