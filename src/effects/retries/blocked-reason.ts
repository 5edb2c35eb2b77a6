import type { Tx } from '#memory/database/database.ts'
import { readStops } from '#memory/agents/stops.ts'
import { readPins } from '#memory/agents/tool-pins.ts'
import { stopOver } from '#turn/lease/stops.ts'
import type { Dispatch } from '../dispatch.ts'

/** How an operator keeps an effect from being called: its tool was stopped, or accepted otherwise. Null: nobody does. */
export async function blockedReasonNow(
  tx: Tx,
  { effect, live }: Pick<Dispatch, 'effect' | 'live'>,
): Promise<'tool-stopped' | 'tool-changed' | null> {
  const [stops, pins] = await Promise.all([readStops(tx), readPins(tx)])
  if (stopOver(stops, { tool: effect.tool, agent: live.agent.name })) return 'tool-stopped'
  const pin = pins.find(({ tool }) => tool === effect.tool)
  return pin && pin.definitionHash !== effect.definitionHash ? 'tool-changed' : null
}
