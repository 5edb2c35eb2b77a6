import type { Config } from '#config.ts'
import type { Context } from '#context.ts'
import type { Database } from '#memory/database.ts'
import type { Embedder, ModelGateway } from '#models/contract.ts'
import type { Sandbox } from '#plan/contract.ts'
import type { LiveAgent } from './live-agent.ts'

/** What the nodes of a turn work with, put together once in `app.ts`. */
export interface Services {
  readonly config: Pick<Config, 'RUN_LEASE_MS'>
  readonly context: Context
  readonly database: Database
  readonly sandbox: Sandbox
  readonly embedder: Embedder
  /** Null where no model is configured. */
  readonly gateway: ModelGateway | null
  readonly agents: ReadonlyMap<string, LiveAgent>
}
