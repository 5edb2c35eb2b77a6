import type { PermanentFault, ToolFailureCode, ToolOutcome } from './contract.ts'

/** Permanent failures, which come again with each call: of what a tool gives, and of what it says of itself. */
const LASTING: ReadonlySet<string> = new Set<ToolFailureCode>([
  'tool-result-invalid',
  'tool-result-too-large',
  'tool-schema-unusable',
  'tool-arguments-invalid',
  'tool-unknown',
])

/** Whether a retry is of no use until something is fixed. */
export function isPermanent(code: string): boolean {
  return LASTING.has(code)
}

/** The permanent fault in a call's outcome, for the operator; null where it is transient, or nothing is wrong. */
export function permanentFault(outcome: ToolOutcome): PermanentFault | null {
  if (outcome.ok || !isPermanent(outcome.code)) return null
  return { code: outcome.code, reason: outcome.reason ?? REASONS[outcome.code] ?? 'can’t be used' }
}

/** The same of a call that is made for what it does: a tool that promises to give nothing back gave what it promised. */
export function permanentFaultOfWrite(outcome: ToolOutcome): PermanentFault | null {
  return isVoid(outcome) ? null : permanentFault(outcome)
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
