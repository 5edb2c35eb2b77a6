import { UNSPACED } from '#text/unspaced-scripts.ts'
import { escapePattern } from '#text/escape-pattern.ts'

const UNSPACED_WORD = new RegExp(`^${UNSPACED}`, 'v')

/** Whether a text begins in a script that puts no blank between words. */
export function isUnspaced(text: string): boolean {
  return UNSPACED_WORD.test(text)
}

/** A pattern for any of some words, as a group: whole ones, in scripts that have a blank between them. */
export function anyWord(words: readonly string[]): string {
  const longestFirst = words.toSorted((one, other) => other.length - one.length)
  const any = `(${longestFirst.map(escapePattern).join('|')})`
  return longestFirst.some((word) => isUnspaced(word)) ? any : String.raw`(?<![\p{L}\p{M}])${any}(?![\p{L}\p{M}])`
}
