import { ALL_FORMS } from './all-forms.ts'
import type { FormWords } from './form-words.ts'

/** Whether a word denies, supposes, tells, asks and the like, in any language, so that no procedure is about it. */
export function isClosed(word: string): boolean {
  return ALL_FORMS.some(({ denies, wonders, limits, turns, speaks, tells, questions, please, joins }) =>
    [denies, wonders, limits, turns, speaks, tells, questions, please, joins].some((list) => list.includes(word)),
  )
}

/** Whether a word tells what was done, in any language. */
export function isPast(word: string): boolean {
  return ALL_FORMS.some(({ past }) => past.test(word))
}

/** Whether something is denied or supposed in words, in any language. */
export function isDoubting(words: readonly string[]): boolean {
  return ALL_FORMS.some(({ denies, wonders }) => words.some((word) => denies.includes(word) || wonders.includes(word)))
}

const closed = new WeakMap<FormWords, ReadonlySet<string>>()

/** The words of a language that stand for nothing that can be done. */
export function closedWords(words: FormWords): ReadonlySet<string> {
  const { small, denies, wonders, tells, please, asks, askingYou } = words
  const made =
    closed.get(words) ??
    new Set([
      ...small,
      ...denies,
      ...wonders,
      ...tells,
      ...please,
      ...[...asks, ...askingYou].flatMap((phrase) => phrase.split(' ')),
    ])
  closed.set(words, made)
  return made
}
