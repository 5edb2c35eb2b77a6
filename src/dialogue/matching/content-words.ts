import { isClosed } from '../forms/closed-words.ts'

/** The words of a text that say what something is: in small letters, without those that every sentence has, such as "the". */
export function contentWords(text: string): readonly string[] {
  const words = text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? []
  return words.filter((word) => /^\p{L}{3,}$/u.test(word) && !isClosed(word))
}
