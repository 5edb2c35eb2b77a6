import type { Storage } from '#memory/database/storage.ts'
import type { HeldRuns } from '#memory/runs/resting-runs.ts'

/** What a server asks for itself, in nobody's name. */
export interface ServerOperations {
  /** Adds what this server let go of somebody's rates to what all have, in ms of each; gives what is used of them now. */
  shareRates(tenantId: string, used: ReadonlyMap<string, number>): Promise<ReadonlyMap<string, number>>
  /** What the database may still write; null where nobody says. */
  storage(): Promise<Storage | null>
  /** Runs of all tenants that rest, and that were set aside; null where the database doesn't say. */
  heldRuns(): Promise<HeldRuns | null>
  /** Each agent's tool servers, and whether this process leaves one alone since its calls failed. */
  toolServers(): readonly { readonly agent: string; readonly server: string; readonly isResting: boolean }[]
}
