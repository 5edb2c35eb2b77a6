import { contentWords, stems } from '#text/content-words.ts'
import type { Sentence } from '#text/sentences.ts'

/** A sentence of a place, as others are held against it. */
export interface PlacedSentence {
  /** The stems of its words, without numbers. */
  readonly words: ReadonlySet<string>
  /** The stems of all that it says. */
  readonly said: ReadonlySet<string>
  readonly listed: boolean
  /** The words of what a row or an item with a colon is about. */
  readonly label?: readonly string[]
}

export function placedSentence({ plain, listed }: Sentence): PlacedSentence {
  const isLabelled = listed && plain.includes(':')
  const label = contentWords(plain.slice(0, plain.indexOf(':'))).map(({ stem }) => stem)
  return {
    words: new Set(contentWords(plain).flatMap(({ stem }) => (/\p{N}/u.test(stem) ? [] : [stem]))),
    said: stems(plain),
    listed,
    ...(isLabelled && { label }),
  }
}
