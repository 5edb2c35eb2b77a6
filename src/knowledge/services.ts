import type { Context } from '#core/context.ts'
import type { Database } from '#memory/database/database.ts'
import type { Embedder } from '#models/contract.ts'

/** What looking after documents needs. */
export interface KnowledgeServices {
  readonly database: Database
  readonly embedder: Embedder
  readonly context: Context
}
