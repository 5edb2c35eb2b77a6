import type { EffectOutcome } from '#memory/plans/tool-answer.ts'

/**
 * What a tool answered in words to a call that went through, unquoted and uncut: beside its value, or as its value. Null where
 * it answered in none.
 */
export function toolText(outcome: Extract<EffectOutcome, { ok: true }>): string | null {
  const { value, answer } = outcome
  const words = answer?.text ?? (typeof value === 'string' ? value : null)
  return words === null || words.trim() === '' ? null : words
}

/** Whether a tool's own words, as a model read them, say that a call which went through came to nothing, or not to all. */
export function isLeftUndone(outcome: EffectOutcome | null): boolean {
  return outcome?.ok === true && outcome.read !== undefined && outcome.read.came !== 'done'
}
