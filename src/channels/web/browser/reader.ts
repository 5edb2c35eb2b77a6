import type { DocumentTextView } from '#contract/knowledge.ts'
import { placeWithin, sectionText } from '#cards/drawing/citation-place.ts'
import { readerTexts as words } from '#cards/texts/reader-texts.ts'
import { screenTexts } from '#cards/texts/screen-texts.ts'
import { h, type Child, type Description } from './element.ts'
import { icon } from './icons.ts'
import { loadMore } from './load-more.ts'
import type { Documents } from './documents.ts'
import type { Quote } from './quotes.ts'
import { shownPieces, shownText } from './shown-text.ts'
import { sideBySide, type Mark, type Stretch } from './side-by-side.ts'

export interface ReaderProps {
  readonly quotes: readonly Quote[]
  /** The number of the quote that is open. */
  readonly openNumber: number
  readonly documents: Documents
  onGo(number: number): void
  onClose(): void
}

/**
 * The document beside an answer at the quoted words, whole or what is around them. Marks stand where the stored spans say,
 * and are never searched for.
 */
export function reader(props: ReaderProps): Description {
  const { quotes, openNumber } = props
  const open = quotes.find(({ number }) => number === openNumber) ?? quotes[0]
  return h(
    'aside',
    {
      key: 'reader',
      class: 'reader',
      'aria-labelledby': 'reader-title',
      on: { keydown: (event) => onKey(event, props) },
    },
    open === undefined ? null : head(open, props),
    open === undefined ? null : age(open, props),
    open === undefined ? null : content(open, props),
    foot(),
  )
}

function head(open: Quote, props: ReaderProps): Child {
  const { quotes, onGo, onClose, documents } = props
  const { document } = open.citation
  const within = placeWithin(document.title, documents.headingOf(open.citation), open.citation.place)
  const place = [words.version(document.version), ...within].join(' · ')
  const at = quotes.indexOf(open) + 1
  const step = (by: number): void => onGo(quotes[(at - 1 + by + quotes.length) % quotes.length]?.number ?? open.number)
  return h(
    'header',
    { key: 'head', class: 'reader-head' },
    h(
      'div',
      null,
      h('h2', { id: 'reader-title', tabindex: '-1' }, shownText(document.title)),
      h('p', null, shownText(place)),
    ),
    h('span', { class: 'count' }, h('bdi', null, words.count(at, quotes.length))),
    roundButton(words.previous, 'previous', () => step(-1)),
    roundButton(words.next, 'next', () => step(1)),
    roundButton(screenTexts.reader.close, 'x', onClose),
  )
}

function roundButton(label: string, name: 'previous' | 'next' | 'x', press: () => void): Child {
  return h('button', { key: name, type: 'button', class: 'ib', 'aria-label': label, on: { click: press } }, icon(name))
}

function content(open: Quote, props: ReaderProps): Child {
  const { documents } = props
  const { document, quote } = open.citation
  const known = documents.get(open.citation)
  const body = ((): readonly Child[] => {
    switch (known.state) {
      case 'reading':
        return [h('p', { class: 'quiet', role: 'status' }, words.loading)]
      case 'gone':
        return [h('h3', null, words.goneTitle), h('p', null, words.goneText), h('blockquote', null, shownText(quote))]
      case 'lost':
        return [
          h('p', { role: 'status' }, words.lost),
          h('button', { type: 'button', class: 'b', on: { click: () => documents.again(open.citation) } }, words.again),
        ]
      case 'read':
        return [
          loadMore('before', known, documents),
          ...textOf(known.text.passages, open, props.quotes),
          loadMore('after', known, documents),
        ]
    }
  })()
  return h(
    'div',
    {
      key: `doc-${document.id}`,
      class: 'doc',
      tabindex: '0',
      role: 'region',
      'aria-label': words.text(document.title),
    },
    h('article', null, body),
  )
}

// What is quoted stays what it was, and who reads it is told that the document has gone on.
function age({ citation }: Quote, { documents }: ReaderProps): Child {
  const { document } = citation
  const known = documents.get(citation)
  if (known.state !== 'read' || known.text.newest === document.version) return ''
  const told = known.text.newest === null ? words.removed : words.older(document.version, known.text.newest)
  return h('p', { key: 'age', class: 'older' }, told)
}

type Passage = DocumentTextView['passages'][number]

// The passages, each heading once, with every quote that the answer has from it.
function textOf(passages: readonly Passage[], open: Quote, quotes: readonly Quote[]): readonly Child[] {
  const ofDocument = quotes.filter(({ citation }) => isSameDocument(citation, open.citation))
  return passages.map((passage, index) => {
    const own = ofDocument.filter(({ citation }) => citation.passageId === passage.passageId)
    const heading = sectionText(open.citation.document.title, passage.heading)
    const before = passages[index - 1]
    const isNew = before === undefined || before.heading !== passage.heading
    return passageText(passage, { own, open, of: quotes.length, heading: isNew ? heading : '' })
  })
}

