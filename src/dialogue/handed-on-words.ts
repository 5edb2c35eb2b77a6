import { foldWord, wordsOf } from './speech-acts/words.ts'

/** Words that only hold others together. None denies, sets a condition, or names anything. */
const SMALL = new Set(
  `a an the this that these those my our your his her its their i we you he she it they me us him them is are was were am be
    been has have had will of to for in on at by with from and hi hello dear thanks thank regards im ive weve youve its
    ein eine einen einem einer der die das den dem des mein meine unser unsere ihr ihre dein deine ich wir sie er es mich uns
    ist sind war waren bin wurde wurden wird werden hat haben habe von zu zum zur fuer in im an am auf mit aus und hallo
    liebe lieber danke gruesse`.split(/\s+/u),
)

/** A shorter word has too little to tell it by another ending. */
const LEAST_STEM = 4
const ENDINGS = ['s', 'es', 'd', 'ed', 'led', 'ing', 'ling']

/**
 * What a word in a text to hand on is, by what its sender typed: `said` where they typed it, also with another ending
 * ("cancel order A12 and tell her that we did": “cancelled”); `small` where it only holds others together; null else.
 */
export function handedOnWord(word: string, typed: string): 'said' | 'small' | null {
  const folded = foldWord(word)
  const own = new Set(
    wordsOf(typed).flatMap(({ typed: each }) => [foldWord(each), foldWord(each.replace(/['’]s$/u, ''))]),
  )
  if (SMALL.has(folded)) return 'small'
  if (own.has(folded)) return 'said'
  const stems = ENDINGS.flatMap((ending) => (folded.endsWith(ending) ? [folded.slice(0, -ending.length)] : []))
  return stems.some((stem) => stem.length >= LEAST_STEM && own.has(stem)) ? 'said' : null
}
