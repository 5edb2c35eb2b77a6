import { documentOf, joinLabels, type Label, type Labels } from '#plan-language/values/label.ts'
import { looksLikeInjection } from '#guardrails/screening/prompt-injection.ts'
import type { PlanAttempt } from '#memory/plans/plan-attempts.ts'
import type { PlanRecord, Slots } from '#memory/plans/plan-record.ts'
import type { ShownProgram } from '#models/prompts.ts'
import type { DryRun, PlanFailure, ShownValue } from '#plan-language/contract.ts'
import { shownRef } from '#sealed-plan/shown-values.ts'
import type { AgentRuntime } from '#turn/agent-runtime.ts'
import { failureLabel, type Failed } from '../attempt-label.ts'
import { withRedactedSecrets } from './redacted-secrets.ts'
import { isWithheldFromModels } from '#turn/withheld-from-models.ts'

/** A program that is over since its author is to see what it read, and writes another in its place. */
export interface Showing extends Failed {
  readonly shown: ShownValue
}

interface Asked {
  readonly live: Pick<AgentRuntime, 'agent' | 'declarations'>
  /** What was written before for the same plan. */
  readonly attempts: readonly PlanAttempt[]
}

/**
 * What becomes of a program that went through and asks for something to be shown to its author: that it is shown, or why not,
 * which its author is told as of any failure over what was read. Null where it doesn't ask.
 */
export function showing(
  { effects, shown, journal }: Extract<DryRun, { ok: true }>,
  { live, attempts }: Asked,
): Showing | Failed | null {
  const allowed = live.agent.shownToPlanner
  if (shown === null || !allowed) return null
  const failed = (failure: PlanFailure): Failed => ({ ok: false, failure, said: null, journal })
  const before = attempts.flatMap(({ failure }) => failure?.shown ?? [])
  const length = [...before, shown].reduce((sum, { value }) => sum + JSON.stringify(value).length, 0)
  if (effects.length > 0) return failed(BESIDE_WRITES)
  if (isOfDocument(shown.labels)) return failed(OF_DOCUMENT)
  if (isWithheldFromModels(allAsData(shown), live)) return failed(KEPT_FROM_MODELS)
  if (before.length >= allowed.rounds) return failed(ENOUGH)
  if (length > allowed.characters) return failed(tooLong(allowed.characters))
  return { ...failed(SHOWN), shown }
}

/** Whether a program is over since something of it is shown. */
export function isShowing(failed: Failed): failed is Showing {
  return 'shown' in failed
}

/** All that a program hangs on which was written after this was shown: what was shown, that it was, and all that was read by then. */
export function shownLabel(failed: Showing, refs: PlanRecord['refs']): Label {
  return joinLabels([failureLabel(failed, refs), ...Object.values(failed.shown.labels), failed.shown.because])
}

/** What the planner was shown for a plan so far, as references for the program: `shown1` first. */
export function shownValues(attempts: readonly PlanAttempt[]): Slots {
  const shown = attempts.flatMap(({ failure }) => failure?.shown ?? [])
  return Object.fromEntries(shown.map((value, index) => [shownRef(index + 1), value]))
}

/** An attempt as its author is shown it again, with what it read; `number` counts what was shown. */
export function shownProgram(
  { program }: PlanAttempt,
  { value }: Pick<ShownValue, 'value'>,
  number: number,
): ShownProgram {
  const mayGiveOrders = looksLikeInjection(JSON.stringify(value))
  return { program, shown: { ref: shownRef(number), value: withRedactedSecrets(value), mayGiveOrders } }
}

const SHOWN: PlanFailure = { kind: 'shown', message: 'Its author is shown what it read.', at: null }

const BESIDE_WRITES: PlanFailure = {
  kind: 'runtime',
  fault: 'show-beside-writes',
  message: 'show() is for a program that only reads: its writes are not done, so leave them to the next one.',
  at: null,
}

const ENOUGH: PlanFailure = {
  kind: 'runtime',
  fault: 'shown-enough',
  message: 'You are shown nothing more for this: go on with what you were shown.',
  at: null,
}

// The card has what was shown for everybody who may see the plan, and a document has readers of its own.
const OF_DOCUMENT: PlanFailure = {
  kind: 'runtime',
  fault: 'show-document',
  message: 'What documents say is not shown: go on with it as a value, or quote it.',
  at: null,
}

// What was pasted has the place in its message as its id.
function isOfDocument(labels: Labels): boolean {
  const sources = Object.values(labels).flatMap(({ data }) => data)
  return sources.some((source) => documentOf(source)?.includes('/') === false)
}

// What may never be sent to a model isn't its author's to mend, and nothing of it is told.
const KEPT_FROM_MODELS: PlanFailure = {
  kind: 'denied',
  message: 'The program asks for something to be shown to its author that no model may be shown.',
  at: null,
}

// What only decided what is shown, or that it is, shows in it too.
function allAsData({ labels, because }: ShownValue): Labels {
  const { data, ctrl } = joinLabels([...Object.values(labels), because])
  return { '': { data: [...data, ...ctrl], ctrl: [] } }
}

function tooLong(characters: number): PlanFailure {
  const message = `What is shown may have ${characters} characters in all: show the part that says what to do.`
  return { kind: 'runtime', fault: 'too-long', message, at: null }
}
