import type { LastingFault, ToolFailureCode, ToolOutcome } from './contract.ts'

/** Failures that come again as often as a call is made: of what a tool gives, and of what it says of itself. */
const LASTING: ReadonlySet<string> = new Set<ToolFailureCode>([
  'tool-result-invalid',
  'tool-result-too-large',
  'tool-schema-unusable',
  'tool-arguments-invalid',
  'tool-unknown',
])

/** Whether trying again is of no use until somebody mends something. */
export function isLasting(code: string): boolean {
  return LASTING.has(code)
}

/** What the operator is told of a call's outcome; null where it may be otherwise in a while, or nothing is wrong. */
export function lastingFault(outcome: ToolOutcome): LastingFault | null {
  if (outcome.ok || !isLasting(outcome.code)) return null
  return { code: outcome.code, reason: outcome.reason ?? REASONS[outcome.code] ?? 'can’t be used' }
}

/** The same of a call that is made for what it does: a tool that promises to give nothing back gave what it promised. */
export function lastingFaultOfWrite(outcome: ToolOutcome): LastingFault | null {
  return isVoid(outcome) ? null : lastingFault(outcome)
}

/** Whether there was nothing in an answer of which nothing was promised. */
export function isVoid(outcome: ToolOutcome): boolean {
  return !outcome.ok && outcome.isEmpty === true && outcome.isPromised === false
}

const REASONS: Partial<Readonly<Record<ToolFailureCode, string>>> = {
  'tool-result-invalid': 'answered with what is no result of a tool',
  'tool-result-too-large': 'gave more than 4 MB',
  'tool-arguments-invalid': 'doesn’t take what it was called with, by its own schema',
  'tool-unknown': 'isn’t offered by its server any more',
}
