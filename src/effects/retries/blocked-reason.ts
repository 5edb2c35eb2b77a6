import type { Tx } from '#memory/database/database.ts'
import { readKillSwitches } from '#memory/agents/kill-switches.ts'
import { readPins } from '#memory/agents/tool-pins.ts'
import { killSwitchOver } from '#turn/lease/kill-switches.ts'
import type { Dispatch } from '../dispatch.ts'

/** Why an effect may not be called: a kill switch is on, or its tool's definition is pinned to another. Null where it may. */
export async function blockedReasonNow(
  tx: Tx,
  { effect, live }: Pick<Dispatch, 'effect' | 'live'>,
): Promise<'tool-stopped' | 'tool-changed' | null> {
  const [stops, pins] = await Promise.all([readKillSwitches(tx), readPins(tx)])
  if (killSwitchOver(stops, { tool: effect.tool, agent: live.agent.name })) return 'tool-stopped'
  const pin = pins.find(({ tool }) => tool === effect.tool)
  return pin && pin.definitionHash !== effect.definitionHash ? 'tool-changed' : null
}
