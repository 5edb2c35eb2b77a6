/** Words shorter than this are too alike to be mended. */
const SHORTEST = 5

/**
 * The same where letters are only missing, doubled or in each other's place: another letter makes another word soon
 * ("charge" and "change").
 */
export function correctedTyping(word: string, known: ReadonlySet<string>): string {
  const meant = correctedSpelling(word, known)
  const isOtherLetter = meant.length === word.length && [...meant].toSorted().join('') !== [...word].toSorted().join('')
  return isOtherLetter ? word : meant
}

/**
 * The known word that this one is a slip of: one letter missing, doubled, wrong or in its neighbour's place. The first
 * letter stands, and the last unless it changed places, so that an ending ("refunded") is no slip. Itself where there is none.
 */
export function correctedSpelling(word: string, known: ReadonlySet<string>): string {
  if (word.length < SHORTEST - 1 || known.has(word) || /\P{L}/u.test(word)) return word
  return beginningWith(word[0] ?? '', known).find((candidate) => isSlip(word, candidate)) ?? word
}

const byFirstLetter = new WeakMap<ReadonlySet<string>, ReadonlyMap<string, readonly string[]>>()

function beginningWith(letter: string, known: ReadonlySet<string>): readonly string[] {
  const made =
    byFirstLetter.get(known) ??
    Map.groupBy(
      [...known].filter(({ length }) => length >= SHORTEST),
      ([first = '']) => first,
    )
  byFirstLetter.set(known, made)
  return made.get(letter) ?? []
}

function isSlip(typed: string, meant: string): boolean {
  if (Math.abs(typed.length - meant.length) > 1) return false
  let at = 1
  while (at < meant.length && typed[at] === meant[at]) at += 1
  const swapped = typed.slice(0, at) + (typed[at + 1] ?? '') + (typed[at] ?? '') + typed.slice(at + 2)
  if (swapped === meant) return true
  if (typed.at(-1) !== meant.at(-1)) return false
  const rest = meant.slice(at + (meant.length >= typed.length ? 1 : 0))
  return typed.slice(at + (typed.length >= meant.length ? 1 : 0)) === rest
}
