import { sentencesAt } from '#dialogue/utterance/plain-clause.ts'
import { verbatimSpan } from '#dialogue/utterance/verbatim.ts'
import type { Span } from '#dialogue/span.ts'
import type { WishMessage } from '../planner/wish-messages.ts'

type Typed = Pick<WishMessage, 'typed' | 'said'>

/** Pieces of a quote. */
const MOST_PIECES = 5

/** Where a quote stands: in one piece, or in several with dots between them, each by itself. Null where a piece stands nowhere. */
export function placesOf(asked: string, messages: readonly Typed[]): readonly Place[] | null {
  const whole = placeOf(asked, messages)
  if (whole) return [whole]
  const pieces = asked.split(/\s*(?:…|\.{3,})\s*/u).filter((piece) => piece !== '')
  if (pieces.length < 2 || pieces.length > MOST_PIECES) return null
  const places = pieces.map((piece) => placeOf(piece, messages)).filter((place) => place !== null)
  return places.length === pieces.length ? places : null
}

/** The sentences that a quote stands in, each once. */
export function sentencesOf(places: readonly Place[]): readonly string[] {
  const sentences = places.map(({ typed, quote }) => {
    const { start, end } = sentencesAt(typed, quote)
    return typed.slice(start, end)
  })
  return [...new Set(sentences)]
}

export interface Place extends Typed {
  readonly quote: Span
}

// The newest first: what was said again is meant as it was said last.
function placeOf(asked: string, messages: readonly Typed[]): Place | null {
  for (const { typed, said } of messages.toReversed()) {
    const quote: Span | null = verbatimSpan(asked, typed)
    if (quote) return { typed, said, quote }
  }
  return null
}
