import type { PressProblem } from '#contract/press-problem.ts'
import type { Refusal } from '#contract/problem.ts'
import type { AppError } from '#core/errors.ts'
import { problemTexts } from '../texts/problem-texts.ts'

/** What leads on after a press that wasn't taken. `mend`: what was typed stays, to be changed and sent again. */
export type Lead = 'try-again' | 'look-again' | 'sign-in' | 'open-conversation' | 'own-page' | 'mend'

/** By the code alone, never by the status: one status has many reasons. */
const LEADS: Readonly<Record<PressProblem, Lead>> = {
  'not-signed-in': 'sign-in',
  'scope-missing': 'look-again',
  'not-found': 'look-again',
  'invalid-json': 'look-again',
  'body-too-large': 'mend',
  'unsupported-media-type': 'look-again',
  'invalid-request': 'mend',
  'unknown-parameter': 'look-again',
  'repeated-parameter': 'look-again',
  'wrong-role': 'look-again',
  'own-edit': 'look-again',
  'document-not-yours': 'look-again',
  'person-required': 'sign-in',
  'own-page-required': 'own-page',
  'decided-before': 'look-again',
  'hand-over-open': 'open-conversation',
  'plan-expired': 'look-again',
  'digest-differs': 'look-again',
  stopped: 'try-again',
  'tool-suspended': 'try-again',
  'requester-signed-out': 'try-again',
  'change-refused': 'mend',
  'reason-unknown': 'mend',
  'effect-known': 'look-again',
  'plan-at-work': 'try-again',
  'run-ended': 'look-again',
  'run-not-cancellable': 'look-again',
  internal: 'try-again',
  'timed-out': 'try-again',
  'database-busy': 'try-again',
  'database-unavailable': 'try-again',
  'connection-lost': 'try-again',
  'unexpected-answer': 'look-again',
  unknown: 'look-again',
}

/** A press that wasn't taken: why, in a sentence, and what leads on. */
export interface RefusedPress {
  readonly code: string
  readonly words: string
  readonly lead: Lead
  /** The conversation that a person has; null where it isn't about one. */
  readonly handOverId: string | null
  /** The value of a change that it is about; null where it is about none. */
  readonly at: { readonly effect: number; readonly path: string } | null
}

/** What a press came to that wasn't taken, in the language that is drawn in. A code of a newer server says its own words. */
export function refusedPress({ code, message, retryable, details }: AppError): RefusedPress {
  const facts: Refusal = { ...details, ...(message === '' ? {} : { detail: message }) }
  const { handOverId = null, effect, path } = facts
  const at = effect === undefined || path === undefined ? null : { effect, path }
  if (isKnown(code)) return { code, words: problemTexts[code](facts), lead: LEADS[code], handOverId, at }
  const lead = retryable ? 'try-again' : 'look-again'
  return { code, words: message === '' ? problemTexts.unknown(facts) : message, lead, handOverId, at }
}

function isKnown(code: string): code is PressProblem {
  return Object.hasOwn(LEADS, code)
}
