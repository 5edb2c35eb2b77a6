import type { Case } from './collect.ts'

/** Parts that questions are judged in, each by what was learned from the others. */
export const FOLDS = 5

/** The part of a question: the same question in a story is in the same. */
export function foldOf({ key }: Pick<Case, 'key'>): number {
  return [...key].reduce((sum, letter) => (sum * 31 + (letter.codePointAt(0) ?? 0)) % 65_521, 0) % FOLDS
}
