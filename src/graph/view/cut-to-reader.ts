import type { Database } from '#memory/database.ts'
import { readablePassages } from '#memory/documents.ts'
import type { Citation, Part } from '#memory/part.ts'
import type { Principal } from '#principal.ts'

/** What stands where a sentence was that quotes what its reader may not read, or what isn't there any more. */
const WITHHELD = '(This sentence quotes a document that isn’t there any more, or isn’t yours to see.)'

interface WithParts {
  readonly parts: readonly Part[]
}

/**
 * Messages, or what happened with them, as somebody may see them now: whatever they may have been told when these were
 * written, and whoever they were written for. A sentence that quotes a document they may not read is withheld whole,
 * with its quotes and the document's title.
 */
export async function cutToReader<T extends object>(
  database: Database,
  reader: Principal,
  entries: readonly T[],
): Promise<readonly T[]> {
  const cited = [...new Set(entries.flatMap((entry) => citationsOf(entry).map(({ passageId }) => passageId)))]
  if (cited.length === 0) return entries
  const readable = await database.atOnce(reader.tenantId, (tx) => readablePassages(tx, cited, reader))
  return entries.map((entry) =>
    hasParts(entry) ? { ...entry, parts: entry.parts.map((part) => cutPart(part, readable)) } : entry,
  )
}

function hasParts<T extends object>(entry: T): entry is T & WithParts {
  return 'parts' in entry && Array.isArray(entry.parts)
}

function citationsOf(entry: object): readonly Citation[] {
  if (!hasParts(entry)) return []
  return entry.parts.flatMap((part) => (part.type === 'text' ? part.citations : []))
}

interface Span {
  readonly start: number
  readonly end: number
}

function cutPart(part: Part, readable: ReadonlySet<string>): Part {
  if (part.type !== 'text') return part
  const unreadable = part.citations.filter(({ passageId }) => !readable.has(passageId))
  const hidden = merged(unreadable.map((citation) => withTitle(citation, part.text)))
  if (hidden.length === 0) return part
  const pieces: string[] = []
  const citations: Citation[] = []
  let from = 0
  let length = 0
  for (const span of [...hidden, null]) {
    const to = span?.start ?? part.text.length
    const shift = length - from
    for (const citation of part.citations) {
      if (citation.start < from || citation.end > to) continue
      citations.push({ ...citation, start: citation.start + shift, end: citation.end + shift })
    }
    pieces.push(part.text.slice(from, to), ...(span ? [WITHHELD] : []))
    length += to - from + (span ? WITHHELD.length : 0)
    from = span?.end ?? to
  }
  return { ...part, text: pieces.join(''), citations }
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
