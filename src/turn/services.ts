import type { Config } from '#core/config.ts'
import type { Context } from '#core/context.ts'
import type { EvidenceKey } from '#memory/events/evidence-key.ts'
import type { Database } from '#memory/database/database.ts'
import type { ReadStorage } from '#memory/database/storage.ts'
import type { ToolPin } from '#memory/agents/tool-pins.ts'
import type { AttackClassifier, Embedder, Entailment, ModelGateway, Reranker } from '#models/contract.ts'
import type { Sandbox } from '#plan-language/contract.ts'
import type { DocumentParser } from '#documents/contract.ts'
import type { ClaimHealth } from './lease/claim-health.ts'
import type { AgentRuntime } from './agent-runtime.ts'

/** What the nodes of a turn work with, put together once in `app.ts`. */
export interface Services {
  readonly config: Pick<
    Config,
    'KEEP_TRYING_MS' | 'RUNS_AT_ONCE' | 'RUN_LEASE_MS' | 'SIGN_IN_KEY' | 'TYPED_BLOCK_LENGTH'
  >
  readonly context: Context
  readonly database: Database
  readonly sandbox: Sandbox
  readonly embedder: Embedder
  /** Null where none is configured. */
  readonly reranker: Reranker | null
  /** May refuse a sentence of a model's that our checks let through. Null where none is configured. */
  readonly entailment: Entailment | null
  readonly classifier: AttackClassifier | null
  /** Turns files that are handed in into text. */
  readonly parser: DocumentParser
  /** Null where no model is configured. */
  readonly gateway: ModelGateway | null
  /** Null in a process that serves nobody. */
  readonly evidenceKey: EvidenceKey | null
  /** Whether this process's worker gets through to the queue; null where it has none. */
  readonly claims: ClaimHealth | null
  /** What the database may still write. */
  readonly storage: ReadStorage
  readonly agents: ReadonlyMap<string, AgentRuntime>
  /** An agent as it is with these definitions accepted. Throws `agent-broken` where its folder doesn't fit them. */
  readonly withPins: (live: AgentRuntime, pins: readonly ToolPin[]) => AgentRuntime
  /** Puts an agent in the place of the one of its name, for every claim of a run from now on. */
  readonly replaceAgent: (live: AgentRuntime) => void
  /** Puts every agent together anew with what is accepted by now, and resolves when that is done. */
  readonly renewAgents: () => Promise<void>
}
