import { citedText } from './place/cited-text.ts'
import type { Contradiction } from './contradiction.ts'
import { readVersionDates, type VersionDate, versionKey } from '#memory/documents/document-dates.ts'
import type { Part } from '#memory/threads/part.ts'
import { viewOfAsked, type Asked } from './understand.ts'
import type { Speech } from '#turn/speaking.ts'
import type { Services } from '#turn/services.ts'

/**
 * Both sides of a contradiction, each in its document's words and with its document's date, the newest first. That of one
 * that has none is the day on which it came in, and says so.
 */
export async function contradictionPart(
  services: Services,
  asked: Asked & { readonly speech: Speech },
  contradiction: Contradiction,
): Promise<Part> {
  const { sides: quoted, isCertain } = contradiction
  const documents = quoted.flatMap(({ evidence }) => evidence.map(({ document }) => document))
  const dates = await services.database.batch(asked.principal.tenantId, (tx) =>
    readVersionDates(tx, documents, viewOfAsked(asked)),
  )
  const sides = quoted.flatMap((sentence) => {
    const document = sentence.evidence[0]?.document
    return document ? [{ sentence, document, date: dates.get(versionKey(document)) }] : []
  })
  const newestFirst = sides.toSorted((left, right) => timeOf(right.date) - timeOf(left.date))
  const { say, day, quote } = asked.speech
  let text = say(
    isCertain
      ? 'Our documents don’t agree on this. The newest comes first:'
      : 'Our documents may not agree on this. The newest comes first:',
  )
  const dayOf = ({ at, isItsOwn }: VersionDate) => (isItsOwn ? day(at) : say('added {day}', { day: day(at) }))
  const citations = newestFirst.flatMap(({ sentence, document, date }) => {
    text += `\n- ${document.title}${date ? `, ${dayOf(date)}` : ''}: `
    const cited = citedText([{ ...sentence, text: quote(sentence.text) }])
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

function timeOf(date: VersionDate | undefined): number {
  return date?.at.getTime() ?? 0
}
