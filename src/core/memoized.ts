/** The key of an answer in the cache, and how many answers it holds. */
export interface MemoizeOptions<Asked, Answer> {
  /** The same for questions that have the same answer, and for no others. */
  readonly keyOf: (asked: Asked) => string
  readonly most: number
  /** Which answers are kept; all of them unless said. */
  readonly keeps?: (answer: Answer) => boolean
}

/**
 * Memoizes a pure function with an LRU cache. Its answers must not be changed by callers. What is thrown isn't kept.
 */
export function memoized<Asked, Answer>(
  answerTo: (asked: Asked) => Answer,
  { keyOf, most, keeps = () => true }: MemoizeOptions<Asked, Answer>,
): (asked: Asked) => Answer {
  const known = new Map<string, { readonly answer: Answer }>()
  return (asked) => {
    const key = keyOf(asked)
    const kept = known.get(key) ?? { answer: answerTo(asked) }
    if (!keeps(kept.answer)) return kept.answer
    // A map keeps the order in which its keys came: this one goes to its end.
    known.delete(key)
    known.set(key, kept)
    for (const oldest of known.keys()) {
      if (known.size <= most) break
      known.delete(oldest)
    }
    return kept.answer
  }
}
