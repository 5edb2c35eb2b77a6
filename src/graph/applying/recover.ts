import { setTimeout as delay } from 'node:timers/promises'
import type { ToolDeclaration } from '#agents/contract.ts'
import type { JsonObject } from '#json.ts'
import type { EffectRecord } from '#memory/plan-record.ts'
import { declarationOf, definitionOf, type LiveAgent } from '../live-agent.ts'
import type { Services } from '../services.ts'
import type { Turn } from '../turn.ts'
import { callEffect, timeoutMs, type Ended } from './dispatch.ts'

/** What is said of an effect that nobody can find out about. */
export const NOBODY_KNOWS: Ended = { state: 'unknown', outcome: { ok: false, code: 'outcome-unknown' } }

/**
 * Finds out about an effect that began and whose outcome was lost: called again with the same key where the tool takes
 * one and it still lives; looked up where the tool has a `verify`; else nobody knows, and a person says. `args` are those
 * of the first call.
 */
export async function recoverEffect(
  services: Services,
  turn: Turn,
  { effect, live, args, now }: Recovery,
): Promise<Ended> {
  const declaration = declarationOf(live, effect.tool)
  const sinceMs = Date.parse(now) - Date.parse(effect.dispatchedAt ?? now)
  if (keyStillLives(declaration, sinceMs, timeoutMs(live, declaration))) {
    const again = await callEffect(services, turn, { effect, live }, args)
    if (tellsOfTheFirst(again)) return again
  }
  if (!declaration.verify) return NOBODY_KNOWS
  // A call that is still on its way would be missed by a look that comes too early.
  const restMs = timeoutMs(live, declaration) + declaration.verify.settlesMs - sinceMs
  if (restMs > 0) await delay(restMs, undefined, { signal: turn.signal })
  return lookUp(turn, args, live, declaration.verify)
}

export interface Recovery {
  readonly effect: EffectRecord
  readonly live: LiveAgent
  readonly args: JsonObject
  /** The database's time, ISO 8601. */
  readonly now: string
}

// The tool's own answer to a key is its answer for ever. That a second call never reached it says nothing of the first.
function tellsOfTheFirst({ state, outcome }: Ended): boolean {
  return state === 'succeeded' || (!outcome.ok && outcome.code === 'tool-error')
}

// The life of a key is counted from the first call, and the retry itself takes time too.
function keyStillLives({ idempotencyKey, keyLivesMs }: ToolDeclaration, sinceMs: number, callMs: number): boolean {
  return idempotencyKey !== null && keyLivesMs !== null && sinceMs + callMs < keyLivesMs
}

async function lookUp(
  turn: Turn,
  args: JsonObject,
  live: LiveAgent,
  verify: NonNullable<ToolDeclaration['verify']>,
): Promise<Ended> {
  const value = args[verify.by]
  if (value === undefined) return NOBODY_KNOWS
  const found = await live.servers.call(
    verify.tool,
    { [verify.by]: value },
    { signal: turn.signal, definitionHash: definitionOf(live, verify.tool).hash },
  )
  if (!found.ok) return NOBODY_KNOWS
  const absent = found.value === null || (Array.isArray(found.value) && found.value.length === 0)
  if (absent) return { state: 'failed', outcome: { ok: false, code: 'did-not-happen' } }
  return { state: 'succeeded', outcome: { ok: true, value: found.value } }
}
