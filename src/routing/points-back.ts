import { plainWords, type Language } from '#dialogue/language.ts'

/** Whether words stand for something that was said before: "refund it". */
export function pointsBack(words: string, { pronouns }: Language): boolean {
  return plainWords(words)
    .split(' ')
    .some((word) => pronouns.includes(word))
}
