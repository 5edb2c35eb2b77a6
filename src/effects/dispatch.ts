import { JsonObject, type Json } from '#core/json.ts'
import type { Requester } from '#mcp/contract.ts'
import { appendToThread } from '#memory/threads/append-to-thread.ts'
import { isCommitUnknown } from '#memory/database/commit-unknown.ts'
import type { Tx } from '#memory/database/database.ts'
import type { NewEvent } from '#memory/events/events.ts'
import { beginAgain, dispatchEffect, isBegun, recordOutcome } from '#memory/ledger/ledger.ts'
import type { EffectRecord, PlanRecord } from '#memory/plans/plan-record.ts'
import type { EffectOutcome } from '#memory/plans/tool-answer.ts'
import { leaseLost } from '#memory/runs/leases.ts'
import { extendLease } from '#turn/lease/extend-lease.ts'
import { idempotencyKey } from './idempotency-key.ts'
import type { ToolOutcome } from '#mcp/contract.ts'
import { isVoid, permanentFaultOfWrite } from '#mcp/permanent-fault.ts'
import { withSpan } from '#core/telemetry.ts'
import type { ToolDeclaration } from '#agents/contract.ts'
import { declarationOf, type AgentRuntime } from '#turn/agent-runtime.ts'
import type { Services } from '#turn/services.ts'
import { appendThreadEvents } from '#turn/feed/append-thread-events.ts'
import type { Turn } from '#turn/turn.ts'
import { callOutcome, errorSaidBy } from './retries/call-outcome.ts'
import { takeFreshLease, isLeaseTooOld, LEASE_MARGIN_MS } from './retries/fresh-lease.ts'

/** How an effect ended: it happened, it surely didn't, or its outcome is unknown. */
export type Ended = { readonly state: 'succeeded' | 'failed' | 'unknown'; readonly outcome: EffectOutcome }

/** An effect that has ended, and whose row doesn't say so yet: it is written with what comes next. */
export interface PendingOutcome {
  readonly planId: string
  readonly index: number
  readonly ended: Ended
}

export interface Dispatch {
  readonly plan: PlanRecord
  readonly effect: EffectRecord
  readonly live: AgentRuntime
  /** The arguments with their handles resolved, and without our key. */
  readonly args: JsonObject
}

/**
 * Records an effect as dispatched, with the outcome of the one before it, and only then lets the call go. Throws `lease-lost`
 * where the row says that it isn't ours to begin: then nothing was called.
 *
 * Where the commit's outcome is unknown, the row tells. What stands there as begun under this claim is this call's
 * own beginning, since nothing else begins under it, and nothing was sent for it yet: it goes on. Whoever finds it later
 * can't know that.
 */
export async function beginEffect(
  services: Services,
  turn: Turn,
  dispatch: Dispatch,
  before: PendingOutcome | null,
): Promise<Begun> {
  try {
    return await writeBegun(services, turn, dispatch, before)
  } catch (error) {
    if (!isCommitUnknown(error)) throw error
    const { plan, effect } = dispatch
    const stands = await services.database.batch(turn.tenantId, (tx) => isBegun(tx, plan.id, effect.index, turn.hold))
    return stands ? goOnBegun(services, turn, dispatch) : writeBegun(services, turn, dispatch, before)
  }
}

/**
 * Takes the lease of a step anew after a process pause between its beginning and its call. Throws `lease-lost` where
 * another worker has the step by now.
 */
export async function heldToCall(services: Services, turn: Turn, dispatch: Dispatch, begun: Begun): Promise<Begun> {
  return isLeaseTooOld(begun.heldSinceMs) ? goOnBegun(services, turn, dispatch) : begun
}

async function goOnBegun(services: Services, turn: Turn, dispatch: Dispatch): Promise<Begun> {
  const heldSinceMs = await holdAgain(services, turn, dispatch)
  return { args: argumentsOf(dispatch), key: keyOf(dispatch.plan, dispatch.effect), heldSinceMs }
}

/**
 * Takes the lease of a step that was begun, for a call of it that goes now, and says since when it is held. Time has passed:
 * the lease, and what an operator says of the tool, count as they are now. Throws `lease-lost`.
 */
export function holdAgain(
  services: Services,
  turn: Turn,
  { plan, effect, live }: Omit<Dispatch, 'args'>,
): Promise<number> {
  const leaseMustLastMs = leaseForCallMs(live, effect.tool)
  const again = { planId: plan.id, index: effect.index, leaseMustLastMs }
  return takeFreshLease(() =>
    services.database.batch(turn.tenantId, (tx) =>
      Promise.all([extendLease(tx, turn, leaseMustLastMs), beginAgain(tx, again, turn.hold)]),
    ),
  )
}

async function writeBegun(
  services: Services,
  turn: Turn,
  dispatch: Dispatch,
  before: PendingOutcome | null,
): Promise<Begun> {
  const { plan, effect, live } = dispatch
  const { id: planId } = plan
  const { index } = effect
  const key = keyOf(plan, effect)
  const args = argumentsOf(dispatch)
  const leaseMustLastMs = leaseForCallMs(live, effect.tool)
  const row = { planId, index, idempotencyKey: key, resolvedArgs: args, leaseMustLastMs }
  const dispatched = { type: 'effect-dispatched', runId: turn.hold.runId, planId, index } as const
  const heldSinceMs = performance.now()
  await appendToThread(services.database, turn, (tx) =>
    Promise.all([
      extendLease(tx, turn, leaseMustLastMs),
      before && recordOutcome(tx, { ...before, ...before.ended }, turn.hold),
      dispatchEffect(tx, row, turn.hold),
      appendThreadEvents(tx, services, turn.threadId, ...completed(turn, before), dispatched),
    ]),
  )
  return { args, key, heldSinceMs }
}

