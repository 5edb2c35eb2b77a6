import { fromMarkdown } from 'mdast-util-from-markdown'
import { toString as plainText } from 'mdast-util-to-string'
import { markdownSegments, type MarkdownSegment, tableCells } from '#text/markdown-segments.ts'

/** A chunk of a document's text: `text` is exactly the text from `start` to `end`, in UTF-16 units as JavaScript counts. */
export interface Chunk {
  readonly ordinal: number
  readonly start: number
  readonly end: number
  /**
   * The headings above it, outermost first: `Returns › Damaged items`. Empty above the first heading. Rows of a table that
   * come without its header have that as the last: `Prices › Country | Days`.
   */
  readonly heading: string
  readonly text: string
}

type Block = ReturnType<typeof fromMarkdown>['children'][number]

interface Span {
  readonly start: number
  readonly end: number
  /** What the rows of a table that begin it are columns of. */
  readonly header?: string
}

/**
 * Longest passage, in characters: about 150 words, which is one thought or two. Longer ones blur the vector and make
 * full text rank by length; shorter ones lose what a pronoun refers to.
 */
const MAX_CHARACTERS = 900

const sentences = new Intl.Segmenter('en', { granularity: 'sentence' })

/** A header is context and not the passage: what is longer is cut. */
const MAX_HEADER_CHARACTERS = 200

/**
 * Chunks a Markdown text at its headings, and long sections at the borders of paragraphs, list items, table rows and lines of
 * code.
 */
export function chunkMarkdown(text: string): readonly Chunk[] {
  const splitting = chunkingMarkdown(text)
  for (;;) {
    const step = splitting.next()
    if (step.done === true) return step.value
  }
}

/** The same in steps of some 20,000 characters: to parse a long text takes seconds. */
export function* chunkingMarkdown(text: string): Generator<void, readonly Chunk[]> {
  const path: Heading[] = []
  const pieces: Chunk[] = []
  let section: Span[] = []
  const endSection = () => {
    const headings = path.map(({ title }) => title)
    for (const { start, end, header } of packed(section)) {
      const heading = [...headings, ...(header === undefined ? [] : [header])].join(' › ')
      pieces.push({ ordinal: pieces.length, start, end, heading, text: text.slice(start, end) })
    }
    section = []
  }
  const beginSection = (heading: Heading) => {
    endSection()
    while (path.length > 0 && (path.at(-1)?.depth ?? 0) >= heading.depth) path.pop()
    path.push(heading)
  }
  for (const segment of markdownSegments(text)) {
    for (const part of partsOf(segment, text)) {
      if ('spans' in part) section.push(...part.spans)
      else beginSection(part)
    }
    yield
  }
  endSection()
  return pieces
}

interface Heading {
  readonly depth: number
  readonly title: string
}

type Part = Heading | { readonly spans: readonly Span[] }

/** Headings, and what may be cut between them, in order. */
function partsOf(segment: MarkdownSegment, text: string): readonly Part[] {
  if (segment.kind === 'table') return [{ spans: tableSpans(segment, text) }]
  if (segment.kind === 'code') return [{ spans: codeSpans(segment, text) }]
  return fromMarkdown(text.slice(segment.start, segment.end)).children.map((block) => {
    if (block.type === 'heading') {
      return { depth: block.depth, title: plainText(block).replaceAll(/\s+/gu, ' ').trim() }
    }
    const isEmpty = block.type === 'thematicBreak' || block.type === 'definition'
    return { spans: isEmpty ? [] : spansOf(block, text, segment.start) }
  })
}

/** The header with its dashes is one span, each row another that knows the header. */
function tableSpans({ start, end }: MarkdownSegment, text: string): readonly Span[] {
  const [header, delimiters, ...rows] = lineSpans({ start, end }, text)
  if (!header || !delimiters) return []
  const columns = tableCells(text.slice(header.start, header.end)).filter((cell) => cell !== '')
  const named = columns.join(' | ').slice(0, MAX_HEADER_CHARACTERS).toWellFormed()
  const context = named === '' ? {} : { header: named }
  return [
    ...cut({ start: header.start, end: delimiters.end }, text),
    ...rows.flatMap((row) => cut(row, text).map((part) => ({ ...part, ...context }))),
  ]
}

// Whole if it fits, for the marks around code belong to it; else by its lines.
function codeSpans({ start, end }: MarkdownSegment, text: string): readonly Span[] {
  if (end - start <= MAX_CHARACTERS) return [{ start, end }]
  return lineSpans({ start, end }, text).flatMap((line) => cut(line, text))
}

function lineSpans({ start, end }: Span, text: string): readonly Span[] {
  const spans: Span[] = []
  let from = start
  for (const line of text.slice(start, end).split('\n')) {
    const kept = line.trimEnd()
    if (kept.trim() !== '') spans.push({ start: from, end: from + kept.length })
    from += line.length + 1
  }
  return spans
}

/** Neighbouring spans joined as long as they fit into one passage. */
function packed(spans: readonly Span[]): readonly Span[] {
  const passages: Span[] = []
  for (const span of spans) {
    const last = passages.at(-1)
    if (last && span.end - last.start <= MAX_CHARACTERS) passages[passages.length - 1] = { ...last, end: span.end }
    else passages.push(span)
  }
  return passages
}

/** A block whole if it fits; else its own children, its lines and its sentences, as far down as it takes. */
function spansOf(block: Block, text: string, from: number): readonly Span[] {
  const { start: first, end: last } = block.position ?? {}
  if (first?.offset === undefined || last?.offset === undefined) return []
  const start = from + first.offset
  const end = from + last.offset
  if (text.slice(start, end).trim() === '') return []
  if (end - start <= MAX_CHARACTERS) return [{ start, end }]
  if (block.type === 'list' || block.type === 'listItem' || block.type === 'blockquote') {
    return block.children.flatMap((child) => spansOf(child, text, from))
  }
  return block.type === 'code' ? codeSpans({ kind: 'code', start, end }, text) : sentenceSpans({ start, end }, text)
}

// Sentences end at line breaks too.
function sentenceSpans({ start, end }: Span, text: string): readonly Span[] {
  return [...sentences.segment(text.slice(start, end))].flatMap(({ segment, index }) => {
    const kept = segment.trimEnd()
    return kept.trim() === '' ? [] : cut({ start: start + index, end: start + index + kept.length }, text)
  })
}

// No sentence is this long, but what isn't prose may be: cut at a space, or between whole characters where there is none.
function cut({ start, end }: Span, text: string): readonly Span[] {
  const parts: Span[] = []
  let from = start
  while (end - from > MAX_CHARACTERS) {
    const space = text.lastIndexOf(' ', from + MAX_CHARACTERS)
    let to = space > from ? space : from + MAX_CHARACTERS
    if (/[\uDC00-\uDFFF]/u.test(text.charAt(to)) && to - 1 > from) to -= 1
    parts.push({ start: from, end: to })
    from = text.charAt(to) === ' ' ? to + 1 : to
  }
  if (end > from) parts.push({ start: from, end })
  return parts
}
