import type { Tx } from '#memory/database/database.ts'
import { readKillSwitches, type KillSwitch } from '#memory/agents/kill-switches.ts'
import type { TenantId } from '#core/principal.ts'
import type { Services } from '../services.ts'

/** The kill switches that were on at a moment of this process's monotonic clock. */
export interface KillSwitchesSeen {
  readonly stops: readonly KillSwitch[]
  readonly atMs: number
}

/** How long what was seen counts before a read, in ms. A stop must hold within a second of its answer. */
const COUNTS_FOR_MS = 500

/** Reads the kill switches that are on now. */
export async function seeKillSwitches(tx: Tx): Promise<KillSwitchesSeen> {
  const atMs = performance.now()
  return { stops: await readKillSwitches(tx), atMs }
}

/** Reads them again where what was read is too old. */
async function renewStops(
  services: Pick<Services, 'database'>,
  tenantId: TenantId,
  seen: KillSwitchesSeen,
): Promise<KillSwitchesSeen> {
  if (performance.now() - seen.atMs <= COUNTS_FOR_MS) return seen
  return services.database.batch(tenantId, seeKillSwitches)
}

/** The kill switch that keeps an agent from calling a tool, or null. */
export function killSwitchOver(
  stops: readonly KillSwitch[],
  { tool, agent }: { tool: string; agent: string },
): KillSwitch | null {
  return (
    stops.find(
      ({ kind, name }) =>
        kind === 'tenant' || (kind === 'tool' && name === tool) || (kind === 'agent' && name === agent),
    ) ?? null
  )
}

/** Checks before each call that no kill switch is on for an agent's tool. */
export function callGate(
  services: Pick<Services, 'database'>,
  {
    tenantId,
    agent,
    seen = NOT_SEEN,
  }: { readonly tenantId: TenantId; readonly agent: string; readonly seen?: KillSwitchesSeen },
): (tool: string) => Promise<boolean> {
  let newest = seen
  return async (tool) => {
    newest = await renewStops(services, tenantId, newest)
    return killSwitchOver(newest.stops, { tool, agent }) === null
  }
}

const NOT_SEEN: KillSwitchesSeen = { stops: [], atMs: Number.NEGATIVE_INFINITY }
