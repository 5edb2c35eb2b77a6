import type { PlanCitationView } from '#contract/plan.ts'
import type { Citation } from '#memory/threads/part.ts'
import type { Part } from '#memory/threads/part.ts'

/** One quote of an answer, or of a plan. The same words of the same passage have the same number. */
export interface Quote {
  readonly number: number
  readonly citation: PlanCitationView
}

/** The quotes of a message, in the order in which they first come up. */
export function quotesOf(parts: readonly Part[]): readonly Quote[] {
  const quotes = new Map<string, Quote>()
  for (const citation of citationsOf(parts)) {
    const key = quoteKey(citation)
    if (!quotes.has(key)) quotes.set(key, { number: quotes.size + 1, citation })
  }
  return [...quotes.values()]
}

/** What makes a quote the same one. */
export function quoteKey({ passageId, quote }: PlanCitationView): string {
  return `${passageId} ${quote}`
}

function citationsOf(parts: readonly Part[]): readonly Citation[] {
  return parts.flatMap((part) =>
    part.type === 'text' ? part.citations.toSorted((left, right) => left.end - right.end) : [],
  )
}
