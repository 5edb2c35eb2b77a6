import type { LangGraphRunnableConfig } from '@langchain/langgraph'
import { labelOf } from '#plan-language/values/label.ts'
import type { Tx } from '#memory/database/database.ts'
import type { EffectRecord, PlanRecord } from '#memory/plans/plan-record.ts'
import { goOnReading } from '#memory/plans/allowed-reads.ts'
import { showCards } from '#memory/threads/messages.ts'
import { appendReads, moveOwnedPlan, storeDryRun, type PlanMove } from '#memory/plans/plan-changes.ts'
import { hasEqualPlans } from '#memory/plans/end-equal-plans.ts'
import { readEffectsNow } from '#memory/plans/plans.ts'
import { applyEffect, markUnknown, writeDown, type Applied } from '#effects/apply-effect.ts'
import { checkBeforeFirst, type Clearance, type FreshRun, type Rerun } from '#effects/preflight/check-before-first.ts'
import { checkBeforeReads } from '#effects/preflight/check-before-reads.ts'
import { checkBeforeResume, type AbortReason } from '#effects/preflight/check-before-resume.ts'
import { CHANGED_WHILE_WAITING } from '#effects/preflight/procedure-now.ts'
import { endEffect, type PendingOutcome } from '#effects/dispatch.ts'
import { readAnswer, wordsToRead } from '#effects/read-answer.ts'
import { isLeftUndone } from '#cards/outcome/tool-text.ts'
import { compensatesOnFailure, compensateEffects } from '#effects/compensate-effects.ts'
import { afterPlan } from '#planning/planner/next-round.ts'
import { cachePlan, readPlanWithContext } from '#judging/read-plan.ts'
import type { PlanWithContext } from '#turn/plan-context.ts'
import { readTurn, type TurnRecord } from '#turn/read-turn.ts'
import type { Services } from '#turn/services.ts'
import type { TurnState, TurnUpdate } from '#turn/state.ts'
import { serviceOf } from '#cards/plan-view/retry-view.ts'
import { turnOf, type Turn } from '#turn/turn.ts'
import { aheadOf } from './ahead-of.ts'

/**
 * Does what was judged, in order, each step once. From the first step on nothing is planned again: what has begun is
 * finished or stopped.
 */
export async function apply(
  services: Services,
  state: TurnState,
  config: LangGraphRunnableConfig,
): Promise<TurnUpdate> {
  const turn = turnOf(config)
  const record = readTurn(services, turn)
  const found = await readPlanWithContext(services, turn, record, state.planId ?? '')
  const { plan } = found
  if (plan.status !== 'applying') return afterPlan(plan, record.live)
  if (plan.asking) return goOnAllowed(services, turn, record, found)
  if (plan.effects.every((effect) => effect.state === 'planned')) {
    const clearance = await checkBeforeFirst(services, turn, record, found)
    if (!clearance.clear) return stopBefore(services, turn, plan, clearance)
  } else {
    const stop = await checkBeforeResume(services, turn, record, found)
    if (stop) return stopHalfWay(services, turn, found, stop)
  }
  const { status, unwritten, failure } = await applyAll(services, turn, found)
  const ended = await endEffect(services, turn, unwritten, async (tx) => {
    const to = { to: status, ...(failure && { failure }) }
    const [, now, hasEqual] = await Promise.all([
      move(tx, turn, plan, to),
      readEffectsNow(tx, plan.id),
      status !== 'done' || hasEqualPlans(tx, plan),
    ])
    turn.doneAlone = hasEqual ? null : plan.id
    return now && { ...plan, ...now, status, ...(failure && { failure }) }
  })
  if (status === 'unknown') {
    if (ended) cachePlan(turn, { plan: ended })
    return { next: 'approve' }
  }
  const after = afterPlan(ended ?? { ...plan, status }, record.live)
  if (ended && after.next === 'respond') cachePlan(turn, { plan: ended })
  return after
}

