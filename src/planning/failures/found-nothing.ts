import { isWhereNothingWasFound } from '#plan-language/analysis/absent-lookup.ts'
import type { DryRun, PlanFailure } from '#plan-language/contract.ts'
import type { AgentRuntime } from '#turn/agent-runtime.ts'
import type { Failed } from '../attempt-label.ts'
import { notFound, type NotFound } from './not-found.ts'

/**
 * That a program ended since what it looked for isn't there: its own words where it says so, ours where it failed there. Null
 * where it ended otherwise, or staged something.
 */
export function foundNothing(
  dryRun: DryRun,
  plan: Parameters<typeof notFound>[1],
  live: Pick<AgentRuntime, 'declarations'>,
): NotFound | null {
  if (!dryRun.ok) return notFound(dryRun, plan, live)
  const { said, saidAt, effects } = dryRun
  if (!said || !saidAt || effects.length > 0 || !isWhereNothingWasFound(plan.program, saidAt)) return null
  return { code: 'plan-not-found', text: said.text, said }
}

/** The failure of a program that found nothing, as its author gets it. */
export function foundNothingFailure({ journal }: Pick<DryRun, 'journal'>): Failed {
  return { ok: false, failure: FOUND_NOTHING, said: null, journal }
}

const FOUND_NOTHING: PlanFailure = {
  kind: 'runtime',
  fault: 'found-nothing',
  message: 'The program ended where what it looked for isn’t there.',
  at: null,
}
