import { stem } from '../stem.ts'
import RELATED_WORDS from './related-words.json' with { type: 'json' }

/**
 * The groups of each word, by its stem. A group is words of one thing, as they are said by those who ask and those who write rules,
 * and in everyday life. They aren't synonyms: one that is said where another is asked makes it likelier that the same is meant, and
 * no more.
 */
const BY_STEM: ReadonlyMap<string, ReadonlySet<number>> = byStem()

function byStem(): ReadonlyMap<string, ReadonlySet<number>> {
  const groups = new Map<string, Set<number>>()
  for (const [at, line] of RELATED_WORDS.entries()) {
    for (const word of line.split(' ')) {
      const key = stem(word)
      groups.set(key, (groups.get(key) ?? new Set()).add(at))
    }
  }
  return groups
}

/** Whether it stands in one of the lines, by its stem: nothing is known of any other. */
export function hasRelated(word: string): boolean {
  return BY_STEM.has(word)
}

/** Whether two words, by their stems, are of one thing. */
export function areRelated(one: string, other: string): boolean {
  const [mine, theirs] = [BY_STEM.get(one), BY_STEM.get(other)]
  return mine !== undefined && theirs !== undefined && !mine.isDisjointFrom(theirs)
}
