/** Shorter words are other words with one letter changed. */
const SHORTEST = 5

/** Whether two words differ in one letter: another, one more or less, or two that changed places. */
export function isMisspelt(word: string, other: string): boolean {
  if (word === other || Math.min(word.length, other.length) < SHORTEST) return false
  if (Math.abs(word.length - other.length) > 1) return false
  let start = 0
  while (start < word.length && word[start] === other[start]) start++
  let end = 0
  while (end < Math.min(word.length, other.length) - start && word.at(-1 - end) === other.at(-1 - end)) end++
  const [left, right] = [word.slice(start, word.length - end), other.slice(start, other.length - end)]
  if (left.length + right.length <= 2 && left.length <= 1 && right.length <= 1) return true
  return left.length === 2 && right.length === 2 && left[0] === right[1] && left[1] === right[0]
}
