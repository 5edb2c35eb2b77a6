import type { PlanCitationView } from '#contract/plan.ts'

/** A line of where an answer comes from. */
export interface QuotedSource<Quote> {
  /** Those that stand at its place; several only where the answer says them all. */
  readonly quotes: readonly [Quote, ...Quote[]]
  /** What stands there; null where the answer says it word for word. */
  readonly shown: string | null
}

/** Where the quotes of an answer come from: those that it says word for word are named by their place alone, once for each. */
export function quotedSources<Quote extends { readonly citation: PlanCitationView }>(
  quotes: readonly Quote[],
  answer: string,
): readonly QuotedSource<Quote>[] {
  const sources = new Map<string, QuotedSource<Quote>>()
  for (const quote of quotes) {
    const { passageId, place } = quote.citation
    const shown = shownQuote(quote.citation.quote, answer)
    const key = JSON.stringify([passageId, place, shown])
    const known = sources.get(key)
    sources.set(key, { quotes: known ? [...known.quotes, quote] : [quote], shown })
  }
  return [...sources.values()]
}

/** A quote as it is shown beside an answer: null where that says it word for word, and a table's rows without their bars. */
export function shownQuote(quote: string, answer: string): string | null {
  if (inOneLine(answer).includes(inOneLine(quote))) return null
  return inOneLine(quote.replace(/^\|.*\|$/gm, withoutBars))
}

function inOneLine(text: string): string {
  return text.replace(/\s+/g, ' ').trim()
}

// The line under a table's head is dashes alone.
function withoutBars(row: string): string {
  const cells = row.split('|').map((cell) => cell.trim())
  return cells.filter((cell) => /[^:-]/.test(cell)).join(' · ')
}
