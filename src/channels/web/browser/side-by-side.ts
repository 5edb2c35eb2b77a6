import type { Quote } from './quotes.ts'

/** A stretch of a text, by its places in it. */
export interface Stretch {
  readonly from: number
  readonly to: number
}

/** Where a quote stands in a text. */
export interface Mark extends Stretch {
  readonly quote: Quote
}

/** Marks that share no words, in their order: quotes may. The open one has all of its own, the others what is left. */
export function sideBySide(marks: readonly Mark[], open: Quote): readonly Mark[] {
  const isOpen = ({ quote }: Mark) => Number(quote === open)
  const left = (pieces: readonly Mark[], taken: Mark) => pieces.flatMap((piece) => without(piece, taken))
  const laid: Mark[] = []
  for (const mark of marks.toSorted((one, other) => isOpen(other) - isOpen(one) || one.from - other.from)) {
    laid.push(...laid.reduce(left, [mark]))
  }
  return laid.toSorted((one, other) => one.from - other.from)
}

function without(mark: Mark, taken: Stretch): readonly Mark[] {
  const [before, after] = [Math.min(mark.to, taken.from), Math.max(mark.from, taken.to)]
  return [
    { ...mark, to: before },
    { ...mark, from: after },
  ].filter(({ from, to }) => from < to)
}
