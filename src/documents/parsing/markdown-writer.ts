import type { DocumentFormat, Finding, ListedQuestion, ParsedDocument, Location, TextLocation } from '../contract.ts'
import { largest } from './extremes.ts'
import { ParseFailure } from './parse-failure.ts'
import { withoutInvisible } from './invisible.ts'
import { MOST_COLUMNS, MOST_FINDINGS } from './limits.ts'

export interface TableRow {
  readonly cells: readonly string[]
  /** Where this row stands, in formats that have places for rows. */
  readonly place?: Location
}

type BlockKind = 'list' | 'other'

/** What is found is quoted at this length, for whoever looks what it asks for. Lists show less of it. */
const QUOTE_CHARACTERS = 2_000

/** Writes what a document says as Markdown, block by block, and keeps where each block stood. */
export class MarkdownWriter {
  title: string | null = null
  answers: readonly ListedQuestion[] = []
  readonly metadata: Record<string, string> = {}
  readonly #parts: string[] = []
  readonly #places: TextLocation[] = []
  readonly #findings: Finding[] = []
  #length = 0
  #last: BlockKind | null = null
  #place: { readonly place: Location; start: number | null } | null = null
  readonly #mostCharacters: number

  constructor(mostCharacters: number) {
    this.#mostCharacters = mostCharacters
  }

  /** What is written from now on stands here. */
  at(place: Location | null): void {
    this.#closePlace()
    this.#place = place === null ? null : { place, start: null }
  }

  heading(depth: number, text: string): void {
    const line = this.#inline(text).replaceAll('\n', ' ')
    if (line !== '') this.#block(`${'#'.repeat(Math.min(6, Math.max(1, depth)))} ${line.replace(/#+$/u, '\\$&')}`)
  }

  paragraph(text: string): void {
    const lines = this.#inline(text)
    if (lines !== '') this.#block(lines.split('\n').map(escapedStart).join('\n'))
  }

  /** `marker` is `-` or a number with its point. */
  listItem(depth: number, marker: string, text: string): void {
    const indent = '    '.repeat(Math.min(depth, 8))
    const lines = this.#inline(text).split('\n').map(escapedStart)
    if (lines[0] !== '') this.#block(`${indent}${marker} ${lines.join(`\n${indent}  `)}`, 'list')
  }

  /** A further paragraph of the item before. */
  listParagraph(depth: number, text: string): void {
    const indent = '    '.repeat(Math.min(depth + 1, 8))
    const lines = this.#inline(text)
    if (lines !== '') this.#block(`${indent}${lines.split('\n').map(escapedStart).join(`\n${indent}`)}`, 'other')
  }

  quote(text: string): void {
    const lines = this.#inline(text)
    if (lines !== '') this.#block(`> ${lines.split('\n').map(escapedStart).join('\n> ')}`)
  }

