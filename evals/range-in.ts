/** The first and last that `7` or `3-12` picks among some words, counted from one; all where none does. */
export function rangeIn(words: readonly string[]): readonly [from: number, to: number] {
  const range = words.map((word) => /^(?<from>\d+)(?:-(?<to>\d+))?$/u.exec(word)?.groups).find(Boolean)
  const from = Number(range?.['from'] ?? 1)
  return [from, range ? Number(range['to'] ?? from) : Infinity]
}
