import { type DefaultTreeAdapterTypes, parse } from 'parse5'
import { largest } from '../extremes.ts'
import { ParseFailure } from '../parse-failure.ts'
import { MOST_DEPTH } from '../limits.ts'
import type { OpenFile } from '../file-to-parse.ts'
import type { MarkdownWriter } from '../markdown-writer.ts'
import { type Rule, rulesOf } from '../html/css.ts'
import { isUnseen, type Look, lookOf, PLAIN_LOOK } from '../html/looks.ts'
import { readTable } from '../html/tables.ts'
import { allText, BLOCKS, type Reading, SILENT, visibleText } from '../html/visible-text.ts'

type Node = DefaultTreeAdapterTypes.ChildNode
type Element = DefaultTreeAdapterTypes.Element

/** Reads a page as a browser without scripts shows it. Hidden elements and comments are found, and aren't written. */
export function read({ text }: Pick<OpenFile, 'text'>, writer: MarkdownWriter): void {
  const document = parse(text, { scriptingEnabled: false })
  const head = headOf(document.childNodes)
  writer.title ??= head.title
  for (const name of ['author', 'description', 'keywords']) writer.describe(name, head.meta.get(name))
  const date = new Date(head.meta.get('date') ?? head.meta.get('article:modified_time') ?? '')
  if (!Number.isNaN(date.getTime())) writer.describe('date', date.toISOString())
  new HtmlReader(writer, rulesOf(head.styles)).readAll(document.childNodes)
}

class HtmlReader {
  readonly #writer: MarkdownWriter
  readonly #reading: Reading
  #inline = ''
  /** How deep in lists, and the marker that the next text gets. */
  #lists: { readonly isOrdered: boolean; count: number }[] = []
  #marker: string | null = null
  #isInItem = false
  #isQuote = false
  /** All that follows is quoted of earlier mails. */
  #isHistory = false

  constructor(writer: MarkdownWriter, rules: readonly Rule[]) {
    this.#writer = writer
    this.#reading = { rules, onHidden: (text) => this.#hidden(text) }
  }

  readAll(nodes: readonly Node[]): void {
    this.#readNodes(nodes, PLAIN_LOOK, 0)
    this.#flush()
  }

