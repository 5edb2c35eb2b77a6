import { wordsOf, type Word } from '../typed-words.ts'
import type { Sign } from './signs.ts'

/** Words that nothing but spaces stands between. */
export interface Stretch {
  readonly words: readonly Word[]
  readonly isQuestion: boolean
}

const APART = /[,.!?;:\n–—…()|/\\]|\s-+\s|\p{Extended_Pictographic}/u

/** The stretches of a text, without its signs. */
export function stretchesOf(text: string, signs: readonly Sign[]): readonly Stretch[] {
  const words = wordsOf(text).filter(({ start }) => !signs.some((sign) => sign.start <= start && start < sign.end))
  const stretches: { words: Word[]; isQuestion: boolean }[] = []
  for (const [index, word] of words.entries()) {
    const before = words[index - 1]
    const isApart = before === undefined || APART.test(text.slice(before.end, word.start))
    if (isApart) stretches.push({ words: [], isQuestion: false })
    const last = stretches.at(-1)
    last?.words.push(word)
    const after = text.slice(word.end, words[index + 1]?.start ?? text.length)
    if (last && after.includes('?')) last.isQuestion = true
  }
  return stretches
}
