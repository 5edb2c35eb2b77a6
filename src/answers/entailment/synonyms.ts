import { baseForms } from './base-forms.ts'
import SYNONYMS from './synonyms.json' with { type: 'json' }

/** Whether two words can mean the same: by a dictionary, or since one is made of the other (deliver, delivery). */
export function meansTheSame(one: string, other: string): boolean {
  if (areRelated(one, other)) return true
  const groups = groupsOf(one)
  return groups.size > 0 && [...groupsOf(other)].some((group) => groups.has(group))
}

/** The letters that words of one family share at least, and what may be left of the shorter. */
const SHARED = 5
const LEFT = 2
/** What makes one word of another: pay, payment. */
const ENDINGS = /^(?:ment|ments|er|ers|ing|al|able|ly|ness|ful|ung|ungen|en|e|n|s)$/u
const LEAST = 3

function areRelated(one: string, other: string): boolean {
  const [short, long] = one.length <= other.length ? [one, other] : [other, one]
  if (short.length >= LEAST && long.startsWith(short) && ENDINGS.test(long.slice(short.length))) return true
  if (long === `ge${short}`) return true
  const shorter = Math.min(one.length, other.length)
  if (shorter < SHARED) return false
  let shared = 0
  while (shared < shorter && one[shared] === other[shared]) shared += 1
  return shared >= SHARED && shared >= shorter - LEFT
}

/** Groups by word: WordNet's, by base forms in the senses that are common in text, and those that it has too rarely or in two words. */
const GROUPS: ReadonlyMap<string, readonly number[]> = groupsByWord()

function groupsByWord(): ReadonlyMap<string, readonly number[]> {
  const byWord = new Map<string, number[]>()
  const groups = [...SYNONYMS.wordnet, ...SYNONYMS.ours].flatMap((line) => line.split(','))
  for (const [group, words] of groups.entries()) {
    for (const word of words.split(' ')) byWord.set(word, [...(byWord.get(word) ?? []), group])
  }
  return byWord
}

const known = new Map<string, ReadonlySet<number>>()
/** Words whose groups are remembered: those of a few answers. */
const MOST_KNOWN = 5_000

function groupsOf(word: string): ReadonlySet<number> {
  const before = known.get(word)
  if (before) return before
  if (known.size >= MOST_KNOWN) known.clear()
  const groups = new Set(baseForms(word).flatMap((form) => GROUPS.get(form) ?? []))
  known.set(word, groups)
  return groups
}
