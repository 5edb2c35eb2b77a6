import type { AttemptFailure } from '#memory/plans/plan-attempts.ts'
import type { EffectRecord } from '#memory/plans/plan-record.ts'
import type { FailedProgram, ToldFailure } from '#models/prompts.ts'
import { onlyCallOf, operationAt, subjectAt } from '#plan-language/analysis/operation-at.ts'

/**
 * A failure as the author of the next program is told of it. Where it may reveal untrusted data (`isHidden`), that
 * is the kind of the failure and of the fault, each from a closed list, what to do about it, and the place with the program's
 * own word for what it does there: a few bits, and their labels are on all that is written next. Else it is our words too.
 */
export function plannerFailure(
  program: string,
  failure: AttemptFailure,
  { isHidden }: { readonly isHidden: boolean },
): FailedProgram['failure'] {
  const others = failure.others ?? []
  const told = (each: Fault) => toldFault(program, each, isHidden)
  return { ...told(failure), ...(others.length > 0 && { others: others.map(told) }) }
}

/** What two failures have in common that are for the same reason, wherever in their programs they are. */
export function reasonOf(program: string, { kind, fault, message, at, error }: AttemptFailure): string {
  // Of values, what is done with them is more of a reason than the words for it.
  return JSON.stringify(
    kind === 'runtime' && fault
      ? [kind, fault, operationAt(program, at), subjectAt(program, at)]
      : [kind, message, error ?? null],
  )
}

/**
 * Why a step of an earlier round failed, as whoever writes the next program is told of it: kinds from closed lists, a code that
 * the tool's entry lists under `nothing` (`listed`), and the place of the call where the program has only one of that tool.
 */
export function plannerStepFailure(
  program: string,
  { tool, outcome }: Pick<EffectRecord, 'tool' | 'outcome'>,
  listed: readonly string[],
): ToldFailure {
  const failed = outcome?.ok === false ? outcome : null
  const fault = STEP_FAULTS[failed?.code ?? ''] ?? 'not-begun'
  const code = fault === 'refused' ? failed?.said?.code : null
  const at = onlyCallOf(program, tool)
  const whatToDo = WHAT_TO_DO[fault === 'refused' ? 'tool' : fault]
  return {
    kind: 'step-failed',
    fault,
    ...(typeof code === 'string' && listed.includes(code) && { code }),
    ...(at !== null && { line: at.line, column: at.column + 1 }),
    ...(whatToDo !== undefined && { whatToDo }),
  }
}

/** By the code of a step's outcome. */
const STEP_FAULTS: Readonly<Record<string, string>> = {
  'tool-error': 'refused',
  'tool-arguments-invalid': 'arguments',
  'step-result-missing': 'no-result',
  'late-argument-refused': 'result-refused',
}

// Each of them follows from the kind and the fault alone, so it tells no more than these do.
const WHAT_TO_DO: Readonly<Record<string, string>> = {
  tool: 'What was called answered with an error; no rule refused it. Give it other arguments, look elsewhere for what is needed, or do without it.',
  'not-found': 'Nothing was found there: write what to do where it isn’t there.',
  'found-nothing':
    'Nothing was found there. Before the person hears that, look elsewhere once: in what another read lists or links to, by a wider search, or in other words. Where there is nowhere else to look, say it again.',
  'no-such-element':
    'Nothing was there to take this of: ask whether it is there first (if (!row) …, ?.), and write what to do where it isn’t.',
  'empty-list': 'The list was empty: write what to do then.',
  'not-a-number': 'This value was no number: convert it, or ask what it is first (Number.isNaN).',
  'not-a-date': 'This value was no date: take the part of the text that is one, or ask what it is first.',
  'no-result':
    'A step before returned nothing that this call could be given: end the program with next() after that step, and look at what refs have of it.',
  'result-refused': 'What a step before returned may not be used for this call: take what it needs from elsewhere.',
  arguments:
    'A value that this call was given doesn’t fit its declaration, such as null, or a text for a number: ask what it is first.',
}

type Fault = Pick<AttemptFailure, 'kind' | 'fault' | 'message' | 'at'> &
  Partial<Pick<AttemptFailure, 'error' | 'argument'>>

function toldFault(
  program: string,
  { kind, fault, message, at, error, argument }: Fault,
  isHidden: boolean,
): ToldFailure {
  const operation = operationAt(program, at)
  const isTool = kind === 'tool'
  const whatToDo = WHAT_TO_DO[isTool ? kind : (fault ?? '')]
  return {
    kind: isTool ? 'tool-failed' : kind,
    // Of a tool's errors only its own answer is for the planner to mend.
    ...(isTool ? { fault: 'refused', ...(error !== undefined && { code: error }) } : fault !== undefined && { fault }),
    ...(!isHidden && !isTool && { message }),
    ...(at !== null && { line: at.line, column: at.column + 1 }),
    ...(operation !== null && { operation }),
    ...(argument !== undefined && { argument }),
    ...(whatToDo !== undefined && { whatToDo }),
  }
}
