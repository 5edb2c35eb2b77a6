import { type Evidence, evidenceAt, type QuotablePassage } from './cited-text.ts'
import { findQuote } from '../grounding/find-quote.ts'

/** Passages that follow each other in one section of a document, in their order; one alone is one, too. */
export type Stretch<P extends QuotablePassage = QuotablePassage> = readonly [P, ...P[]]

/** More is a page, and no answer needs one: about 450 words. */
const MOST_PASSAGES = 3

/** An empty line, in characters. With more between them a heading may be, of the same words as the one before. */
const MOST_BETWEEN = 2

/**
 * Found passages, best first, as the stretches that they are pieces of: the halves of a section that was cut take one place.
 * As many stretches as there are places, in the order of their best passages; a passage that belongs to none of them and
 * comes after the last place is left out.
 */
export function stretchesOf<P extends QuotablePassage & { readonly ordinal: number }>(
  passages: readonly P[],
  places: number,
): readonly Stretch<P>[] {
  let stretches: readonly Stretch<P>[] = []
  for (const passage of passages) {
    const beside = stretches.filter((stretch) => stretch.some((piece) => areNeighbours(piece, passage)))
    const joined = beside.flat().concat(passage)
    const [first] = beside
    if (first && joined.length <= MOST_PASSAGES) {
      const whole = inOrder(joined, passage)
      stretches = stretches.flatMap((stretch) =>
        stretch === first ? [whole] : beside.includes(stretch) ? [] : [stretch],
      )
    } else if (stretches.length < places) stretches = [...stretches, [passage]]
  }
  return stretches
}

/** A quote as it stands in a passage, or a passage's share of it. */
export interface FoundQuote {
  readonly passage: QuotablePassage
  readonly evidence: Evidence
}

/** A stretch's text as a model reads it: as it is stored; what stands between two passages is white space. */
export function stretchText([first, ...more]: Stretch): string {
  const asStored = <P extends QuotablePassage>(passage: P): P => ({
    ...passage,
    text: passage.stored?.text ?? passage.text,
  })
  return joinedText([asStored(first), ...more.map(asStored)]).text
}

/**
 * Where a quote stands in a stretch, as `findQuote` finds it: in one of its passages, or over the border of two, which
 * gives each passage's share of it. Empty where it stands nowhere.
 */
export function findInStretch(quote: string, stretch: Stretch): readonly FoundQuote[] {
  for (const passage of stretch) {
    const evidence = findQuote(quote, passage)
    if (evidence) return [{ passage, evidence }]
  }
  if (stretch.length === 1) return []
  const { text, starts } = joinedText(stretch)
  const [{ passageId, document, heading }] = stretch
  const over = findQuote(quote, { passageId, document, heading, text, start: 0, end: text.length })
  if (!over) return []
  return stretch.flatMap((passage, index) => {
    const from = starts[index] ?? 0
    const start = Math.max(0, over.span.start - from)
    const end = Math.min(passage.text.length, over.span.end - from)
    return start < end ? [{ passage, evidence: evidenceAt(passage, { start, end }) }] : []
  })
}

function areNeighbours(
  left: QuotablePassage & { readonly ordinal: number },
  right: QuotablePassage & { readonly ordinal: number },
): boolean {
  return (
    left.document.id === right.document.id &&
    left.document.version === right.document.version &&
    left.heading === right.heading &&
    Math.abs(left.ordinal - right.ordinal) === 1 &&
    Math.max(left.start, right.start) - Math.min(left.end, right.end) <= MOST_BETWEEN
  )
}

function inOrder<P extends { readonly ordinal: number }>(passages: readonly P[], one: P): readonly [P, ...P[]] {
  const [first = one, ...rest] = passages.toSorted((left, right) => left.ordinal - right.ordinal)
  return [first, ...rest]
}

function joinedText(stretch: Stretch): { readonly text: string; readonly starts: readonly number[] } {
  let text = ''
  const starts: number[] = []
  for (const [index, passage] of stretch.entries()) {
    const before = stretch[index - 1]
    if (before) text += passage.start - before.end === 1 ? '\n' : '\n\n'
    starts.push(text.length)
    text += passage.text
  }
  return { text, starts }
}
