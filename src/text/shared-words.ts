import { contentWords, stems } from './content-words.ts'

/**
 * Tells of a question whether it shares a word with a text, or has another for the same thing: one that says what it is
 * about, since every text has "how" and "the". Of another language's words none is known for one that doesn't.
 */
export function sharesAWordWith(text: string): (question: string) => boolean {
  const known = stems(text)
  return (question) => contentWords(question).some(({ own, stem }) => known.has(own) || known.has(stem))
}
