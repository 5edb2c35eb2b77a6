import { join } from 'node:path'
import { MANY_MESSAGES, startParley, type TestParley } from '../../test/helpers/parley.ts'
import type { Scope } from '../../test/helpers/database.ts'
import { modelAt } from '../model-at.ts'
import { openScriptedPlanner, type ScriptedPlanner } from './scripted-planner.ts'
import { startWorld, WORLDS, type WorldServer } from './worlds.ts'

/** The app with an agent for each world, their tool servers, and the model that writes. */
export interface TaskStage {
  readonly parley: TestParley
  readonly planner: ScriptedPlanner
  readonly worlds: ReadonlyMap<string, WorldServer>
}

export interface TaskStageOptions {
  /** The worlds whose tasks are tried; left out, all. */
  readonly names?: readonly string[]
  /** Where a model is that plans instead of the script, up to `/v1`. */
  readonly model?: string
}

/** Starts all that the tasks of these worlds need, once. Closed with the scope. */
export async function openTaskStage(
  scope: Scope,
  { names = WORLDS, model }: TaskStageOptions = {},
): Promise<TaskStage> {
  const planner = await openScriptedPlanner()
  scope.after(async () => await planner[Symbol.asyncDispose]())
  // Every agent of the folder is loaded, so every one of them has its server.
  const servers = await Promise.all(WORLDS.map((world) => startWorld(scope, world)))
  const urls = servers.map(({ world, url }) => [`${world.toUpperCase()}_MCP_URL`, url])
  const parley = await startParley(scope, {
    shop: { url: 'http://127.0.0.1:1', token: 'none' },
    limits: MANY_MESSAGES,
    environment: {
      ...planner.environment,
      ...(model !== undefined && modelAt(model)),
      ...Object.fromEntries(urls),
      // A machine with much else to do loses no run for that.
      RUN_LEASE_MS: '30000',
      AGENTS_DIR: join(import.meta.dirname, 'agents'),
    },
  })
  const chosen = servers.filter(({ world }) => names.includes(world))
  return { parley, planner, worlds: new Map(chosen.map((server) => [server.world, server])) }
}
