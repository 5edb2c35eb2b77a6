import type { PlanRecord } from '#memory/plans/plan-record.ts'
import type { DryRun, PlanFailure } from '#plan-language/contract.ts'
import type { Failed } from '../attempt-label.ts'

/**
 * A program that went through and leaves whoever asked with nothing: no step and no word, or another round without a step.
 * Its author is told, as of any failure over what was read; null where there is something. In a later round the
 * steps before are what there is.
 */
export function cameToNothing(
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