/** What a call may go with. */
export interface Begun {
  readonly args: JsonObject
  readonly key: string
  /** Taken from the process's monotonic clock just before its lease was. */
  readonly heldSinceMs: number
}

/** What a call came to, and how its server put it. */
export interface Called {
  readonly ended: Ended
  readonly outcome: ToolOutcome
}

/**
 * Calls a write. The one place where Parley changes something outside itself; its row is `dispatched` by now. Throws
 * `lease-lost` where that was too long ago: then nothing was called.
 */
export async function callEffect(
  turn: Turn,
  { effect, live }: Pick<Dispatch, 'effect' | 'live'>,
  { args, key, heldSinceMs, mayCall, requester }: ToCall,
): Promise<Called> {
  if (isLeaseTooOld(heldSinceMs)) throw leaseLost(turn.hold.runId)
  const options = {
    signal: turn.held,
    definitionHash: effect.definitionHash,
    timeoutMs: timeoutMs(live, declarationOf(live, effect.tool)),
    idempotencyKey: key,
    requester,
    isRepeatable: isRepeatable(declarationOf(live, effect.tool)),
    mayStillGo: () => mayCall(effect.tool),
  }
  const outcome = await withSpan(`tool ${effect.tool}`, { 'gen_ai.tool.name': effect.tool }, () =>
    live.servers.call(effect.tool, args, options),
  )
  const fault = permanentFaultOfWrite(outcome)
  if (fault) await live.servers.reportFault(effect.tool, fault, requester)
  return { ended: endedBy(outcome, declarationOf(live, effect.tool)), outcome }
}

function isRepeatable({ idempotent, idempotencyKey, keyLivesMs }: ToolDeclaration): boolean {
  return idempotent || (idempotencyKey !== null && keyLivesMs !== null)
}

function endedBy(outcome: ToolOutcome, declaration: ToolDeclaration): Ended {
  if (outcome.ok || outcome.answer) return { state: 'succeeded', outcome: doneBy(outcome) }
  const state = callOutcome(outcome, declaration) === 'nothing' ? 'failed' : 'unknown'
  const said = errorSaidBy(outcome, declaration)
  return { state, outcome: { ok: false, code: outcome.code, ...(said && { said }) } }
}

/** What a call gave that went through. What can't be used of it is no value, and no later step gets it. */
function doneBy(outcome: ToolOutcome): EffectOutcome {
  const value = outcome.ok ? outcome.value : null
  const { answer } = outcome
  if (!answer) return { ok: true, value }
  return { ok: true, value, answer: { ...answer, ...(!outcome.ok && !isVoid(outcome) && { unusable: outcome.code }) } }
}

/** A call that has begun. */
export interface ToCall extends Begun {
  /** Whether an operator lets a tool be called now. */
  readonly mayCall: (tool: string) => Promise<boolean>
  /** Whose plan it is. */
  readonly requester: Requester
}

/** Writes down how an effect ended and tells whoever follows the thread, with what else is to be stored then. */
export async function endEffect<T>(
  services: Services,
  turn: Turn,
  effect: PendingOutcome | null,
  andThen: (tx: Tx) => Promise<T>,
): Promise<T> {
  if (effect === null) return services.database.batch(turn.tenantId, andThen)
  return appendToThread(services.database, turn, async (tx) => {
    const [, also] = await Promise.all([
      recordOutcome(tx, { ...effect, ...effect.ended }, turn.hold),
      andThen(tx),
      appendThreadEvents(tx, services, turn.threadId, ...completed(turn, effect)),
    ])
    return also
  })
}

function completed({ hold }: Turn, effect: PendingOutcome | null): readonly NewEvent['event'][] {
  if (effect === null) return []
  const { planId, index, ended } = effect
  return [{ type: 'effect-completed', runId: hold.runId, planId, index, state: ended.state }]
}

/** How long a call of this tool may take. */
export function timeoutMs(live: AgentRuntime, declaration: Pick<ToolDeclaration, 'server' | 'timeoutMs'>): number {
  if (declaration.timeoutMs !== null) return declaration.timeoutMs
  return live.agent.servers.find((server) => server.name === declaration.server)?.timeoutMs ?? 5_000
}

/** How long the lease must last for a call of this tool to begin. */
export function leaseForCallMs(live: AgentRuntime, tool: string): number {
  return timeoutMs(live, declarationOf(live, tool)) + LEASE_MARGIN_MS
}

/** What an effect is called with, now and after any crash. */
export function keyOf({ digest }: Pick<PlanRecord, 'digest'>, { index }: Pick<EffectRecord, 'index'>): string {
  return idempotencyKey(digest ?? '', index)
}

/** What an effect is called with: its arguments and our key, which is the same for ever. */
export function argumentsOf({ plan, effect, live, args }: Dispatch): JsonObject {
  const name = declarationOf(live, effect.tool).idempotencyKey
  const key = keyOf(plan, effect)
  // The key travels in `_meta` with every call.
  const entries: readonly (readonly [string, Json])[] = name === null || name === '_meta' ? [] : [[name, key]]
  return JsonObject.parse({ ...args, ...Object.fromEntries(entries) })
}
