import type { DryRun, JournalEntry, PlanFailure } from '#plan-language/contract.ts'
import type { PlanFailureRecord } from '#memory/plans/plan-record.ts'
import { isLookup } from '#plan-language/values/lookups.ts'
import { isReader } from '#knowledge/model-readers.ts'
import { isPermanent } from '#mcp/permanent-fault.ts'

/** What a plan goes by stands nowhere in the company's documents: a code, and words for the person who asked. */
export const RULE_MISSING = {
  code: 'rule-missing',
  text: 'The rule I follow for this has changed in our documents. Nothing was done. Our team has to look at it first.',
} as const

/** Why a plan came to nothing: a code, words for the person who asked, and where and what for its program's author. */
export function failureOf({ failure, journal }: Extract<DryRun, { ok: false }>): PlanFailureRecord {
  return { code: `plan-${failure.kind}`, text: failureText(failure, journal), where: failedWhere(failure) }
}

/** Where and what, as it is kept. */
export function failedWhere({
  message,
  at,
}: Pick<PlanFailure, 'message' | 'at'>): NonNullable<PlanFailureRecord['where']> {
  return { message, at: at && { line: at.line, column: at.column } }
}

// Never a value, a tool's words or a place in the program.
function failureText({ kind, fault }: PlanFailure, journal: readonly JournalEntry[]): string {
  if (fault === 'no-email')
    return 'I need your e-mail address for this, and none is verified for your account. Nothing was done.'
  switch (kind) {
    case 'tool':
      if (fault === 'schema') return UNUSABLE
      return (
        heldBackText(journal) ??
        lookupText(journal) ??
        readerText(journal) ??
        lastingText(journal) ??
        'I couldn’t look up what I needed just now. Nothing was done. Please try again in a little while.'
      )
    case 'asked':
      return 'I’d need to look at something that a person has to allow first. Nothing was done.'
    case 'denied':
      return 'I’d need to look at something that I’m not allowed to see. Nothing was done.'
    case 'limit':
      return 'This took more steps than I’m allowed to take. Nothing was done.'
    case 'thrown':
      return 'The procedure for this stopped itself. Nothing was done.'
    case 'syntax':
    case 'runtime':
    case 'handle':
    case 'flow':
    case 'crashed':
    case 'protocol':
    case 'replay':
    case 'shown':
      return 'Something went wrong while I worked this out. Nothing was done.'
  }
}

/** What stays as it is until its operator mends it. */
const UNUSABLE =
  'Something I need for this is broken. Nothing was done. Trying again won’t help; our team has been told.'

function lastingText(journal: readonly JournalEntry[]): string | null {
  const failed = journal.find(({ answer }) => !answer.ok)
  return failed && !failed.answer.ok && isPermanent(failed.answer.code) ? UNUSABLE : null
}

// What an operator keeps from being called, who asked can do nothing about but wait.
function heldBackText(journal: readonly JournalEntry[]): string | null {
  const failed = journal.find(({ answer }) => !answer.ok)
  if (!failed || failed.answer.ok) return null
  switch (failed.answer.code) {
    case 'tool-stopped':
      return 'Our team has paused something I need for this. Nothing was done.'
    case 'tool-changed':
    case 'tool-not-accepted':
      return 'Something I need for this has changed, and our team has to check it first. Nothing was done.'
    case 'requester-signed-out':
      return 'I do this with your own rights, and your sign-in has ended. Nothing was done. Sign in again, then ask again.'
    case 'token-refused':
      return 'I do this with your own rights, and I wasn’t given them. Nothing was done. Please tell our team.'
    default:
      return null
  }
}

// What a document doesn't say is no fault of a service.
function lookupText(journal: readonly JournalEntry[]): string | null {
  const failed = journal.find(({ answer }) => !answer.ok)
  if (!failed || failed.answer.ok || !isLookup(failed.tool)) return null
  switch (failed.answer.code) {
    case 'quote-not-found':
      return 'I relied on something that our documents don’t say. Nothing was done. A person can look at it.'
    case 'passage-missing':
      return 'I relied on something that isn’t in our documents, or that you can’t see. Nothing was done.'
    case 'kept-from-models':
      return 'A model would have to read something for this that models aren’t shown. Nothing was done.'
    default:
      return null
  }
}

// A failed reading by a model is told as what it is. The first read that failed ended the plan.
function readerText(journal: readonly JournalEntry[]): string | null {
  const failed = journal.find(({ answer }) => !answer.ok)
  if (!failed || failed.answer.ok || !isReader(failed.tool)) return null
  switch (failed.answer.code) {
    case 'model-missing':
      return 'For this I need a model to read a text, and none is set up here. Nothing was done.'
    case 'model-output-invalid':
      return 'I couldn’t make out what I needed from a text. Nothing was done. A person can look at it.'
    case 'kept-from-models':
      return 'A model would have to read something for this that models aren’t shown. Nothing was done.'
    case 'text-too-long':
      return 'A text that I have to read for this is too long for me. Nothing was done.'
    case 'model-calls-spent':
      return 'This took more questions to a model than I may ask. Nothing was done.'
    default:
      return 'The model that reads texts for me doesn’t answer just now. Nothing was done. Please try again in a little while.'
  }
}
