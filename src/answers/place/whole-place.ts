import { type CitedSentence, evidenceAt, type QuotablePassage } from './cited-text.ts'
import { plainText, type Sentence, sentencesOf } from '#text/sentences.ts'

interface Place {
  readonly passage: QuotablePassage
  readonly sentence: Sentence
}

/**
 * A place as an answer shows it, so that it says something by itself: a row with its table's head, a step with those
 * before and after it in their order, what leads a list in with its items, an item with its heading.
 */
export function wholePlace(place: Place): readonly CitedSentence[] {
  const { passage, sentence } = place
  if (isRow(passage, sentence)) return [named(passage, rowOf(place))]
  const items = itemsOf(place)
  if (items.length > 1) return items
  return [
    {
      text: sentence.listed ? under(passage, sentence.plain) : sentence.plain,
      evidence: [evidenceAt(passage, sentence)],
    },
  ]
}

export function isRow({ text }: QuotablePassage, { start }: Sentence): boolean {
  return text.startsWith('|', start)
}

/** Rows of one table, each on a line of its own, the first with the heading over them. */
export function listOfRows(passage: QuotablePassage, rows: readonly Sentence[]): readonly CitedSentence[] {
  const said = rows.map((sentence) => rowOf({ passage, sentence }))
  return said.map((row, at) => ({ ...(at === 0 ? named(passage, row) : row), isItem: true }))
}

function named(passage: QuotablePassage, said: CitedSentence): CitedSentence {
  return { ...said, text: under(passage, said.text) }
}

// An item of a list says little without what the list is of, and its heading is what says that.
function under({ heading }: QuotablePassage, plain: string): string {
  const last = heading.split(' › ').at(-1) ?? ''
  return last === '' ? plain : `${last}: ${plain}`
}

function rowOf({ passage, sentence }: Place): CitedSentence {
  const head = headOver(passage.text, sentence.start)
  const [first = '', ...values] = cellsOf(passage.text.slice(sentence.start, sentence.end))
  const names = head ? cellsOf(passage.text.slice(head.start, head.end)) : []
  const said = values.flatMap((value, at) => {
    const name = names[at + 1] ?? ''
    return value === '' ? [] : [name === '' ? value : `${name}: ${value}`]
  })
  const text = said.length === 0 ? first : `${first}: ${said.join(', ')}`
  return {
    text,
    evidence: [sentence, ...(head ? [head] : [])].map((span) => evidenceAt(passage, span)),
  }
}

// The line over the dashes; none where the passage begins within the table.
function headOver(text: string, at: number): { readonly start: number; readonly end: number } | null {
  const heads = [...text.slice(0, at).matchAll(/^(\|.*)\n\|[\s|:-]+$/gmu)]
  const head = heads.at(-1)
  const line = head?.[1]?.trimEnd()
  if (!head || line === undefined || text.slice(head.index, at).includes('\n\n')) return null
  return { start: head.index, end: head.index + line.length }
}

function cellsOf(row: string): readonly string[] {
  return row
    .replace(/^\|/u, '')
    .replace(/\|\s*$/u, '')
    .split('|')
    .map(plainText)
}

// The steps around a step, or the items below the sentence that leads them in; none where it is neither.
function itemsOf({ passage, sentence }: Place): readonly CitedSentence[] {
  const { text } = passage
  const listed = sentencesOf(text).filter(({ listed: isListed, start }) => isListed && text[start] !== '|')
  const isStep = listed.some(({ start }) => start === sentence.start) && markerOf(text, sentence.start) === 'step'
  const isLead = !sentence.listed && sentence.plain.endsWith(':')
  if (!isStep && !isLead) return []
  const items = listed.filter(({ start }) => (isStep ? true : start > sentence.end))
  const first = items[0]
  if (!first || (isLead && /\n\n[^\n]*\n\n/u.test(text.slice(sentence.end, first.start)))) return []
  const shown = wholeItems(text, items).map((item) => ({
    text: item.plain,
    evidence: [evidenceAt(passage, item)],
    isItem: true,
  }))
  const lead = { text: sentence.plain, evidence: [evidenceAt(passage, sentence)] }
  return isLead ? [lead, ...shown] : shown
}

// The sentences of one item are one quote.
function wholeItems(text: string, sentences: readonly Sentence[]): readonly Sentence[] {
  const items: Sentence[] = []
  for (const sentence of sentences) {
    const last = items.at(-1)
    if (!last || markerOf(text, sentence.start) !== null) items.push(sentence)
    else items[items.length - 1] = { ...last, end: sentence.end, plain: `${last.plain} ${sentence.plain}` }
  }
  return items
}

function markerOf(text: string, at: number): 'step' | 'item' | null {
  const before = text.slice(text.lastIndexOf('\n', at - 1) + 1, at)
  if (/^\s*\d{1,9}[.)]\s+$/u.test(before)) return 'step'
  return /^\s*[-*+]\s+$/u.test(before) ? 'item' : null
}
