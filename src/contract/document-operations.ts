import type { HandedInFile } from './uploaded-file.ts'
import type { DataClass } from '#core/data-class.ts'
import type { Principal } from '#core/principal.ts'
import type { AddedDocument, DocumentPage, DocumentStatus, HandedInPage } from './document.ts'

/** Handing documents in and looking after them. */
export interface DocumentOperations {
  /**
   * The documents that somebody may read, by title; with `all` every one there is, for those who look after them: title
   * and findings, never the text. Throws `wrong-role`, `not-found` for an `after` that isn't there.
   */
  listDocuments(principal: Principal, filter: DocumentFilter): Promise<DocumentPage>
  /**
   * Takes a document in, or a new version of the one with its source. Throws `wrong-role`, `document-acl`,
   * `document-agents`, `document-too-long`, `source-reserved`, `source-taken`, and what reading the file throws.
   */
  addDocument(principal: Principal, document: HandedInDocument, signal: AbortSignal): Promise<AddedDocument>
  /** Says which agents answer from a document. Throws `wrong-role`, `not-found`, `source-reserved`, `document-agents`. */
  setDocumentAgents(principal: Principal, documentId: string, agents: readonly string[]): Promise<void>
  /** Takes a document out of everything that is answered from now on. Throws `wrong-role`, `not-found`, `source-reserved`. */
  removeDocument(principal: Principal, documentId: string): Promise<void>
  /** What was handed in under sources that begin so, by hash: what needn't be sent again. Throws `wrong-role`. */
  listHandedIn(principal: Principal, page: HandedInQuery): Promise<HandedInPage>
}

export interface DocumentFilter {
  readonly all: boolean
  /** Those alone that this agent answers from, or that `shared` names; null for those of every one. */
  readonly agent: string | null
  readonly status: DocumentStatus | null
  /** Those alone that give orders to a model or hide words from their readers. */
  readonly noticed: boolean
  /** What their sources begin with; empty for every source. */
  readonly source: string
  readonly after: string | null
  readonly limit: number
}

export interface HandedInDocument {
  /** Null: as the file itself says, or its name. */
  readonly title: string | null
  readonly file: HandedInFile
  /** Which one it is: the same again is a new version. Null: a new document. */
  readonly source: string | null
  /** Null: as it was; for a new one, whoever hands it in alone. */
  readonly acl: readonly string[] | null
  /** Null: as it was; for a new one, the only agent that there is. */
  readonly agents: readonly string[] | null
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

export interface HandedInQuery {
  readonly source: string
  readonly after: string | null
  readonly limit: number
}
