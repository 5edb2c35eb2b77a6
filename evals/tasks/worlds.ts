import { z } from 'zod'
import { startToolServer } from '../../test/helpers/tool-server.ts'
import type { Scope } from '../../test/helpers/database.ts'
import { readWorldFile } from './task.ts'
import type { State, WorldTool } from './world-tool.ts'
import { bankTools } from './worlds/bank/server.ts'
import { fileTools } from './worlds/files/server.ts'
import { mailTools } from './worlds/mail/server.ts'
import { roomTools } from './worlds/rooms/server.ts'
import { shopTools } from './worlds/shop/server.ts'
import { travelTools } from './worlds/travel/server.ts'

/** The tools of each world's server. */
const TOOLS: Readonly<Record<string, readonly WorldTool[]>> = {
  bank: bankTools,
  mail: mailTools,
  files: fileTools,
  rooms: roomTools,
  travel: travelTools,
  shop: shopTools,
}

export const WORLDS: readonly string[] = Object.keys(TOOLS)

/** A world's tool server, which keeps a state that begins anew with each task. */
export interface WorldServer {
  readonly world: string
  readonly url: string
  /** As it is now. */
  state(): State
  /** As it is at the start of each task. */
  readonly atStart: State
  /** The calls since it began anew, those that were refused too. */
  calls(): readonly { readonly name: string; readonly args: unknown }[]
  beginAnew(): void
}

const StateYaml = z.record(z.string(), z.record(z.string(), z.record(z.string(), z.unknown())))

/** Starts the tool server of a world, over MCP on a port of its own. */
export async function startWorld(scope: Scope, world: string): Promise<WorldServer> {
  const atStart = StateYaml.parse(await readWorldFile(world, 'state.yaml'))
  let state = structuredClone(atStart)
  let seen = 0
  const tools = (TOOLS[world] ?? []).map(({ offered, answer }) => ({
    ...offered,
    answer: (args: unknown) => answer(args, state),
  }))
  const server = await startToolServer(scope, { tools })
  return {
    world,
    url: server.url,
    atStart,
    state: () => state,
    calls: () => server.calls.slice(seen),
    beginAnew: () => {
      state = structuredClone(atStart)
      seen = server.calls.length
    },
  }
}
