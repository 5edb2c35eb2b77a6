import type { ToolOutcome } from '#mcp/contract.ts'
import type { EffectOutcome, EffectRecord, StepTry } from '#memory/plan-record.ts'

/** What came of one try. */
export type Came = Pick<StepTry, 'did' | 'came' | 'code' | 'said'>

const SAID_LENGTH = 500

/** What came of a call that didn't succeed, or of a look-up that failed. */
export function cameOf(did: StepTry['did'], outcome: Extract<ToolOutcome, { ok: false }>): Came {
  const { code, certain, message } = outcome
  if (!NOBODY_ANSWERED.has(code)) return { did, came: 'error', code, said: message.slice(0, SAID_LENGTH) }
  return { did, came: certain ? 'not-sent' : 'silence', code, said: null }
}

/** What an outage looks like. Whatever else comes back is an answer, and the same one is of no use for long. */
const NOBODY_ANSWERED: ReadonlySet<string> = new Set([
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
    return [...tries, { ...came, firstAt: at, lastAt: at, times: 1 }]
  }
  return [...tries.slice(0, -1), { ...last, said: came.said, lastAt: at, times: last.times + 1 }]
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

/** How a step is left to a person: with the code of an error that it was refused with, where it was. */
export function leftToPerson({ tries }: Pick<EffectRecord, 'tries'>): EffectOutcome {
  return { ok: false, code: saidOften(tries, 'call') === null ? 'outcome-unknown' : 'step-refused' }
}
