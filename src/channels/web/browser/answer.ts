import { placeText } from '#cards/drawing/citation-place.ts'
import { quotedSources, type QuotedSource } from '#cards/drawing/quoted-sources.ts'
import { screenTexts } from '#cards/texts/screen-texts.ts'
import { threadTexts } from '#cards/texts/thread-texts.ts'
import { choices } from './choices.ts'
import { h, type Child } from './element.ts'
import type { Documents } from './documents.ts'
import { quoteKey, quotesOf, type Quote } from './quotes.ts'
import type { Citation } from '#memory/threads/part.ts'
import type { Part } from '#memory/threads/part.ts'
import { shownPieces, shownText } from './shown-text.ts'

export interface AnswerProps {
  readonly messageId: string
  readonly parts: readonly Part[]
  readonly documents: Documents
  /** The number of the quote that the reader has open, where it is one of this answer. */
  readonly openNumber: number | null
  /** Says what a choice says; null where the conversation has gone on since. */
  readonly send: ((text: string) => void) | null
  /** Opens the reader at a quote; `from` is what focus comes back to. */
  onOpen(quote: Quote, from: HTMLElement): void
}

/**
 * An answer: plain text with a number after each quoted sentence, and below where each quote comes from, with those words
 * of it that the text doesn't say. No markup, no links and no images come out of any text.
 */
export function answer(props: AnswerProps): readonly Child[] {
  const { parts } = props
  const quotes = quotesOf(parts)
  // What came of a plan stands on its card, which the same words would only repeat.
  const isOnCard = parts.some((part) => part.type === 'plan') && quotes.length === 0
  const texts = parts.flatMap((part, index) => {
    if (part.type === 'text' && !isOnCard)
      return [
        h('div', { key: `text-${index}`, class: part.certainty ? 'text near' : 'text' }, blocks(part, quotes, props)),
      ]
    if (part.type === 'notice' || (part.type === 'own-words' && (!isOnCard || part.writtenBy)))
      return [h('p', { key: `notice-${index}`, class: lookOf(part) }, shownText(part.text))]
    if (part.type === 'choices')
      return [choices({ key: `choices-${index}`, name: screenTexts.answer.choices, offered: part.choices }, props.send)]
    return []
  })
  return quotes.length === 0 ? texts : [...texts, sources(quotes, props)]
}

/** The words of an answer, as a screen reader is told them once they are there. */
export function answerWords(parts: readonly Part[]): string {
  return parts
    .flatMap((part) => {
      if (part.type === 'choices') return part.choices.map(({ label }) => `${label}.`)
      return 'text' in part ? [part.text] : []
    })
    .join(' ')
}

// The agent's own words look like nobody's quote.
function lookOf(part: Extract<Part, { type: 'notice' | 'own-words' }>): string {
  if (part.type === 'own-words') return 'notice own'
  return part.code === 'not-in-documents' ? 'notice unknown' : 'notice'
}

interface Line {
  readonly start: number
  readonly end: number
  readonly isItem: boolean
}

// A line is a paragraph, and one that begins with a dash an item of a list: that is all the structure a text has.
function blocks({ text, citations }: TextPart, quotes: readonly Quote[], props: AnswerProps): readonly Child[] {
  const out: Child[] = []
  let items: Child[] = []
  const endList = (): void => {
    if (items.length > 0) out.push(h('ul', null, items))
    items = []
  }
  for (const line of linesOf(text)) {
    const content = pieces({ text, citations, quotes }, line, props)
    if (line.isItem) items.push(h('li', null, h('bdi', null, content)))
    else {
      endList()
      if (line.end > line.start) out.push(h('p', null, h('bdi', null, content)))
    }
  }
  endList()
  return out
}

type TextPart = Extract<Part, { type: 'text' }>

function linesOf(text: string): readonly Line[] {
  let at = 0
  return text.split('\n').map((line) => {
    const start = at
    at += line.length + 1
    const isItem = /^[-•] /.test(line)
    return { start: isItem ? start + 2 : start, end: start + line.length, isItem }
  })
}

interface QuotedText {
  readonly text: string
  readonly citations: readonly Citation[]
  readonly quotes: readonly Quote[]
}

// The text of one line with its numbers: each after the punctuation, and never apart from its word.
function pieces({ text, citations, quotes }: QuotedText, line: Line, props: AnswerProps): readonly Child[] {
  const out: Child[] = []
  let at = line.start
  const within = citations
    .filter(({ end }) => end > line.start && end <= line.end)
    .toSorted((left, right) => left.end - right.end)
  for (const citation of within) {
    const quote = quotes.find((other) => quoteKey(other.citation) === quoteKey(citation))
    if (quote === undefined) continue
    const punctuation = /^[.,;:!?)\]"'”’]*/.exec(text.slice(citation.end, line.end))?.[0].length ?? 0
    const end = Math.max(at, citation.end + punctuation)
    const start = Math.min(Math.max(at, citation.start), end)
    if (start > at) out.push(...shownPieces(text.slice(at, start)))
    out.push(sentence(text.slice(start, end), quote, props))
    at = end
  }
  return at < line.end ? [...out, ...shownPieces(text.slice(at, line.end))] : out
}

function sentence(words: string, quote: Quote, props: AnswerProps): Child {
  const last = /\S*\s*$/.exec(words)?.index ?? 0
  const isOpen = props.openNumber === quote.number
  return h(
    'span',
    { class: isOpen ? 'on' : null },
    ...shownPieces(words.slice(0, last)),
    h('span', { class: 'nb' }, ...shownPieces(words.slice(last).trimEnd()), chip(quote, isOpen, props)),
  )
}

function chip(quote: Quote, isOpen: boolean, props: AnswerProps): Child {
  const place = placeOf(quote, props)
  const { source, sourceOpen } = screenTexts.answer
  return h(
    'button',
    {
      type: 'button',
      class: 'cite',
      'aria-label': (isOpen ? sourceOpen : source)(quote.number, place),
      'aria-current': isOpen ? 'true' : null,
      on: { click: (event) => open(event, quote, props) },
    },
    String(quote.number),
  )
}

function sources(quotes: readonly Quote[], props: AnswerProps): Child {
  const id = `sources-${props.messageId}`
  return h(
    'div',
    // No landmark: each answer of a conversation has one.
    { key: 'sources', class: 'sources', role: 'group', 'aria-labelledby': id },
    h('h3', { id }, threadTexts.whereFrom),
    h(
      'ol',
      null,
      quotedSources(quotes, answerWords(props.parts)).map((source) => sourceLine(source, props)),
    ),
  )
}

function sourceLine({ quotes, shown }: QuotedSource<Quote>, props: AnswerProps): Child {
  const [first] = quotes
  const isOpen = quotes.some(({ number }) => number === props.openNumber)
  return h(
    'li',
    { key: String(first.number) },
    h(
      'button',
      {
        type: 'button',
        class: shown === null ? 'source said' : 'source',
        'aria-current': isOpen ? 'true' : null,
        on: { click: (event) => open(event, first, props) },
      },
      quotes.map(({ number }) => h('span', { class: 'cite' }, String(number))),
      shown === null ? null : h('q', { dir: 'auto' }, ...shownPieces(shown)),
      h('span', { class: 'place' }, shownText(placeOf(first, props))),
    ),
  )
}

function placeOf({ citation }: Quote, { documents }: AnswerProps): string {
  return placeText(citation.document.title, documents.headingOf(citation), citation.place)
}

function open({ currentTarget }: Event, quote: Quote, props: AnswerProps): void {
  if (currentTarget instanceof HTMLElement) props.onOpen(quote, currentTarget)
}
