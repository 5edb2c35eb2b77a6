import { contentWords } from '#text/content-words.ts'

/** Content words up to which a message is short enough to go on from the one before. */
const SHORT = 2

/**
 * Whether a message needs the one before it to be understood. `goes-on`: it says so ("and for sale items?", "what about
 * gifts?", "in Norway?"). `may`: it is short, or points at something ("how long does it take?"), and can be a whole
 * question all the same. English.
 */
export function leaning(text: string): 'goes-on' | 'may' | 'stands-alone' {
  const words = contentWords(text).length
  if (GOES_ON.test(text) || (PLACE.test(text) && words <= SHORT + 1)) return 'goes-on'
  return POINTS_BACK.test(text) || words <= SHORT ? 'may' : 'stands-alone'
}

const GOES_ON = /^\s*(?:and|or|but|also|same|(?:what|how)\s+about)\b/iu
const PLACE = /^\s*(?:for|with|without|in|on|to|at|from|by|after|before)\b/iu
const POINTS_BACK = /\b(?:it|they|them|those|these|ones?|instead|else)\b/iu
