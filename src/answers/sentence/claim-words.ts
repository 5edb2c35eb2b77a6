import { comparedText } from '#text/compared-text.ts'

/** A word of a text as it is compared. */
export interface Word {
  /** In small letters, without what an apostrophe adds. */
  readonly text: string
  /** As it is written. */
  readonly raw: string
  readonly isCapital: boolean
  /** Whether a sentence begins with it, where every word has a capital. */
  readonly isFirst: boolean
}

/** The words of a text, as it is compared, in their order. "brass-coloured" is two, "don't" and "A17" are one. */
export function wordsIn(text: string): readonly Word[] {
  const read = comparedText(text)
  return [...read.matchAll(/[\p{L}\p{N}]+(?:['’]\p{L}+|(?<=\p{N})[.,:]\p{N}+)*/gu)].map(({ 0: raw, index }) => ({
    text: bare(raw),
    raw,
    isCapital: /^\p{Lu}/u.test(raw),
    isFirst: /(?:^|[.!?:;–—•\n]|\n[-*])[\s"“„‘'«(]*$/u.test(read.slice(Math.max(0, index - 8), index)),
  }))
}

/** A word without what isn't compared: "buyer's" is buyer, "don’t" stays what it is. */
function bare(raw: string): string {
  return raw
    .toLowerCase()
    .replaceAll('’', "'")
    .replace(/'(?:s|ve|re|d|ll|m)$/u, '')
}

/** The words of a text that are to be stemmed, each once. */
export function distinctWords(text: string): readonly string[] {
  return [...new Set(wordsIn(text).map((word) => word.text))]
}
