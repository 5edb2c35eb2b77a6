import { rulesOf } from './speech-acts/rules.ts'
import { stemsIn } from './speech-acts/segments.ts'
import { lineOf, wordsOf } from './speech-acts/words.ts'

/** Whether words are about giving something back: a thing, its money, or the whole purchase. */
export function asksBack(text: string, languages: readonly string[]): boolean {
  const { givingBack, undoings } = rulesOf(languages)
  const line = lineOf(wordsOf(text))
  return [givingBack, undoings].some((stems) => stemsIn({ line }, stems).length > 0)
}
