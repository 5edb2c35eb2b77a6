import { labelOf, type Label } from '#plan-language/values/label.ts'
import {
  failAttempt,
  readAttempts,
  readByFailedAttempts,
  storeAttempt,
  type PlanAttempt,
} from '#memory/plans/plan-attempts.ts'
import type { NewPlan } from '#memory/plans/plan-changes.ts'
import { readPlansBeforeRound } from '#memory/plans/plans.ts'
import type { PlanRecord } from '#memory/plans/plan-record.ts'
import type { JournalEntry, Said } from '#plan-language/contract.ts'
import { parseJournal } from '#sealed-plan/journal.ts'
import type { TurnRecord } from '#turn/read-turn.ts'
import type { Services } from '#turn/services.ts'
import type { Turn } from '#turn/turn.ts'
import { askPlanner, type WrittenProgram } from './planner/ask-planner.ts'
import { failureLabel, mistakeLabel, type Failed } from './attempt-label.ts'
import { gaveUp } from './planner/planner-texts.ts'
import type { PlanWithContext } from '#turn/plan-context.ts'
import { sampleRun } from './samples/sample-run.ts'
import { isShowing, shownLabel } from './planner/shown-to-planner.ts'
import { reasonOf } from './failures/planner-failure.ts'
import { endedBy, outcomeOf, type Ended } from './program-outcome.ts'
import { tryPlan, type Tried } from './try-plan.ts'

/** How often a model may write a program anew. */
const MOST_REPAIRS = 2

/** What came of planning. */
export interface Planned extends Ended {
  /** The reads' place: the attempt that was tried last. */
  readonly generation: number
  /** The program that was tried last, and what it was given. */
  readonly ran: Pick<PlanRecord, 'program' | 'slots' | 'refs' | 'playbook' | 'procedures'>
}

/** The row of a plan that a model is to write, before it has. */
export function planWithoutProgram(
  fields: Omit<NewPlan, 'author' | 'playbook' | 'program' | 'literals' | 'slots' | 'identity'>,
): NewPlan {
  return {
    ...fields,
    author: 'model',
    playbook: null,
    program: '',
    literals: labelOf('model'),
    slots: {},
    identity: null,
  }
}

/**
 * Has the model write a program, keeps it, tries it out, and has it written anew where that may help. A worker that takes
 * over goes on with the program that was kept last, and asks for none that is there.
 */
export async function planByModel(
  services: Services,
  turn: Turn,
  { live }: TurnRecord,
  started: PlanWithContext,
): Promise<Planned> {
  const { context } = started
  let { plan, journal } = started
  const { attempts, readByFailed, earlier } = await readKept(services, turn, plan)
  for (;;) {
    const last = attempts.at(-1)
    const tried = { generation: plan.generation, ran: plan }
    if (last && !last.failure) {
      // Before anything is read, so that it can be told where a failure on what was read mustn't be.
      const mistake = journal.length === 0 ? await sampleRun(services, turn, plan, live) : null
      const attempt = { plan, context, generation: plan.generation, journal, readByFailed }
      const dryRun: Tried = mistake ?? (await tryPlan(services, turn, attempt))
      const outcome = outcomeOf(dryRun, { plan, live, attempts })
      if ('failure' in outcome) return { ...tried, ...outcome }
      const { again: failed, said } = outcome
      readByFailed.push(...failed.journal)
      const label = labelOfEnd(failed, plan, { isSample: mistake !== null })
      const kept = await keepFailure(services, turn, { plan, attempt: last, dryRun: failed, label, said })
      attempts.splice(-1, 1, kept)
    } else if (last?.failure && (repairsOf(attempts) >= MOST_REPAIRS + 1 || failedTheSame(attempts))) {
      const { program, failure } = last
      return { ...tried, ...endedBy(attempts, gaveUp({ program, failure }, live)) }
    } else {
      tellWriting(turn, repairsOf(attempts))
      const asked = await askPlanner(services, turn, { plan, live, failed: attempts, earlier })
      if (!asked.written) return { ...tried, ...endedBy(attempts, asked.failure) }
      const { program } = asked
      attempts.push(await keepProgram(services, turn, { plan, attempt: attempts.length, program }))
      plan = { ...plan, ...program, generation: attempts.length - 1 }
      journal = []
      turn.progress.enter('trying')
    }
  }
}

function labelOfEnd(
  failed: Failed,
  { refs, identity }: PlanRecord,
  { isSample }: { readonly isSample: boolean },
): Label {
  if (isSample) return mistakeLabel(failed, refs)
  const given = { ...refs, ...identity }
  return isShowing(failed) ? shownLabel(failed, given) : failureLabel(failed, given)
}

// What was shown is no failure: the program after it is a first one again.
function repairsOf(attempts: readonly PlanAttempt[]): number {
  return attempts.length - 1 - attempts.findLastIndex(({ failure }) => failure?.shown)
}

async function readKept(services: Services, turn: Turn, { id, round }: PlanRecord) {
  const [kept, read, earlier] = await services.database.batch(turn.tenantId, (tx) =>
    Promise.all([readAttempts(tx, id), readByFailedAttempts(tx, id), readPlansBeforeRound(tx, turn.hold.runId, round)]),
  )
  const readByFailed: JournalEntry[] = [...parseJournal(read)]
  return { attempts: [...kept], readByFailed, earlier }
}

// Told once of a reason and failing for it again, a model is not likely to mend it.
function failedTheSame(attempts: readonly PlanAttempt[]): boolean {
  const [before, last] = attempts
    .slice(-2)
    .map(({ program, failure }) => failure && !failure.shown && reasonOf(program, failure))
  return before != null && before !== false && before === last
}

function tellWriting({ progress }: Turn, attempts: number): void {
  if (attempts === 0) progress.enter('writing')
  else progress.enter('mending', { at: attempts, of: MOST_REPAIRS })
}

// Kept before it is tried out, so that it is never asked for twice.
async function keepProgram(
  services: Services,
  turn: Turn,
  { plan, attempt, program }: { readonly plan: PlanRecord; readonly attempt: number; readonly program: WrittenProgram },
): Promise<PlanAttempt> {
  await services.database.batch(turn.tenantId, (tx) =>
    storeAttempt(tx, { ...program, planId: plan.id, attempt }, turn.hold),
  )
  const { literals, slots } = program
  return { attempt, program: program.program, literals, slots, failure: null }
}

interface FailedTry {
  readonly plan: PlanRecord
  readonly attempt: PlanAttempt
  readonly dryRun: Failed
  readonly label: Label
  readonly said: Said | null
}

async function keepFailure(
  services: Services,
  turn: Turn,
  { plan, attempt, dryRun, label, said }: FailedTry,
): Promise<PlanAttempt> {
  const { failure: first, others } = dryRun
  const { value, labels } = isShowing(dryRun) ? dryRun.shown : { value: null, labels: null }
  const error = declaredError(dryRun)
  const failure = {
    ...first,
    label,
    ...(error !== undefined && { error }),
    ...(others && others.length > 0 && { others: [...others] }),
    ...(labels && { shown: { value, labels } }),
    ...(said && { notFound: said }),
  }
  const failed = { planId: plan.id, attempt: attempt.attempt, failure }
  await services.database.batch(turn.tenantId, (tx) => failAttempt(tx, failed, turn.hold))
  return { ...attempt, failure }
}

// The read that failed ends the program, so it is the last that did.
function declaredError({ failure, journal }: Failed): string | undefined {
  const answer = failure.kind === 'tool' ? journal.findLast((entry) => !entry.answer.ok)?.answer : undefined
  return answer?.ok === false ? answer.error : undefined
}
