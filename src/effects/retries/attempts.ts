import type { ToolDeclaration } from '#agents/contract.ts'
import type { ToolOutcome } from '#mcp/contract.ts'
import type { StepTry } from '#memory/plans/plan-record.ts'
import type { EffectOutcome, SaidError } from '#memory/plans/tool-answer.ts'
import { callOutcome, errorSaidBy } from './call-outcome.ts'

/** One attempt of a step: what came of it, and the error with which it was answered, where it was. */
export interface Attempt extends Pick<StepTry, 'did' | 'came' | 'code'> {
  readonly said?: SaidError | undefined
}

/** The attempt that a failed call or look-up was, by what the tool's declaration says of errors. */
export function attemptOf(
  did: StepTry['did'],
  outcome: Extract<ToolOutcome, { ok: false }>,
  declaration: Pick<ToolDeclaration, 'nothing'>,
): Attempt {
  const said = errorSaidBy(outcome, declaration)
  const fate = callOutcome(outcome, declaration)
  const code = said?.code ?? outcome.code
  if (fate === 'lost') return { did, came: 'silence', code: outcome.code, said }
  return fate === 'nothing' && OUTAGES.has(outcome.code)
    ? { did, came: 'not-sent', code: outcome.code, said }
    : { did, came: 'error', code, said }
}

/** How a server that isn't there now turns a call away. Whatever else is an answer, and the same one is of no use for long. */
const OUTAGES: ReadonlySet<string> = new Set([
  'tool-unreachable',
  'tool-busy',
  'tool-resting',
  'tool-timeout',
  'tool-connection-lost',
])

/** Adds an attempt; one like the last is counted with it. `at`: ISO 8601, by the database's clock. */
export function withAttempt(tries: readonly StepTry[], came: Attempt, at: string): readonly StepTry[] {
  const last = tries.at(-1)
  if (!last || last.did !== came.did || last.came !== came.came || last.code !== came.code) {
    const { did, came: what, code } = came
    return [...tries, { did, came: what, code, firstAt: at, lastAt: at, times: 1 }]
  }
  return [...tries.slice(0, -1), { ...last, lastAt: at, times: last.times + 1 }]
}

/** Counts a step's attempts that match. */
export function countAttempts(tries: readonly StepTry[], of: Partial<Pick<StepTry, 'did' | 'came' | 'code'>>): number {
  const entries = Object.entries(of)
  const matching = tries.filter((one) =>
    entries.every(([name, value]) => Object.entries(one).some(isPair(name, value))),
  )
  return matching.reduce((sum, { times }) => sum + times, 0)
}

function isPair(name: string, value: unknown) {
  return ([key, other]: readonly [string, unknown]) => key === name && other === value
}

/** How often the same error must come to count as final. */
export const SAME_ERRORS = 3

/** The code of an error that came often enough to end the retries of a step's calls, or of its look-ups; null for none. */
export function repeatedError(tries: readonly StepTry[], did: StepTry['did']): string | null {
  const answers = tries.filter((one) => one.did === did && (one.came === 'error' || one.came === 'unclear'))
  return answers.find(({ code }) => countAttempts(answers, { code }) >= SAME_ERRORS)?.code ?? null
}

/** The outcome of a step that is escalated to a person: refused where it was, with the last error that came as an answer. */
export function leftToPerson(tries: readonly StepTry[], said: SaidError | undefined): EffectOutcome {
  const code = repeatedError(tries, 'call') === null ? 'outcome-unknown' : 'step-refused'
  return { ok: false, code, ...(said && { said }) }
}

/** The error that came as an answer, of what is kept of a call that didn't work. */
export function errorIn(outcome: EffectOutcome | null): SaidError | undefined {
  return outcome?.ok === false ? outcome.said : undefined
}