  code(text: string): void {
    const code = this.#clean(text)
      .replaceAll(/\r\n?/gu, '\n')
      .replaceAll(/^\n+|\s+$/gu, '')
    if (code === '') return
    const fences = [...code.matchAll(/`+/gu)].map(([ticks]) => ticks.length)
    const fence = '`'.repeat(largest(fences, 2) + 1)
    this.#block(`${fence}\n${code}\n${fence}`)
  }

  /** A table whose first row is its header. Rows may differ in length. */
  table(rows: readonly TableRow[]): void {
    const widths = rows.map(({ cells }) => cells.findLastIndex((cell) => cell.trim() !== '') + 1)
    const used = largest(widths, 0)
    const columns = Math.min(used, MOST_COLUMNS)
    const [header, ...body] = rows
    if (columns === 0 || header === undefined) return
    if (used > columns) this.find('truncated', `a table's columns after the ${MOST_COLUMNS}th, ${used} in all`)
    this.#tableLine(header, columns, '\n\n')
    this.#append(`\n|${' --- |'.repeat(columns)}`)
    for (const row of body) this.#tableLine(row, columns, '\n')
    this.#last = 'other'
  }

  /** Reports what a reader of the original doesn't see; it isn't written. */
  find(kind: Finding['kind'], text: string): void {
    const words = withoutInvisible(text, () => {})
      .replaceAll(/\s+/gu, ' ')
      .trim()
    if (words === '' || this.#findings.length >= MOST_FINDINGS) return
    const quote = words.length > QUOTE_CHARACTERS ? `${words.slice(0, QUOTE_CHARACTERS).toWellFormed()}…` : words
    const isKnown = this.#findings.some((finding) => finding.kind === kind && finding.text === quote)
    if (!isKnown) this.#findings.push({ kind, text: quote, start: null, end: null })
  }

  /** Text as it is, which is Markdown already. */
  verbatim(text: string): void {
    const clean = this.#clean(text).replaceAll(/\r\n?/gu, '\n').trim()
    if (clean !== '') this.#block(clean)
  }

  /** What `read` writes, as Markdown, which isn't written here yet; what it finds and describes stays with this. */
  readApart(read: (writer: MarkdownWriter) => void): string {
    const apart = new MarkdownWriter(this.#mostCharacters)
    read(apart)
    this.title ??= apart.title
    Object.assign(this.metadata, { ...apart.metadata, ...this.metadata })
    this.#findings.push(...apart.#findings.slice(0, MOST_FINDINGS - this.#findings.length))
    return apart.#parts.join('')
  }

  /** Refuses at once a source that is too long although so many times its text were left out. Throws `too-much-text`. */
  refuseBeyond(leftOut: number, characters: number): void {
    if (characters > (1 + leftOut) * this.#mostCharacters) throw new ParseFailure('too-much-text')
  }

  describe(name: string, value: string | null | undefined): void {
    const clean = withoutInvisible(value ?? '', () => {})
      .replaceAll(/\s+/gu, ' ')
      .trim()
    if (clean !== '') this.metadata[name] = clean.slice(0, 1_000).toWellFormed()
  }

  finish(format: DocumentFormat): ParsedDocument {
    this.#closePlace()
    const title = withoutInvisible(this.title ?? '', () => {})
      .replaceAll(/\s+/gu, ' ')
      .trim()
    return {
      format,
      title: title === '' ? null : title.slice(0, 300).toWellFormed(),
      text: this.#parts.join(''),
      places: this.#places,
      findings: this.#findings,
      metadata: this.metadata,
      answers: this.answers,
    }
  }

  #tableLine({ cells, place }: TableRow, columns: number, separator: string): void {
    if (this.#length > 0) this.#append(separator)
    if (place) this.at(place)
    const texts = Array.from({ length: columns }, (_, index) =>
      this.#inline(cells[index] ?? '')
        .replaceAll('\n', ' ')
        .replaceAll('|', '\\|'),
    )
    this.#append(`| ${texts.join(' | ')} |`)
    if (place) this.at(null)
  }

  #block(text: string, kind: BlockKind = 'other'): void {
    if (this.#length > 0) this.#append(kind === 'list' && this.#last === 'list' ? '\n' : '\n\n')
    this.#append(text)
    this.#last = kind
  }

  #append(text: string): void {
    if (this.#place && this.#place.start === null && text.trim() !== '') this.#place.start = this.#length
    this.#parts.push(text)
    this.#length += text.length
    if (this.#length > this.#mostCharacters) throw new ParseFailure('too-much-text')
  }

  #closePlace(): void {
    if (this.#place === null) return
    const { place, start } = this.#place
    if (start !== null && this.#length > start) this.#places.push({ start, end: this.#length, place })
    this.#place = null
  }

  #inline(text: string): string {
    const clean = this.#clean(text)
      .replaceAll(/\r\n?|\u2028|\u2029|\u0085/gu, '\n')
      .replaceAll(/[^\S\n]+/gu, ' ')
      .replaceAll(/ ?\n[ \n]*/gu, '\n')
    // What would be HTML in Markdown is text here.
    return clean.trim().replaceAll(/<(?=[A-Za-z/!?])/gu, '\\<')
  }

  #clean(text: string): string {
    return withoutInvisible(text, (what) => this.find('invisible-characters', what))
  }
}

/** A line that would begin something else in Markdown is a line of text here. */
function escapedStart(line: string): string {
  return line.replace(/^(?:#{1,6}(?=\s|$)|>|-{2,}$|={2,}$|`{3}|~{3}|\|)/u, '\\$&')
}
