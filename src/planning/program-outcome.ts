import type { PlanAttempt } from '#memory/plans/plan-attempts.ts'
import type { PlanRecord } from '#memory/plans/plan-record.ts'
import type { DryRun, JournalEntry, ReadRequest, Said } from '#plan-language/contract.ts'
import type { AgentRuntime } from '#turn/agent-runtime.ts'
import { isMendable, type Failed } from './attempt-label.ts'
import { emptyProgramFailure } from './failures/empty-program.ts'
import { foundNothing, foundNothingFailure } from './failures/found-nothing.ts'
import type { NotFound } from './failures/not-found.ts'
import { stopped, type PlannerFailure } from './planner/planner-texts.ts'
import { isShowing, showing } from './planner/shown-to-planner.ts'
import type { Tried } from './try-plan.ts'

/** How planning ended. Without a failure there is a dry run that went through. */
export interface Ended {
  readonly dryRun: DryRun | null
  readonly failure: PlannerFailure | null
  /** Reads that people are to be asked about first; then it is no failure that it didn't go through. */
  readonly asked?: readonly ReadRequest[]
}

/** That another program is to be written. */
export interface Again {
  readonly again: Failed
  /** What its requester is told where that one comes to nothing; null where there is nothing to tell. */
  readonly said: Said | null
}

interface Written {
  readonly plan: PlanRecord
  readonly live: AgentRuntime
  readonly attempts: readonly PlanAttempt[]
}

/**
 * What comes of a program that was tried out. That it found nothing its requester is told once another program has looked
 * elsewhere; nobody is asked to allow that.
 */
export function outcomeOf(dryRun: Tried, { plan, live, attempts }: Written): Ended | Again {
  const heard = heardBefore(attempts)
  if (dryRun.asked) return heard ? notFoundBy(dryRun, heard) : { dryRun, failure: null, asked: dryRun.asked }
  const failed = dryRun.ok ? (showing(dryRun, { live, attempts }) ?? emptyProgramFailure(dryRun, plan)) : dryRun
  const nothing = failed && isShowing(failed) ? null : foundNothing(failed ?? dryRun, plan, live)
  if (nothing && !heard) return { again: foundNothingFailure(dryRun), said: nothing.said }
  if (!failed) return { dryRun, failure: null }
  if (nothing) return notFoundBy(failed, nothing)
  if (isMendable(failed)) return { again: failed, said: null }
  return heard ? notFoundBy(failed, heard) : { dryRun: failed, failure: stopped(failed, live) }
}

/** No other program is written: what one before found is told rather than why. */
export function endedBy(attempts: readonly PlanAttempt[], failure: PlannerFailure): Ended {
  const heard = heardBefore(attempts)
  return heard ? notFoundBy({ journal: [] }, heard) : { dryRun: null, failure }
}

function heardBefore(attempts: readonly PlanAttempt[]): NotFound | null {
  const [said] = attempts.flatMap(({ failure }) => failure?.notFound ?? [])
  return said ? { code: 'plan-not-found', text: said.text, said } : null
}

function notFoundBy({ journal }: { readonly journal: readonly JournalEntry[] }, heard: NotFound): Ended {
  return { dryRun: { ...foundNothingFailure({ journal }), said: heard.said }, failure: heard }
}
