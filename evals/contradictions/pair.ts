import type { PlacedSentence } from '#answers/contradiction/subject.ts'

/** Two sentences of two documents, and whether they contradict each other. */
export interface Pair {
  readonly kind: string
  readonly isReal: boolean
  readonly sides: readonly [PlacedSentence, PlacedSentence]
  /** Of the half that nothing is tuned by. */
  readonly isHeldOut: boolean
}

export function placed(text: string, title: string, heading: string): PlacedSentence {
  return { text, title, heading, quote: text }
}
