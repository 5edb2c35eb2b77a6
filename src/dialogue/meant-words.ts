import { rulesOf } from './speech-acts/rules.ts'
import { mendedKeys } from './speech-acts/spelling.ts'

/**
 * Words in small letters as they are recognised: with slips of the keys mended by words that are known ("refudn order A12"),
 * and without what only joins them to something before.
 */
export function meantWords(
  plain: string,
  { vocabulary, languages }: { readonly vocabulary: ReadonlySet<string>; readonly languages: readonly string[] },
): string {
  const { functionWords, joints } = rulesOf(languages)
  const words = plain.split(' ')
  const from = words.findIndex((word) => !joints.has(word))
  return words
    .slice(Math.max(0, from))
    .map((word) => (functionWords.has(word) ? word : mendedKeys(word, vocabulary)))
    .join(' ')
}
