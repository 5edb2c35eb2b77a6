/** A sentence's place in a Markdown text, and how it reads without markup. */
export interface Sentence {
  readonly start: number
  readonly end: number
  readonly plain: string
  /** From a list or a table: it leans on what stands above it. */
  readonly listed: boolean
}

const segmenter = new Intl.Segmenter('en', { granularity: 'sentence' })

/** The sentences of a Markdown text in order. Headings, rules and table heads aren't among them. */
export function sentencesOf(markdown: string): readonly Sentence[] {
  return blocksOf(markdown).flatMap(({ start, end, listed }) => {
    const block = markdown.slice(start, end)
    if (block.startsWith('|')) return [{ start, end, plain: plainRow(block), listed }]
    // A line break inside a paragraph is a space, and Segmenter would end a sentence there. Same length, same places.
    return segmentsOf(block.replaceAll(/[\r\n]/gu, ' ')).flatMap(({ segment, index }) => {
      const from = start + index + (segment.length - segment.trimStart().length)
      const to = start + index + segment.trimEnd().length
      return to > from ? [{ start: from, end: to, plain: plainText(markdown.slice(from, to)), listed }] : []
    })
  })
}

// "Dr. Abel" is no end of a sentence, which Segmenter takes it for.
function segmentsOf(text: string): readonly { readonly segment: string; readonly index: number }[] {
  const joined: { segment: string; index: number }[] = []
  for (const { segment, index } of segmenter.segment(text)) {
    const last = joined.at(-1)
    if (last && TITLE.test(last.segment)) last.segment += segment
    else joined.push({ segment, index })
  }
  return joined
}

const TITLE = /(?<!\p{L})(?:Dr|Mr|Mrs|Ms|Prof|St)\.\s*$/u

interface Block {
  readonly start: number
  readonly end: number
  readonly listed: boolean
}

// Paragraphs, list items and table rows by their lines: the text is a piece of a document, cut at such borders.
function blocksOf(markdown: string): readonly Block[] {
  const blocks: Block[] = []
  let open = false
  let tableHead = true
  for (const { index, 0: line } of markdown.matchAll(/[^\n]+/gu)) {
    const end = index + line.trimEnd().length
    const marker = /^\s*(?:[-*+]|\d{1,9}[.)])\s+/u.exec(line)?.[0]
    const isRow = line.startsWith('|')
    const isHeadOrRule = /^\s*(?:#{1,6}\s|(?:[-*_=]\s*){3,}$|```|~~~)/u.test(line) || (isRow && tableHead)
    // A table's rows begin after the line of dashes under its head.
    tableHead = isRow ? tableHead && !/^\|[\s|:-]+$/u.test(line) : true
    const last = blocks.at(-1)
    const isNewParagraph = !open || markdown.slice(last?.end, index).includes('\n\n')
    if (isHeadOrRule || line.trim() === '') open = false
    else if (marker !== undefined || isRow) {
      blocks.push({ start: index + (marker?.length ?? 0), end, listed: true })
      open = !isRow
    } else if (isNewParagraph || !last) {
      blocks.push({ start: index + (line.length - line.trimStart().length), end, listed: false })
      open = true
    } else blocks[blocks.length - 1] = { ...last, end }
  }
  return blocks
}

function plainRow(row: string): string {
  const [first, ...rest] = row.split('|').flatMap((cell) => (cell.trim() === '' ? [] : [plainText(cell)]))
  return rest.length > 0 ? `${first}: ${rest.join(', ')}` : (first ?? '')
}

/** What people would see of a Markdown text: a link keeps its words and loses its address. */
export function plainText(markdown: string): string {
  return markdown
    .replaceAll(/!?\[([^\]]*)\]\([^)]*\)/gu, '$1')
    .replaceAll(/\*\*|__|`/gu, '')
    .replaceAll(/\s+/gu, ' ')
    .trim()
}
