import type { Citation, Part } from '#memory/threads/part.ts'
import { readQuotePlaces } from '#memory/documents/quote-places.ts'
import type { FoundPassage } from '#memory/documents/search.ts'
import type { Services } from '#turn/services.ts'
import { type Asked, viewOfAsked } from '../understand.ts'

/**
 * The parts of an answer, each quote with its page, slide or row. A passage may go over several of them, so it is looked
 * up for the quote itself; nothing is, where no original of what was found has any.
 */
export async function withPlaces(
  services: Services,
  asked: Asked,
  { parts, found }: { readonly parts: readonly Part[]; readonly found: readonly FoundPassage[] },
): Promise<readonly Part[]> {
  const placed = new Set(found.flatMap(({ passageId, place }) => (place === null ? [] : [passageId])))
  const cited = parts.flatMap((part) => (part.type === 'text' ? part.citations : []))
  const quotes = cited.filter(({ passageId }) => placed.has(passageId))
  if (quotes.length === 0) return parts
  const starts = quotes.map(({ document, span }) => ({ document, start: span.start }))
  const places = await services.database.batch(asked.principal.tenantId, (tx) =>
    readQuotePlaces(tx, starts, viewOfAsked(asked)),
  )
  const placeOf = new Map(quotes.map((citation, index) => [citation, places[index] ?? null]))
  const withPlace = (citation: Citation): Citation => {
    const place = placeOf.get(citation) ?? null
    return place === null ? citation : { ...citation, place }
  }
  return parts.map((part) => (part.type === 'text' ? { ...part, citations: part.citations.map(withPlace) } : part))
}
