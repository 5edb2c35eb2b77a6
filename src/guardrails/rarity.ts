/** How much a word of the question tells, 0 to 1: 1 stands in no document, near 0 in nearly all of them. */
export type RarityOf = (word: { readonly word: string }) => number

/** Rarities by the words as they were written, in any case, as search gives them; 1 for a word that search doesn't know. */
export function rarities(words: readonly { readonly word: string; readonly rarity: number }[]): RarityOf {
  const known = new Map(words.map(({ word, rarity }) => [word.toLowerCase(), rarity]))
  return ({ word }) => known.get(word.toLowerCase()) ?? 1
}
