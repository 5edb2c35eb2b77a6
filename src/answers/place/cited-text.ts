import { type ComparedText, composed, composedWithPlaces, placeIn } from '#text/compared-text.ts'

/** A passage as search finds it: `text` stands from `start` to `end` in that version of the document. */
export interface QuotablePassage {
  readonly passageId: string
  readonly document: { readonly id: string; readonly title: string; readonly version: number }
  readonly heading: string
  readonly text: string
  readonly start: number
  readonly end: number
  /** What stands there where `text` is composed and that isn't, with the places in it. */
  readonly stored?: ComparedText
}

/** A found passage with its place in the ranking: `score` is 0 to 1. */
export interface RankedPassage extends QuotablePassage {
  readonly score: number
  /** Its place among the passages of its document, from 0; left out where it isn't known. */
  readonly ordinal?: number
  /** The question's cosine with it; left out or null where nothing was compared by vector. */
  readonly similarity?: number | null
}

/** A pointer to a quote: `span` is its place in the document version, and `quote` what stands there. */
export interface Evidence {
  readonly passageId: string
  readonly quote: string
  readonly document: { readonly id: string; readonly title: string; readonly version: number }
  readonly span: { readonly start: number; readonly end: number }
}

export interface CitedSentence {
  readonly text: string
  readonly evidence: readonly Evidence[]
  /** An item of a list stands on a line of its own. */
  readonly isItem?: boolean
}

/** A text part as messages hold it; `start` and `end` of a citation are places in `text`. */
export interface CitedText {
  readonly type: 'text'
  readonly text: string
  readonly citations: readonly (Evidence & { readonly start: number; readonly end: number })[]
}

/** One text of cited sentences, each citation on its sentence. The text holds no marks: every channel numbers in its way. */
export function citedText(sentences: readonly CitedSentence[]): CitedText {
  let text = ''
  const citations: (Evidence & { start: number; end: number })[] = []
  for (const [place, sentence] of sentences.entries()) {
    text += joint(sentences[place - 1] ?? null, sentence)
    const start = text.length
    text += sentence.text
    for (const evidence of sentence.evidence) citations.push({ start, end: text.length, ...evidence })
  }
  return { type: 'text', text, citations }
}

interface Listed {
  readonly isItem?: boolean
}

/** What stands before a sentence: `before` is the one before it, null where it is the first. */
export function joint(before: Listed | null, { isItem = false }: Listed): string {
  if (isItem) return before === null ? '- ' : '\n- '
  if (before === null) return ''
  return before.isItem ? '\n' : ' '
}

/** Whether a quote has something of a stretch of its passage's text. */
export function isQuotedFrom(
  passage: QuotablePassage,
  stretch: { readonly start: number; readonly end: number },
  { span }: Pick<Evidence, 'span'>,
): boolean {
  const { start, end } = evidenceAt(passage, stretch).span
  return start < span.end && end > span.start
}

/** A passage as it is judged and read: composed (NFC), so that it reads the same and its words are whole. */
export function composedPassage<P extends QuotablePassage>(passage: P): P {
  const heading = composed(passage.heading)
  if (composed(passage.text) === passage.text) return heading === passage.heading ? passage : { ...passage, heading }
  const { text, at } = composedWithPlaces(passage.text)
  return { ...passage, heading, text, stored: { text: passage.text, at } }
}

/** The evidence that a stretch of a passage's text gives. */
export function evidenceAt(passage: QuotablePassage, span: { readonly start: number; readonly end: number }): Evidence {
  const { stored } = passage
  const { start, end } = stored ? placeIn(stored, span) : span
  return {
    passageId: passage.passageId,
    quote: (stored?.text ?? passage.text).slice(start, end),
    document: passage.document,
    span: { start: passage.start + start, end: passage.start + end },
  }
}
