import { canonicalJson } from '#core/commitment.ts'
import { AppError } from '#core/errors.ts'
import { isJsonObject, type Json, type JsonObject } from '#core/json.ts'
import { joinLabels, labelOf, type Label } from '#plan-language/values/label.ts'
import { failBeforeCall, markCompensated, storeCompensations } from '#memory/ledger/ledger.ts'
import type { EffectRecord, PlanRecord } from '#memory/plans/plan-record.ts'
import { readPlan } from '#memory/plans/plans.ts'
import { askedOfPerson } from '#judging/ask-for-programs.ts'
import { planFacts } from '#judging/facts.ts'
import type { PlanWithContext } from '#turn/plan-context.ts'
import { declarationOf, definitionOf, type AgentRuntime } from '#turn/agent-runtime.ts'
import type { Services } from '#turn/services.ts'
import type { Turn } from '#turn/turn.ts'
import { applyEffect, markUnknown, writeDown } from './apply-effect.ts'
import { endEffect, type PendingOutcome } from './dispatch.ts'
import { missingApprovals } from '#sealed-plan/approval/approval-status.ts'
import { findTampering } from './preflight/find-tampering.ts'

/** The result of a compensation: the plan has failed either way, or the outcome of a step is unknown. */
export interface Undone {
  readonly status: 'failed' | 'unknown'
  readonly unwritten: PendingOutcome | null
  /** Why taking back was stopped, where a row isn't what it was; in words for the person who asked. */
  readonly failure?: NonNullable<PlanRecord['failure']>
}

/** Whether an agent compensates the steps that were done before one that failed. */
export function compensatesOnFailure({ agent }: Pick<AgentRuntime, 'agent'>): boolean {
  return agent.onFailure === 'compensate'
}

/**
 * Compensates (saga) the steps that were done before one that failed, last first, each by what its tool declares. Each is a
 * row of the ledger, behind the plan's own: begun once, looked up after a crash, escalated to a person where its outcome is
 * unknown. The first that can't be compensated ends it; what is done then stays, and is reported.
 */
export async function compensateEffects(
  services: Services,
  turn: Turn,
  found: PlanWithContext,
  unwritten: PendingOutcome | null,
): Promise<Undone> {
  await writeDown(services, turn, unwritten)
  const { live } = found.context
  const before = await readAgain(services, turn, found.plan.id)
  const wanted = undoingsOf(before, live)
  if (wanted.length > before.undoings.length) {
    await services.database.batch(turn.tenantId, (tx) => storeCompensations(tx, before, wanted, turn.hold))
  }
  for (const { index } of wanted) {
    turn.signal.throwIfAborted()
    const plan = await readAgain(services, turn, found.plan.id)
    const stepsChanged = findTampering(turn, found.context, plan, found.journal)
    const undoing = plan.undoings.find((candidate) => candidate.index === index)
    // Made again from what was approved and what came of it: a row alone is no reason for a call.
    const again = undoingsOf(plan, live).find((candidate) => candidate.index === index)
    const field = stepsChanged ?? (undoing && again ? changedField(undoing, again) : 'step')
    if (!undoing || !again || field !== null) return stopUndoing(services, turn, { found, plan, undoing, field })
    const refusal = whyRefused({ ...found, plan }, undoing, again)
    if (refusal !== null) {
      await refuse(services, turn, plan, { index, code: refusal })
      return { status: 'failed', unwritten: null }
    }
    const applied = await applyEffect(services, turn, { found: { ...found, plan }, effect: undoing, done: [] }, null)
    const { state } = applied.ended
    if (state === 'unknown') return { status: 'unknown', unwritten: applied.unwritten }
    await endEffect(services, turn, applied.unwritten, async (tx) => {
      if (state === 'succeeded') await markCompensated(tx, plan.id, again.undoes, turn.hold)
    })
    if (state === 'failed') break
  }
  return { status: 'failed', unwritten: null }
}

export interface Undoing {
  readonly index: number
  readonly undoes: number
  readonly tool: string
  readonly args: JsonObject
  readonly because: Label
  readonly definitionHash: string
  /** Whether something that it is to be called with isn't in what came of the step that it takes back. */
  readonly lacksArgument: boolean
}

