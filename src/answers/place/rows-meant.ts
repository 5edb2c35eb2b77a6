import { stems } from '#text/content-words.ts'
import type { Sentence } from '#text/sentences.ts'
import type { Placed } from '../ranking/features/by-words.ts'
import { stretchAround } from './stretch-around.ts'
import { isRow } from './whole-place.ts'

/** More rows are a page. */
const MOST_ROWS = 12

/**
 * The rows of its table that a question means: all of them where nothing in it tells this one from the others ("How long
 * does shipping take?", of times by country), else the one; none where it is no row.
 */
export function rowsMeant(placed: Placed, question: string): readonly Sentence[] {
  const { sentences, at } = placed
  const rows = rowsAround(placed)
  const shared = stems(question).intersection(stems(sentences[at]?.plain ?? ''))
  const isAlike = rows.every(({ plain }) => shared.isSubsetOf(stems(plain)))
  return isAlike && rows.length <= MOST_ROWS ? rows : sentences.slice(at, at + 1)
}

/** The rows of the table that a sentence is a row of, in their order: they follow each other line by line. */
export function rowsAround({ passage, sentences, at }: Placed): readonly Sentence[] {
  const isOfTable = (sentence: Sentence | undefined) => sentence !== undefined && isRow(passage, sentence)
  if (!isOfTable(sentences[at])) return []
  const [from, to] = stretchAround(at, (place) => {
    const [before, row] = [sentences[place - 1], sentences[place]]
    return isOfTable(before) && isOfTable(row) && !passage.text.slice(before?.end, row?.start).includes('\n\n')
  })
  return sentences.slice(from, to + 1)
}
