/** Words as people type them: also with `ae` for `ä` and `ss` for `ß`, where a keyboard has no umlauts. */
export function spelt(...words: readonly string[]): readonly string[] {
  return [...new Set(words.flatMap((word) => [word, withoutUmlauts(word)]))]
}

/** The same of words that mean something. */
export function spelling<T>(words: Readonly<Record<string, T>>): Readonly<Record<string, T>> {
  return Object.fromEntries(Object.entries(words).flatMap(([word, value]) => spelt(word).map((each) => [each, value])))
}

function withoutUmlauts(word: string): string {
  return word.replaceAll('ä', 'ae').replaceAll('ö', 'oe').replaceAll('ü', 'ue').replaceAll('ß', 'ss')
}