/** The steps that take others back, the last first, with the numbers behind the plan's own. */
function undoingsOf({ effects }: PlanRecord, live: AgentRuntime): readonly Undoing[] {
  const undoable = effects.filter(
    (effect) => isDone(effect) && (live.declarations.get(effect.tool)?.compensate ?? null) !== null,
  )
  return undoable.reverse().map((effect, place) => {
    const { compensate } = declarationOf(live, effect.tool)
    if (!compensate) throw new AppError('A step without a way back.', { code: 'compensation-missing' })
    const sources = Object.entries(compensate.args).map(([name, source]): [string, Json | undefined] => {
      if (!('from' in source)) return [name, source.value]
      const result = effect.outcome?.ok ? effect.outcome.value : undefined
      return [name, at(source.from === 'result' ? result : (effect.resolvedArgs ?? undefined), source.path)]
    })
    const args = Object.fromEntries(sources.flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])))
    return {
      index: effects.length + place,
      undoes: effect.index,
      tool: compensate.tool,
      args,
      because: joinLabels([effect.because, labelOf('operator')]),
      definitionHash: definitionOf(live, compensate.tool).hash,
      lacksArgument: sources.some(([, value]) => value === undefined),
    }
  })
}

function isDone({ state }: EffectRecord): boolean {
  return state === 'succeeded' || state === 'compensated'
}

function at(value: Json | undefined, path: readonly string[]): Json | undefined {
  let found: Json | undefined = value
  for (const key of path) {
    if (Array.isArray(found)) found = found[Number(key)]
    else found = isJsonObject(found) && Object.hasOwn(found, key) ? found[key] : undefined
  }
  return found
}

/** What of a row isn't what would be written today of what was approved and done; null where all is. */
function changedField(row: EffectRecord, again: Undoing): string | null {
  if (row.tool !== again.tool) return 'tool'
  if (row.undoes !== again.undoes) return 'step'
  if (row.definitionHash !== again.definitionHash) return 'definition'
  if (canonicalJson(row.args) !== canonicalJson(again.args)) return 'args'
  return canonicalJson(row.because) === canonicalJson(again.because) ? null : 'because'
}

/** Nothing more is taken back: of what is under way a person finds out, and what differs is named. */
async function stopUndoing(services: Services, turn: Turn, { found, plan, undoing, field }: Stopped): Promise<Undone> {
  const text = `What would take a step back isn’t what was approved any more (${field} differs).`
  const failure = { code: 'digest-differs', text }
  if (undoing?.state === 'planned') await refuse(services, turn, plan, { ...undoing, code: 'undoing-differs' })
  if (undoing?.state === 'dispatched') await markUnknown(services, turn, { found, effect: undoing })
  const isUnknown = undoing?.state === 'dispatched' || undoing?.state === 'unknown'
  return isUnknown ? { status: 'unknown', unwritten: null } : { status: 'failed', unwritten: null, failure }
}

interface Stopped {
  readonly found: PlanWithContext
  readonly plan: PlanRecord
  readonly undoing: EffectRecord | undefined
  readonly field: string | null
}

/** The code that says why a step isn't begun that takes another back; null where it is, or was before. */
function whyRefused(found: PlanWithContext, undoing: EffectRecord, { lacksArgument }: Undoing): string | null {
  if (undoing.state !== 'planned') return null
  // Called without it, a tool may take back something else, or all there is.
  if (lacksArgument) return 'step-result-missing'
  return mayUndo(found, undoing) ? null : 'undoing-refused'
}

// Judged as it will be called: no rule, no call; a question counts as answered only by who approved the plan.
function mayUndo({ plan, journal, context, rolesNow }: PlanWithContext, undoing: EffectRecord): boolean {
  const { policies } = context.live
  const undone = plan.effects.find(({ index }) => index === undoing.undoes)
  if (!undone) return false
  const label = joinLabels([undone.because, ...Object.values(undone.labels), labelOf('operator')])
  const labels = Object.fromEntries(Object.keys(undoing.args).map((name) => [`/${name}`, label]))
  const call = { tool: undoing.tool, args: undoing.args, labels, because: undoing.because }
  const within = { effects: [...plan.effects, undoing], index: plan.effects.length }
  const verdict = askedOfPerson(policies.judgeCall(call, planFacts(context, journal), within), plan, context.live)
  return verdict.decision !== 'deny' && missingApprovals(plan, verdict, { rolesNow, policies }).length === 0
}

async function refuse(
  services: Services,
  turn: Turn,
  plan: PlanRecord,
  { index, code }: { readonly index: number; readonly code: string },
): Promise<void> {
  const row = { planId: plan.id, index, code }
  await services.database.batch(turn.tenantId, (tx) => failBeforeCall(tx, row, turn.hold))
}

async function readAgain(services: Services, turn: Turn, planId: string): Promise<PlanRecord> {
  const plan = await services.database.batch(turn.tenantId, (tx) => readPlan(tx, planId))
  if (!plan) throw new AppError('A plan that was begun is gone.', { code: 'plan-missing' })
  return plan
}