/** Reads were allowed, and nothing is staged yet: the program goes on where it stopped, or ends where they aren't any more. */
async function goOnAllowed(
  services: Services,
  turn: Turn,
  record: TurnRecord,
  found: PlanWithContext,
): Promise<TurnUpdate> {
  const { plan } = found
  const clearance = await checkBeforeReads(services, turn, record, found)
  return services.database.tenant(turn.tenantId, async (tx) => {
    if (clearance.clear) {
      await goOnReading(tx, clearance.allowed, turn.hold)
      return { planId: plan.id, next: 'plan' }
    }
    if (clearance.because === 'asks-more') return judgeAnew(tx, turn, plan, null)
    if (clearance.because === 'changed') {
      const failure = { code: 'reads-changed', text: CHANGED_WHILE_WAITING }
      await move(tx, turn, plan, { to: 'stale', changes: clearance.changes, failure })
      return { next: 'respond' }
    }
    await move(tx, turn, plan, { to: 'failed', failure: failureBefore(clearance) })
    return { next: 'respond' }
  })
}

interface AllApplied {
  readonly status: 'done' | 'failed' | 'unknown'
  readonly unwritten: PendingOutcome | null
  readonly failure?: NonNullable<PlanRecord['failure']>
  /** No step failed: what one was answered says that it isn't done. Nothing is taken back for that. */
  readonly isAnswered?: boolean
}

async function applyAll(services: Services, turn: Turn, found: PlanWithContext): Promise<AllApplied> {
  // A worker before this one may have been taking back already.
  const hasFailed = found.plan.effects.some(({ state }) => state === 'failed')
  const applied = hasFailed ? ALL_FAILED : await applyEffects(services, turn, found)
  if (applied.status !== 'failed' || applied.isAnswered || !compensatesOnFailure(found.context.live)) return applied
  return compensateEffects(services, turn, found, applied.unwritten)
}

const ALL_FAILED: AllApplied = { status: 'failed', unwritten: null }

async function applyEffects(services: Services, turn: Turn, found: PlanWithContext): Promise<AllApplied> {
  const done: EffectRecord[] = []
  let unwritten: PendingOutcome | null = null
  for (const effect of found.plan.effects) {
    if (turn.signal.aborted) {
      await writeDown(services, turn, unwritten)
      turn.signal.throwIfAborted()
    }
    const applied: Applied = await applyEffect(services, turn, { found, effect, done }, unwritten)
    unwritten = applied.unwritten
    if (applied.ended.state !== 'succeeded') {
      return { status: applied.ended.state, unwritten, ...refusedBy(found.context.live, effect, applied.ended) }
    }
    const step = { ...effect, ...applied.ended }
    if (wordsToRead(step.outcome) !== null && services.gateway !== null) {
      // That the call went through is written down before anybody reads what it was answered.
      await writeDown(services, turn, unwritten)
      unwritten = null
      const read = await readAnswer(services, turn, { found, effect }, step.outcome)
      if (read && step.outcome.ok) step.outcome = { ...step.outcome, read }
    }
    done.push(step)
    const isLast = effect === found.plan.effects.at(-1)
    // What a model planned after it may be for nothing now; what an operator wrote down goes on as it was written.
    if (!isLast && found.plan.author === 'model' && isLeftUndone(step.outcome))
      return { status: 'failed', unwritten, isAnswered: true }
  }
  return { status: 'done', unwritten }
}

/** The text beside a step with an unknown outcome whose service answered it with an error again and again. */
function refusedBy(live: PlanWithContext['context']['live'], { tool }: EffectRecord, { outcome }: Applied['ended']) {
  if (outcome.ok || outcome.code !== 'step-refused') return {}
  return {
    failure: { code: outcome.code, text: `It was refused by ${serviceOf(live, tool)}, each time that it was tried.` },
  }
}

