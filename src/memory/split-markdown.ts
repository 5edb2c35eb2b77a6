import { fromMarkdown } from 'mdast-util-from-markdown'
import { toString as plainText } from 'mdast-util-to-string'

/** A piece of a document's text: `text` is exactly the text from `start` to `end`, in UTF-16 units as JavaScript counts. */
export interface Piece {
  readonly ordinal: number
  readonly start: number
  readonly end: number
  /** The headings above it, outermost first: `Returns › Damaged items`. Empty above the first heading. */
  readonly heading: string
  readonly text: string
}

type Block = ReturnType<typeof fromMarkdown>['children'][number]

interface Span {
  readonly start: number
  readonly end: number
}

/**
 * Longest passage, in characters: about 150 words, which is one thought or two. Longer ones blur the vector and make
 * full text rank by length; shorter ones lose what a pronoun refers to.
 */
const MAX_CHARACTERS = 900

const sentences = new Intl.Segmenter('en', { granularity: 'sentence' })

/** Splits a Markdown text at its headings, and long sections at the borders of paragraphs, list items and table rows. */
export function splitMarkdown(text: string): readonly Piece[] {
  const path: { depth: number; title: string }[] = []
  const pieces: Piece[] = []
  let section: Span[] = []
  const endSection = () => {
    const heading = path.map(({ title }) => title).join(' › ')
    for (const { start, end } of packed(section)) {
      pieces.push({ ordinal: pieces.length, start, end, heading, text: text.slice(start, end) })
    }
    section = []
  }
  for (const block of fromMarkdown(text).children) {
    if (block.type === 'heading') {
      endSection()
      while (path.length > 0 && (path.at(-1)?.depth ?? 0) >= block.depth) path.pop()
      path.push({ depth: block.depth, title: plainText(block).replaceAll(/\s+/gu, ' ').trim() })
    } else if (block.type !== 'thematicBreak' && block.type !== 'definition') {
      section.push(...spansOf(block, text))
    }
  }
  endSection()
  return pieces
}

/** Neighbouring spans joined as long as they fit into one passage. */
function packed(spans: readonly Span[]): readonly Span[] {
  const passages: Span[] = []
  for (const span of spans) {
    const last = passages.at(-1)
    if (last && span.end - last.start <= MAX_CHARACTERS)
      passages[passages.length - 1] = { start: last.start, end: span.end }
    else passages.push(span)
  }
  return passages
}

/** A block whole if it fits; else its own children, its lines and its sentences, as far down as it takes. */
function spansOf(block: Block, text: string): readonly Span[] {
  const start = block.position?.start.offset
  const end = block.position?.end.offset
  if (start === undefined || end === undefined || text.slice(start, end).trim() === '') return []
  if (end - start <= MAX_CHARACTERS) return [{ start, end }]
  if (block.type === 'list' || block.type === 'listItem' || block.type === 'blockquote') {
    return block.children.flatMap((child) => spansOf(child, text))
  }
  return sentenceSpans({ start, end }, text)
}

// Sentences end at line breaks too, so this is also where tables and code are cut.
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
