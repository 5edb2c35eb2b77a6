import type { Database } from '#memory/database/database.ts'
import { readablePassages } from '#memory/documents/documents.ts'
import type { Citation, NamedDocument, Part } from '#memory/threads/part.ts'
import type { Principal } from '#core/principal.ts'
import { viewFor } from '#memory/database/reader.ts'

/** What stands where a sentence was that quotes what its reader may not read, or what isn't there any more. */
const WITHHELD = '(This sentence quotes a document that is gone, or that you can’t see.)'
/** What stands where such a document's title was. */
const UNNAMED = 'another document'

interface WithParts {
  readonly parts: readonly Part[]
}

/**
 * Redaction: messages, or what happened with them, as somebody may see them now, whatever they may have been told when these were
 * written, and whoever they were written for. A sentence that quotes a document they may not read is withheld whole,
 * with its quotes and the document's title; a title alone isn't said.
 */
export async function redactForReader<T extends object>(
  database: Database,
  reader: Principal,
  entries: readonly T[],
): Promise<readonly T[]> {
  const cited = [...new Set(entries.flatMap(passagesOf))]
  if (cited.length === 0) return entries
  const readable = await database.batch(reader.tenantId, (tx) => readablePassages(tx, cited, viewFor(reader, 'any')))
  return entries.map((entry) =>
    hasParts(entry) ? { ...entry, parts: entry.parts.map((part) => cutPart(part, readable)) } : entry,
  )
}

function hasParts<T extends object>(entry: T): entry is T & WithParts {
  return 'parts' in entry && Array.isArray(entry.parts)
}

function passagesOf(entry: object): readonly string[] {
  if (!hasParts(entry)) return []
  return entry.parts.flatMap((part) => marksOf(part).map(({ passageId }) => passageId))
}

function marksOf(part: Part): readonly (Citation | NamedDocument)[] {
  if (part.type === 'text') return part.citations
  return part.type === 'notice' || part.type === 'own-words' ? (part.named ?? []) : []
}

interface Span {
  readonly start: number
  readonly end: number
}

function cutPart(part: Part, readable: ReadonlySet<string>): Part {
  const isUnreadable = ({ passageId }: { readonly passageId: string }) => !readable.has(passageId)
  if (part.type === 'text') {
    const { text, marks } = without(part.text, part.citations, {
      hidden: merged(part.citations.filter(isUnreadable).map((citation) => withTitle(citation, part.text))),
      withheld: WITHHELD,
    })
    return { ...part, text, citations: marks }
  }
  if ((part.type !== 'notice' && part.type !== 'own-words') || part.named === undefined) return part
  const hidden = part.named.filter(isUnreadable)
  const { text, marks } = without(part.text, part.named, { hidden, withheld: UNNAMED })
  return { ...part, text, named: marks }
}

/** A text without its hidden spans, which are in order and don't touch, and the marks outside of them at their new places. */
function without<Mark extends Span>(
  text: string,
  marks: readonly Mark[],
  { hidden, withheld }: { readonly hidden: readonly Span[]; readonly withheld: string },
): { readonly text: string; readonly marks: readonly Mark[] } {
  const pieces: string[] = []
  const kept: Mark[] = []
  let from = 0
  let length = 0
  for (const span of [...hidden, null]) {
    const to = span?.start ?? text.length
    const shift = length - from
    for (const mark of marks) {
      if (mark.start < from || mark.end > to) continue
      kept.push({ ...mark, start: mark.start + shift, end: mark.end + shift })
    }
    pieces.push(text.slice(from, to), ...(span ? [withheld] : []))
    length += to - from + (span ? withheld.length : 0)
    from = span?.end ?? to
  }
  return { text: pieces.join(''), marks: kept }
}

// Where the document's title stands before the quote in its line, it goes with it.
function withTitle({ start, end, document }: Citation, text: string): Span {
  const line = text.lastIndexOf('\n', start - 1) + 1
  return { start: text.slice(line, start).includes(document.title) ? line : start, end }
}

// Sentences that touch are one gap: how many there were is nobody's business.
function merged(spans: readonly Span[]): readonly Span[] {
  const joined: { start: number; end: number }[] = []
  for (const { start, end } of spans.toSorted((left, right) => left.start - right.start)) {
    const last = joined.at(-1)
    if (last && start <= last.end + 1) last.end = Math.max(last.end, end)
    else joined.push({ start, end })
  }
  return joined
}
