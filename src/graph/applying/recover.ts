import { setTimeout as delay } from 'node:timers/promises'
import type { ToolDeclaration } from '#agents/contract.ts'
import { leaves, type Json } from '#json.ts'
import type { EffectOutcome, EffectRecord, SaidError } from '#memory/plan-record.ts'
import { declarationOf, definitionOf, type LiveAgent } from '../live-agent.ts'
import type { Turn } from '../turn.ts'
import { callEffect, timeoutMs, type Ended, type ToCall } from './dispatch.ts'

/** What is said of an effect that nobody can find out about, with the last error that came as an answer. */
export function nobodyKnows(said?: SaidError): Ended {
  return { state: 'unknown', outcome: { ok: false, code: 'outcome-unknown', ...(said && { said }) } }
}

/**
 * Finds out about an effect that began and whose outcome was lost: called again where that does nothing twice, since the
 * tool is idempotent, or takes our key and the key still lives; looked up where the tool has a `verify`; else nobody
 * knows, and a person says. `args` are those of the first call.
 */
export async function recoverEffect(turn: Turn, recovery: Recovery): Promise<Ended> {
  const { effect, live, now } = recovery
  const declaration = declarationOf(live, effect.tool)
  const sinceFirstMs = Date.parse(now) - Date.parse(effect.dispatchedAt ?? now)
  const retriedAtMs = performance.now()
  let { said } = recovery
  const mayRetry = declaration.idempotent || keyStillLives(declaration, sinceFirstMs, timeoutMs(live, declaration))
  if (mayRetry && (await recovery.mayCall(effect.tool))) {
    const { ended: again } = await callEffect(turn, { effect, live }, recovery)
    // Only that it worked is the first call's answer too. An error may be about the retry alone, be it a listed one: "in
    // progress", or a limit that the first call has used up.
    if (again.state === 'succeeded') return again
    said = saidIn(again.outcome) ?? said
  }
  if (!declaration.verify) return nobodyKnows(said)
  // A call that is still on its way would be missed by a look that comes too early. Where it may be made again, the last
  // call may be a retry, this one or that of a worker before, whose time is written nowhere.
  const isCalledAgain = declaration.idempotent || declaration.idempotencyKey !== null
  const sinceLastMs = isCalledAgain ? performance.now() - retriedAtMs : sinceFirstMs
  const restMs = timeoutMs(live, declaration) + declaration.verify.settlesMs - sinceLastMs
  if (restMs > 0) await delay(restMs, undefined, { signal: turn.signal })
  if (!(await recovery.mayCall(declaration.verify.tool))) return nobodyKnows(said)
  return lookUp(turn, { ...recovery, said }, declaration.verify)
}

export interface Recovery extends ToCall {
  readonly effect: EffectRecord
  readonly live: LiveAgent
  /** The database's time, ISO 8601. */
  readonly now: string
  /** The error with which a call before this one was answered. */
  readonly said?: SaidError | undefined
}

/** The error that came as an answer, of what is kept of a call that didn't work. */
export function saidIn(outcome: EffectOutcome | null): SaidError | undefined {
  return outcome?.ok === false ? outcome.said : undefined
}

// The life of a key is counted from the first call, and the retry itself takes time too.
function keyStillLives({ idempotencyKey, keyLivesMs }: ToolDeclaration, sinceMs: number, callMs: number): boolean {
  return idempotencyKey !== null && keyLivesMs !== null && sinceMs + callMs < keyLivesMs
}

async function lookUp(
  turn: Turn,
  { args, live, requester, said }: Recovery,
  verify: NonNullable<ToolDeclaration['verify']>,
): Promise<Ended> {
  const value = args[verify.by]
  if (value === undefined) return nobodyKnows(said)
  const found = await live.servers.call(
    verify.tool,
    { [verify.by]: value },
    { signal: turn.signal, definitionHash: definitionOf(live, verify.tool).hash, requester },
  )
  if (!found.ok) return nobodyKnows(said)
  const isAbsent = found.value === null || (Array.isArray(found.value) && found.value.length === 0)
  if (isAbsent) return { state: 'failed', outcome: { ok: false, code: 'did-not-happen', ...(said && { said }) } }
  return saysSomething(found.value)
    ? { state: 'succeeded', outcome: { ok: true, value: found.value } }
    : nobodyKnows(said)
}

// An empty shell, `{"refunds": []}` or `{"found": false}`, may mean that there is nothing, or nothing yet.
function saysSomething(value: Json): boolean {
  const empty: readonly Json[] = [null, false, 0, '']
  return [...leaves(value)].some(([, leaf]) => typeof leaf !== 'object' && !empty.includes(leaf))
}
