import { citedText } from '#guardrails/cited-text.ts'
import type { Contradiction } from '#guardrails/contradiction.ts'
import { readVersionDates, versionKey } from '#memory/document-dates.ts'
import type { Part } from '#memory/part.ts'
import type { Principal } from '#principal.ts'
import type { Services } from '../services.ts'

/** Both sides of a contradiction, each in its document's words and with its document's date, the newest first. */
export async function contradictionPart(
  services: Services,
  reader: Principal,
  contradiction: Contradiction,
): Promise<Part> {
  const documents = contradiction.flatMap(({ evidence }) => evidence.map(({ document }) => document))
  const dates = await services.database.atOnce(reader.tenantId, (tx) => readVersionDates(tx, documents, reader))
  const sides = contradiction.flatMap((sentence) => {
    const document = sentence.evidence[0]?.document
    return document ? [{ sentence, document, at: dates.get(versionKey(document)) ?? null }] : []
  })
  const newestFirst = sides.toSorted((left, right) => (right.at?.getTime() ?? 0) - (left.at?.getTime() ?? 0))
  let text = 'Our documents don’t agree on this. The newest comes first:'
  const citations = newestFirst.flatMap(({ sentence, document, at }) => {
    text += `\n- ${document.title}${at ? `, ${DAY.format(at)}` : ''}: `
    const cited = citedText([{ ...sentence, text: `“${sentence.text}”` }])
    const before = text.length
    text += cited.text
    return cited.citations.map((citation) => ({
      ...citation,
      start: before + citation.start,
      end: before + citation.end,
    }))
  })
  return { type: 'text', text, citations }
}

const DAY = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'long', year: 'numeric', timeZone: 'UTC' })
