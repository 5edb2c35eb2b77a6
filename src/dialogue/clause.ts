import type { SpeechAct } from './speech-act.ts'

/** A part of a message that does one thing. */
export interface Clause {
  /** Its place in the text as typed, in UTF-16 units. */
  readonly start: number
  readonly end: number
  readonly act: SpeechAct
  /** The words that decided it, in small letters and without apostrophes. */
  readonly cues: readonly string[]
  /** Whether it leaves a request beside it as it is, though it asks something or has somebody else's words. */
  readonly isBeside: boolean
  /**
   * Where a "not" in it belongs to what it tells, and can't be meant for what is asked for: in a sentence before all of that,
   * or wherever it stands.
   */
  readonly ownNot: 'nowhere' | 'before' | 'anywhere'
  /** It would be a request, but it may be words to work on: it stands behind a colon, or a verb of language has it. */
  readonly isFramed: boolean
  /** It is what the request before it asks for: "Ich fordere Sie auf, mir A12 zu erstatten". */
  readonly isBound: boolean
  /** What it says as it was typed, but without pieces behind it, and with "please" for all that makes it polite. */
  readonly core: string
}
