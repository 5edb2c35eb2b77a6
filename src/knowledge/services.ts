import type { Context } from '#core/context.ts'
import type { Database } from '#memory/database/database.ts'
import type { AttackClassifier, Embedder } from '#models/contract.ts'

/** What looking after documents needs. */
export interface KnowledgeServices {
  readonly database: Database
  readonly embedder: Embedder
  /** Left out where none is configured, as for whoever only takes documents in. */
  readonly classifier?: AttackClassifier | null
  readonly context: Context
}
