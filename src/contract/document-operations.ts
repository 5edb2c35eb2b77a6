import type { HandedInFile } from './uploaded-file.ts'
import type { DataClass } from '#core/data-class.ts'
import type { DocumentStatus } from './document.ts'

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