/** Nothing was begun: the plan goes back to be judged, or ends. */
async function stopBefore(
  services: Services,
  turn: Turn,
  plan: PlanRecord,
  clearance: Extract<Clearance, { clear: false }>,
): Promise<TurnUpdate> {
  return services.database.tenant(turn.tenantId, async (tx) => {
    if (clearance.because === 'unconfirmed') {
      await move(tx, turn, plan, { to: 'waiting' })
      await showCards(tx, { id: turn.answerId, threadId: turn.threadId }, turn.hold, aheadOf(services, plan))
      return { planId: plan.id, next: 'approve' }
    }
    if (clearance.because === 'stale' || clearance.because === 'asks-more')
      return judgeAnew(tx, turn, plan, clearance.again)
    await move(tx, turn, plan, { to: 'failed', failure: failureBefore(clearance) })
    return { next: 'respond' }
  })
}

function failureBefore(clearance: Extract<Clearance, { because: 'tampered' | 'with-person' | 'suspended' }>) {
  switch (clearance.because) {
    case 'tampered':
      return {
        code: 'digest-differs',
        text: `The plan isn't the one that was judged (${clearance.field} differs). Nothing was done.`,
      }
    case 'with-person':
      return {
        code: 'with-person',
        text: 'A person has taken this conversation, so I began nothing. Nothing was done.',
      }
    case 'suspended':
      return {
        code: 'tool-suspended',
        text: 'Something this needs has changed, and our team has to check it first. Nothing was done.',
      }
  }
}

/** What was tried out again takes the place of what was; the plan itself where that is the same. */
async function judgeAnew(tx: Tx, turn: Turn, plan: PlanRecord, again: Rerun | null): Promise<TurnUpdate> {
  if (again === null) {
    await move(tx, turn, plan, { to: 'making' })
    return { next: 'judge' }
  }
  const { dryRun, journal, changes, edits } = again
  if (dryRun.failure || dryRun.effects.length === 0) {
    // What was said when there was still something to do mustn't be said of nothing.
    const text = 'Something changed while this waited, so it no longer applies. Nothing was done.'
    const said = dryRun.said ?? { text, label: labelOf('operator') }
    await move(tx, turn, plan, { to: 'stale', said, changes, ...(dryRun.failure && { failure: dryRun.failure }) })
    return { next: 'respond' }
  }
  const { effects, citations, intent, written, playbook } = dryRun
  const said = stillAhead(plan, dryRun)
  const of = playbook === undefined ? {} : { playbook }
  const next = { planId: plan.id, generation: plan.generation + 1 }
  await storeDryRun(
    tx,
    { ...next, said, effects, changes, edits, citations, intent, written, next: dryRun.next, ...of },
    turn.hold,
  )
  await appendReads(tx, { ...next, entries: journal }, turn.hold)
  return { next: 'judge' }
}

// What was told ahead of the same kind of steps in the same words stays told; everything else waits.
function stillAhead({ said: before, effects }: PlanRecord, { said, effects: now }: FreshRun): PlanRecord['said'] {
  const isSame =
    said?.text === before?.text && effects.map(({ tool }) => tool).join() === now.map(({ tool }) => tool).join()
  return said && isSame && before?.ahead ? { ...said, ahead: before.ahead } : said
}

/** Something was begun: what is under way is for a person to find out about, and nothing more is begun. */
async function stopHalfWay(
  services: Services,
  turn: Turn,
  found: PlanWithContext,
  stop: AbortReason,
): Promise<TurnUpdate> {
  const { plan } = found
  const rows = [...plan.effects, ...plan.undoings]
  const begun = rows.find(({ state }) => state === 'dispatched')
  if (begun) await markUnknown(services, turn, { found, effect: begun })
  const isUnknown = begun !== undefined || rows.some(({ state }) => state === 'unknown')
  await services.database.batch(turn.tenantId, (tx) =>
    move(tx, turn, plan, isUnknown ? { to: 'unknown' } : { to: 'failed', failure: { ...stop } }),
  )
  return { next: isUnknown ? 'approve' : 'respond' }
}

async function move(tx: Tx, { hold }: Turn, plan: PlanRecord, to: Omit<PlanMove, 'from'>): Promise<void> {
  await moveOwnedPlan(tx, plan.id, { from: ['applying'], ...to }, hold)
}
