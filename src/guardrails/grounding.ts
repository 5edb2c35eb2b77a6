import { type CitedSentence, type Evidence, evidenceAt, type QuotablePassage } from './cited-text.ts'

/** A sentence that a model wrote, with what it says the passages say. `passage` counts from 1, as they were given. */
export interface QuotedSentence {
  readonly text: string
  readonly quotes: readonly { readonly passage: number; readonly quote: string }[]
}

/** Less than this is found in any passage and supports nothing: "the", "30". */
const MIN_QUOTE_CHARACTERS = 8

/**
 * Keeps the sentences that a passage supports: at least one quote stands in its passage word for word, and every number
 * in the sentence stands in a quote that does (or in the question, which may be repeated). The rest is dropped. White
 * space and the shape of quotation marks and dashes are overlooked when looking; the citation is the passage's own text.
 */
export function groundSentences(
  sentences: readonly QuotedSentence[],
  passages: readonly QuotablePassage[],
  question = '',
): readonly CitedSentence[] {
  return sentences.flatMap((sentence): readonly CitedSentence[] => {
    const text = sentence.text.replaceAll(/\s+/gu, ' ').trim()
    const evidence = sentence.quotes.flatMap(({ passage, quote }) => findQuote(quote, passages[passage - 1]))
    const known = new Set([question, ...evidence.map((found) => found.quote)].flatMap(numbersIn))
    const isSupported = text !== '' && evidence.length > 0 && numbersIn(text).every((number) => known.has(number))
    return isSupported ? [{ text, evidence }] : []
  })
}

function findQuote(quote: string, passage: QuotablePassage | undefined): readonly Evidence[] {
  const wanted = comparable(quote).text.trim()
  if (!passage || wanted.length < MIN_QUOTE_CHARACTERS) return []
  const within = comparable(passage.text)
  const at = within.text.indexOf(wanted)
  const first = within.places[at]
  const last = within.places[at + wanted.length - 1]
  if (at < 0 || first === undefined || last === undefined) return []
  return [evidenceAt(passage, { start: first, end: last + 1 })]
}

interface Comparable {
  readonly text: string
  /** The place in the original of each character of `text`. */
  readonly places: readonly number[]
}

// Character by character, so that every place can be led back: white space in a row is one space, typographic marks are plain.
function comparable(original: string): Comparable {
  let text = ''
  const places: number[] = []
  for (let place = 0; place < original.length; place += 1) {
    const character = original.charAt(place)
    const plain = /\s/u.test(character) ? ' ' : (PLAIN.get(character) ?? character)
    if (plain === ' ' && text.endsWith(' ')) continue
    text += plain
    places.push(place)
  }
  return { text, places }
}

const PLAIN: ReadonlyMap<string, string> = new Map([
  ...[...'‘’‚‛'].map((mark) => [mark, "'"] as const),
  ...[...'“”„‟'].map((mark) => [mark, '"'] as const),
  ...[...'‐‑‒–—'].map((mark) => [mark, '-'] as const),
])

const NUMBER_WORDS = 'zero one two three four five six seven eight nine ten eleven twelve'.split(' ')

// 50, 50.00 and "fifty" are one amount (as far as number words go here); 1,000 is a thousand. "One" is too often no number.
function numbersIn(text: string): readonly string[] {
  const digits = [...text.matchAll(/\d+(?:[.,:]\d+)*/gu)].map(([number]) => {
    const value = Number(number.replaceAll(/,(?=\d{3}(?!\d))/gu, ''))
    return Number.isNaN(value) ? number : String(value)
  })
  const words = [...text.toLowerCase().matchAll(/\p{L}+/gu)].map(([word]) => NUMBER_WORDS.indexOf(word))
  return [...digits, ...words.filter((value) => value > 1).map(String)]
}
