import type { Tx } from '#memory/database/database.ts'
import { readStops, type KillSwitch } from '#memory/agents/stops.ts'
import type { TenantId } from '#core/principal.ts'
import type { Services } from '../services.ts'

/** What is stopped, as of a moment of this process's monotonic clock. */
export interface StopsSeen {
  readonly stops: readonly KillSwitch[]
  readonly atMs: number
}

/** How long what was seen counts before a read, in ms. A stop must hold within a second of its answer. */
const COUNTS_FOR_MS = 500

/** What is stopped now. */
export async function seeStops(tx: Tx): Promise<StopsSeen> {
  const atMs = performance.now()
  return { stops: await readStops(tx), atMs }
}

/** Asks the database again where what was seen is too old. */
async function renewStops(
  services: Pick<Services, 'database'>,
  tenantId: TenantId,
  seen: StopsSeen,
): Promise<StopsSeen> {
  if (performance.now() - seen.atMs <= COUNTS_FOR_MS) return seen
  return services.database.batch(tenantId, seeStops)
}

/** The stop that keeps an agent from calling a tool, or null. */
export function stopOver(
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

/** Whether nobody has stopped an agent's tool a moment ago, asked as often as a call comes to it. */
export function callGate(
  services: Pick<Services, 'database'>,
  {
    tenantId,
    agent,
    seen = NOT_SEEN,
  }: { readonly tenantId: TenantId; readonly agent: string; readonly seen?: StopsSeen },
): (tool: string) => Promise<boolean> {
  let newest = seen
  return async (tool) => {
    newest = await renewStops(services, tenantId, newest)
    return stopOver(newest.stops, { tool, agent }) === null
  }
}

const NOT_SEEN: StopsSeen = { stops: [], atMs: Number.NEGATIVE_INFINITY }
