/** A letter for each of these words to be chosen by, none twice; null where all of a word's are taken. */
export function lettersFor(labels: readonly string[]): readonly (string | null)[] {
  const taken = new Set<string>()
  return labels.map((label) => {
    const letter = [...label.toUpperCase()].find((each) => /^\p{Lu}$/u.test(each) && !taken.has(each)) ?? null
    if (letter !== null) taken.add(letter)
    return letter
  })
}
