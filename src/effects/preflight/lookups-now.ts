import type { PlanCitation } from '#core/plan-citation.ts'
import { foundIn, quotedIn } from '#knowledge/journalled-passages.ts'
import type { PlanRecord, SettingChange } from '#memory/plans/plan-record.ts'
import type { JournalEntry } from '#plan-language/contract.ts'

/** What a plan goes by, told apart. What its program looked up it looks up anew: of that nothing has to stand where it stood. */
export function goneBy({ citations }: Pick<PlanRecord, 'citations'>, journal: readonly JournalEntry[]) {
  const quotes = quotedIn(journal)
  const isQuote = ({ passageId, span }: PlanCitation) =>
    quotes.some((quote) => quote.passageId === passageId && quote.span.start === span.start)
  return { rules: citations.filter((citation) => !isQuote(citation)), quotes: citations.filter(isQuote) }
}

/**
 * What changed of what is gone by, with what searches found otherwise. Told by their documents: what these say isn't
 * everybody's to read.
 */
export function withLookups(
  changes: readonly SettingChange[],
  before: readonly JournalEntry[],
  after: readonly JournalEntry[],
): readonly SettingChange[] {
  const [was, is] = [foundIn(before), foundIn(after)]
  const changed = is.filter(({ document, text }) => {
    const same = was.filter((hit) => hit.document === document)
    return same.length > 0 && !same.some((hit) => hit.text === text)
  })
  const told = new Set([...changes.map(({ of }) => of), ...changed.map(({ document }) => document)])
  return [...told].map((of) => ({ setting: 'passage', of }))
}
