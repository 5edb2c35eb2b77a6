import { findPattern } from './speech-acts/patterns.ts'
import { rulesOf } from './speech-acts/rules.ts'
import { lineOf, wordsOf } from './speech-acts/words.ts'

/** Whether words ask how to do oneself what was said before: "how do I do that in the app?". */
export function asksHowTo(text: string, languages: readonly string[]): boolean {
  const line = lineOf(wordsOf(text))
  return findPattern(line, rulesOf(languages).howTo) !== null
}
