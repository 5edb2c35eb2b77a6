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

export function toolsOf(world: string): readonly WorldTool[] {
  return TOOLS[world] ?? []
}

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
  /** Forgets what was done; with words of somebody else's at a place of the state, where some are given. */
  beginAnew(planted?: readonly Planted[]): void
}

/** Words that are added to those at a place of the state. */
export interface Planted {
  readonly at: readonly (string | number)[]
  readonly words: string
}

const StateYaml = z.record(z.string(), z.record(z.string(), z.record(z.string(), z.unknown())))

/** What a world's server knows at the start of each task, as of today. */
export async function readState(world: string): Promise<State> {
  return StateYaml.parse(await readWorldFile(world, 'state.yaml'))
}

/** Starts the tool server of a world, over MCP on a port of its own. */
export async function startWorld(scope: Scope, world: string): Promise<WorldServer> {
  const atStart = await readState(world)
  let state = structuredClone(atStart)
  let seen = 0
  const tools = toolsOf(world).map(({ offered, answer }) => ({
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
    beginAnew: (planted = []) => {
      state = structuredClone(atStart)
      for (const { at, words } of planted) plant(state, at, words)
      seen = server.calls.length
    },
  }
}

function plant(place: unknown, [key, ...rest]: readonly (string | number)[], words: string): void {
  if (key === undefined || typeof place !== 'object' || place === null) throw new Error('There is no such place.')
  const inside: unknown = Reflect.get(place, key)
  if (rest.length > 0) return plant(inside, rest, words)
  Reflect.set(place, key, typeof inside === 'string' ? `${inside} ${words}` : words)
}