function isSameDocument(left: Quote['citation'], right: Quote['citation']): boolean {
  return left.document.id === right.document.id && left.document.version === right.document.version
}

interface Marked {
  /** To stand above the passage; empty where it stands there already. */
  readonly heading: string
  readonly own: readonly Quote[]
  readonly open: Quote
  readonly of: number
}

function passageText(passage: Passage, marked: Marked): Child {
  const { start, text } = passage
  const drawable = marked.own.filter(
    ({ citation: { span, quote } }) => text.slice(span.start - start, span.end - start) === quote,
  )
  const lost = marked.own.filter((quote) => !drawable.includes(quote))
  return h(
    'section',
    { key: passage.passageId },
    marked.heading === '' ? null : h('h3', null, shownText(marked.heading)),
    lost.map(({ citation: { quote } }) => [
      h('p', { class: 'quiet' }, words.moved),
      h('blockquote', null, shownText(quote)),
    ]),
    paragraphs(text).map(({ from, to }) => paragraph(passage, { from, to }, drawable, marked)),
  )
}

// Split at blank lines; places in the text stay what they are.
function paragraphs(text: string): readonly Stretch[] {
  const gaps = [...text.matchAll(/\n[^\S\n]*\n\s*/g)]
  const starts = [0, ...gaps.map((gap) => gap.index + gap[0].length)]
  const ends = [...gaps.map((gap) => gap.index), text.length]
  return starts.map((from, index) => ({ from, to: ends[index] ?? text.length })).filter(({ from, to }) => to > from)
}

function paragraph({ text, start }: Passage, { from, to }: Stretch, quotes: readonly Quote[], marked: Marked): Child {
  const marks = quotes
    .map((quote) => ({ quote, from: quote.citation.span.start - start, to: quote.citation.span.end - start }))
    .map((mark) => ({ ...mark, from: Math.max(mark.from, from), to: Math.min(mark.to, to) }))
    .filter((mark) => mark.from < mark.to)
  const out: Child[] = []
  let at = from
  for (const mark of sideBySide(marks, marked.open)) {
    out.push(...shownPieces(text.slice(at, mark.from)), markOf(mark, text, marked))
    at = mark.to
  }
  const isHere = marks.some(({ quote }) => quote === marked.open)
  return h(
    'p',
    { key: String(from), class: isHere ? 'here' : null },
    h('bdi', null, out, shownPieces(text.slice(at, to))),
  )
}

function markOf({ quote, from, to }: Mark, text: string, { open, of }: Marked): Child {
  const isHere = quote === open
  const id = `quote-${quote.number}-${quote.citation.passageId}-${from}`
  return h(
    'mark',
    { key: id, class: isHere ? 'here' : null, 'aria-describedby': id, 'data-quote': String(quote.number) },
    h('span', { class: 'n', 'aria-hidden': 'true' }, String(quote.number)),
    ...shownPieces(text.slice(from, to)),
    h('span', { class: 'vh', id }, ` (${words.quote(quote.number, of)})`),
  )
}

function foot(): Child {
  return h(
    'footer',
    { key: 'foot', class: 'reader-foot' },
    h('span', { class: 'word' }, icon('ok-round'), words.wordForWord),
    h(
      'span',
      { class: 'keys', 'aria-hidden': 'true' },
      h('span', null, h('kbd', null, 'N'), ' ', words.keyNext),
      h('span', null, h('kbd', null, 'Esc'), ' ', words.keyBack),
    ),
  )
}

function onKey(event: KeyboardEvent, { quotes, openNumber, onGo, onClose }: ReaderProps): void {
  if (event.ctrlKey || event.metaKey || event.altKey) return
  if (event.key === 'Escape') {
    event.preventDefault()
    event.stopPropagation()
    return onClose()
  }
  if (event.key.toLowerCase() !== 'n') return
  const at = quotes.findIndex(({ number }) => number === openNumber)
  const to = quotes[(at + (event.shiftKey ? -1 : 1) + quotes.length) % quotes.length]
  if (to !== undefined) onGo(to.number)
}

/** Brings the open quote a third from the top of the document; false where it isn't there yet. */
export function showOpenQuote(place: ParentNode): boolean {
  const doc = place.querySelector('.doc')
  const mark = place.querySelector('mark.here')
  if (doc === null || mark === null) return false
  const offset = mark.getBoundingClientRect().top - doc.getBoundingClientRect().top
  doc.scrollTop += offset - doc.clientHeight / 3
  return true
}