  #readNodes(nodes: readonly Node[], look: Look, depth: number): void {
    if (depth > MOST_DEPTH) throw new ParseFailure('too-deep')
    for (const node of nodes) {
      if (node.nodeName === '#text' && 'value' in node) this.#text(node.value, look)
      else if (node.nodeName === '#comment' && 'data' in node) this.#comment(node.data)
      else if ('tagName' in node) this.#element(node, look, depth)
    }
  }

  #text(text: string, look: Look): void {
    if (isUnseen(look)) this.#hidden(text)
    else this.#inline += text.replaceAll(/\s+/gu, ' ')
  }

  // Conditions for old mail programs are no words to anybody.
  #comment(data: string): void {
    if (!/^\[if |^<!\[endif/iu.test(data.trim())) this.#writer.find('comment', data)
  }

  #element(element: Element, around: Look, depth: number): void {
    const tag = element.tagName
    if (SILENT.has(tag)) return
    const attributes = new Map(element.attrs.map(({ name, value }) => [name, value]))
    const look = lookOf({ tag, attributes }, around, this.#reading.rules)
    if (look.isHidden) return this.#hidden(allText(element))
    if (/^h[1-6]$/u.test(tag)) return this.#heading(element, Number(tag[1]), look, depth)
    switch (tag) {
      case 'br':
        this.#inline += '\n'
        return
      case 'hr':
        return this.#flush()
      case 'pre':
        this.#flush()
        return this.#code(visibleText(element, look, this.#reading))
      case 'table':
        return this.#table(element, look, depth)
      case 'ul':
      case 'ol':
      case 'menu':
        return this.#list(element, tag === 'ol', look, depth)
      case 'li':
        return this.#item(element, look, depth)
      case 'textarea':
      case 'input':
        return
      case 'img':
        this.#inline += ' '
        return
    }
    if (!BLOCKS.has(tag)) return this.#readNodes(element.childNodes, look, depth + 1)
    this.#flush()
    const wasQuote = this.#isQuote
    const said = quotedBy(tag, attributes)
    this.#isHistory ||= said === 'from-here'
    this.#isQuote ||= said !== null
    this.#readNodes(element.childNodes, look, depth + 1)
    this.#flush()
    this.#isQuote = wasQuote || this.#isHistory
  }

  #code(text: string): void {
    if (this.#isQuote) this.#writer.quote(text)
    else this.#writer.code(text)
  }

  #hidden(text: string): void {
    this.#writer.find('hidden-text', text)
  }

  #heading(element: Element, level: number, look: Look, depth: number): void {
    this.#flush()
    this.#readNodes(element.childNodes, look, depth + 1)
    const text = this.#inline
    this.#inline = ''
    this.#marker = null
    if (this.#isQuote) return this.#writer.quote(text)
    this.#writer.heading(level, text)
    if (level === 1 && text.trim() !== '') this.#writer.title ??= text
  }

  #list(element: Element, isOrdered: boolean, look: Look, depth: number): void {
    this.#flush()
    this.#lists.push({ isOrdered, count: 0 })
    this.#readNodes(element.childNodes, look, depth + 1)
    this.#flush()
    this.#lists.pop()
  }

  #item(element: Element, look: Look, depth: number): void {
    this.#flush()
    const list = this.#lists.at(-1)
    if (list) list.count += 1
    const wasInItem = this.#isInItem
    this.#marker = list?.isOrdered ? `${list.count}.` : '-'
    this.#isInItem = true
    this.#readNodes(element.childNodes, look, depth + 1)
    this.#flush()
    this.#marker = null
    this.#isInItem = wasInItem
  }

  // Tables that only lay a page out have headings, lists or tables in their cells: those are read as if there were none.
  #table(element: Element, look: Look, depth: number): void {
    this.#flush()
    if (hasBlocks(element)) {
      this.#readNodes(element.childNodes, look, depth + 1)
      return this.#flush()
    }
    const { caption, rows } = readTable(element, look, this.#reading)
    if (this.#isQuote) this.#writer.quote(caption)
    else this.#writer.paragraph(caption)
    const widths = rows.map((cells) => cells.length)
    const widest = largest(widths, 0)
    if (this.#isQuote) this.#writer.quote(rows.map((cells) => cells.join(' | ')).join('\n'))
    else if (widest > 1) this.#writer.table(rows.map((cells) => ({ cells })))
    else for (const [text = ''] of rows) this.#writer.paragraph(text)
  }

  #flush(): void {
    const text = this.#inline
    this.#inline = ''
    if (text.trim() === '') return
    const depth = Math.max(0, this.#lists.length - 1)
    if (this.#isQuote) this.#writer.quote(`${this.#marker === null ? '' : `${this.#marker} `}${text.trim()}`)
    else if (this.#marker !== null) this.#writer.listItem(depth, this.#marker, text)
    else if (this.#isInItem) this.#writer.listParagraph(depth, text)
    else this.#writer.paragraph(text)
    this.#marker = null
  }
}

function hasBlocks(element: Element): boolean {
  const waiting: Node[] = [...element.childNodes]
  for (let node = waiting.pop(); node !== undefined; node = waiting.pop()) {
    if (!('tagName' in node)) continue
    if (/^(?:h[1-6]|ul|ol|table|pre|blockquote)$/u.test(node.tagName)) return true
    waiting.push(...node.childNodes)
  }
  return false
}

interface Head {
  readonly title: string | null
  readonly styles: string
  readonly meta: ReadonlyMap<string, string>
}

/** Title, styles and meta elements, wherever they stand. */
function headOf(nodes: readonly Node[]): Head {
  let title: string | null = null
  let styles = ''
  const meta = new Map<string, string>()
  const waiting: Node[] = nodes.toReversed()
  for (let node = waiting.pop(); node !== undefined; node = waiting.pop()) {
    if (!('tagName' in node)) continue
    if (node.tagName === 'title') title ??= allText(node)
    else if (node.tagName === 'style') styles += `${allTextOfStyle(node)}\n`
    else if (node.tagName === 'meta') {
      const attributes = new Map(node.attrs.map(({ name, value }) => [name, value]))
      const name = attributes.get('name') ?? attributes.get('property')
      if (name !== undefined) meta.set(name.toLowerCase(), attributes.get('content') ?? '')
    } else waiting.push(...node.childNodes.toReversed())
  }
  return { title, styles, meta }
}

function allTextOfStyle(element: Element): string {
  return element.childNodes.map((node) => ('value' in node ? node.value : '')).join('')
}

/** What mail programs put around the mail that is answered: Gmail, Yahoo, Proton, Thunderbird, GMX and Web.de, Apple. */
const QUOTES =
  /^(?:x_)*(?:gmail_quote|gmail_quote_container|gmail_attr|yahoo_quoted|protonmail_quote|moz-cite-prefix|moz-forward-container|moz-email-headers-table|mail_extra|zmail_extra|tutanota_quote|ms-outlook-mobile-reference-message)$/i

/** What Outlook puts before it, with all that follows on one level. */
const BEGINNINGS =
  /^(?:x_)*(?:divRplyFwdMsg|appendonsend|OutlookMessageHeader|mail-editor-reference-message-container|isReplyContent|OLK_SRC_BODY_SECTION)$/i

/** Whether an element holds somebody else's words, and all that follows it too. Null where nothing says so. */
function quotedBy(tag: string, attributes: ReadonlyMap<string, string>): 'within' | 'from-here' | null {
  const names = `${attributes.get('class') ?? ''} ${attributes.get('id') ?? ''}`.split(/\s+/u)
  if (names.some((name) => BEGINNINGS.test(name))) return 'from-here'
  return tag === 'blockquote' || names.some((name) => QUOTES.test(name)) ? 'within' : null
}
