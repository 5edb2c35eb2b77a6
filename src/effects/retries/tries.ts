import type { ToolDeclaration } from '#agents/contract.ts'
import type { ToolOutcome } from '#mcp/contract.ts'
import type { StepTry } from '#memory/plans/plan-record.ts'
import type { EffectOutcome, SaidError } from '#memory/plans/tool-answer.ts'
import { callFate, saidBy } from './call-fate.ts'

/** What came of one try, and the error that was its answer, where one was. */
export interface Came extends Pick<StepTry, 'did' | 'came' | 'code'> {
  readonly said?: SaidError | undefined
}

/** What came of a call that didn't succeed, or of a look-up that failed, by what its declaration says of errors. */
export function cameOf(
  did: StepTry['did'],
  outcome: Extract<ToolOutcome, { ok: false }>,
  declaration: Pick<ToolDeclaration, 'nothing'>,
): Came {
  const said = saidBy(outcome, declaration)
  const fate = callFate(outcome, declaration)
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

/** The tries with one more; the same again is counted with the last. `at`: ISO 8601, by the database's clock. */
export function withTry(tries: readonly StepTry[], came: Came, at: string): readonly StepTry[] {
  const last = tries.at(-1)
  if (!last || last.did !== came.did || last.came !== came.came || last.code !== came.code) {
    const { did, came: what, code } = came
    return [...tries, { did, came: what, code, firstAt: at, lastAt: at, times: 1 }]
  }
  return [...tries.slice(0, -1), { ...last, lastAt: at, times: last.times + 1 }]
}

/** How often a step's tries came to something. */
export function countTries(tries: readonly StepTry[], of: Partial<Pick<StepTry, 'did' | 'came' | 'code'>>): number {
  const entries = Object.entries(of)
  const matching = tries.filter((one) =>
    entries.every(([name, value]) => Object.entries(one).some(isPair(name, value))),
  )
  return matching.reduce((sum, { times }) => sum + times, 0)
}

function isPair(name: string, value: unknown) {
  return ([key, other]: readonly [string, unknown]) => key === name && other === value
}

/** The same answer this often is the service's word on it. */
export const SAME_ERRORS = 3

/** The code of an error that a step's calls, or its look-ups, were answered with often enough; null where there is none. */
export function saidOften(tries: readonly StepTry[], did: StepTry['did']): string | null {
  const answers = tries.filter((one) => one.did === did && (one.came === 'error' || one.came === 'unclear'))
  return answers.find(({ code }) => countTries(answers, { code }) >= SAME_ERRORS)?.code ?? null
}

/** How a step is left to a person: as refused where it was, with the last error that came as an answer. */
export function leftToPerson(tries: readonly StepTry[], said: SaidError | undefined): EffectOutcome {
  const code = saidOften(tries, 'call') === null ? 'outcome-unknown' : 'step-refused'
  return { ok: false, code, ...(said && { said }) }
}

/** The error that came as an answer, of what is kept of a call that didn't work. */
export function saidIn(outcome: EffectOutcome | null): SaidError | undefined {
  return outcome?.ok === false ? outcome.said : undefined
}
