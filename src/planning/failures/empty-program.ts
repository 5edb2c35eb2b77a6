import type { PlanRecord } from '#memory/plans/plan-record.ts'
import type { DryRun, PlanFailure } from '#plan-language/contract.ts'
import type { Failed } from '../attempt-label.ts'

/**
 * The failure of a program that ran and produced nothing: no step and no text, or another round without a step. Its author
 * gets it like any failure over what was read; null where it produced something. In a later round, the steps before count.
 */
export function emptyProgramFailure(
  { effects, said, next, journal }: Extract<DryRun, { ok: true }>,
  { round }: Pick<PlanRecord, 'round'>,
): Failed | null {
  if (effects.length > 0) return null
  const failure = next !== null ? TOO_EARLY : said === null && round === 0 ? SAYS_NOTHING : null
  return failure && { ok: false, failure, said: null, journal }
}

const TOO_EARLY: PlanFailure = {
  kind: 'runtime',
  fault: 'next-too-early',
  message: 'next() comes after writes. What was read is there already: go on with it in this program.',
  at: null,
}

const SAYS_NOTHING: PlanFailure = {
  kind: 'runtime',
  fault: 'says-nothing',
  message:
    'The program staged nothing and said nothing: say(text) tells what was found, also where nothing is to be done.',
  at: null,
}
