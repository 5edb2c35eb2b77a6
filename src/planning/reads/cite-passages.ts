import { sha256 } from '#core/commitment.ts'
import { findInStretch } from '#answers/place/stretch.ts'
import { currentPassages, type KeptPassage } from '#memory/documents/current-passages.ts'
import type { Tx } from '#memory/database/database.ts'
import type { PlanCitation, PlaybookCite } from '#core/plan-citation.ts'
import { FOLDER_PREFIX } from '#knowledge/sources/reserved-sources.ts'

/** The passages that hold a playbook's rules, or the first rule that stands in none. */
export type CitedPassages =
  | { readonly ok: true; readonly citations: readonly PlanCitation[] }
  | { readonly ok: false; readonly missing: PlaybookCite }

/**
 * Finds what a playbook goes by in its agent's documents as they are now. They are the company's own rules, so whatever
 * its requester may read; what somebody is shown of them is cut to their rights. A quote that can't be found is nothing
 * to go by.
 */
export async function citePassages(tx: Tx, agent: string, cites: readonly PlaybookCite[]): Promise<CitedPassages> {
  if (cites.length === 0) return { ok: true, citations: [] }
  const sourceOf = ({ document }: PlaybookCite) => `${FOLDER_PREFIX}${agent}/${document}`
  const passages = await currentPassages(tx, {
    sources: [...new Set(cites.map(sourceOf))],
    quotes: cites.map(({ quote }) => quote),
  })
  const citations: PlanCitation[] = []
  for (const cite of cites) {
    const citation = citationIn(
      passages.filter(({ source }) => source === sourceOf(cite)),
      cite.quote,
    )
    if (!citation) return { ok: false, missing: cite }
    citations.push(citation)
  }
  return { ok: true, citations }
}

/** A quote with the first passage that holds it; null where none does. */
export function citationIn(passages: readonly KeptPassage[], quote: string): PlanCitation | null {
  for (const passage of passages) {
    const [found] = findInStretch(quote, [passage])
    if (found) return { ...found.evidence, textHash: sha256(passage.text) }
  }
  return null
}
