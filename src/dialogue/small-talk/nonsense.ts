/** Rows of keys on keyboards, there and back. */
const ROWS = ['qwertyuiop', 'qwertzuiopü', 'azertyuiop', 'asdfghjklöä', 'zxcvbnm', 'yxcvbnm'].flatMap((row) => [
  row,
  [...row].toReversed().join(''),
])
/** Fewer keys in a row may be a word: "were", "pop". */
const LEAST_KEYS = 4
/** Fewer letters without a vowel may be an abbreviation. */
const LEAST_WITHOUT_VOWEL = 5

/**
 * Whether a word was typed by a hand that only tried the keys: keys in a row, one letter again and again, a heap of
 * consonants, or a single letter.
 */
export function isNonsense(word: string): boolean {
  const plain = word.toLowerCase()
  if (!/^\p{L}+$/u.test(plain)) return false
  return (
    plain.length === 1 ||
    /^(\p{L}{1,3})\1{2,}\p{L}?$/u.test(plain) ||
    (plain.length >= LEAST_KEYS && ROWS.some((row) => row.includes(plain))) ||
    (plain.length >= 2 * LEAST_KEYS - 1 && isOfOneRow(plain)) ||
    (plain.length >= LEAST_WITHOUT_VOWEL && /^[bcdfghjklmnpqrstvwxz]+$/u.test(plain))
  )
}

// "asdfasdf", "asdjkl": the middle row has one vowel, and hardly a word.
function isOfOneRow(plain: string): boolean {
  return /^[asdfghjklöä]+$/u.test(plain) && /[sdfghjkl]{3}/u.test(plain)
}
