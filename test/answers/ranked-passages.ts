import type { RankedPassage } from '#answers/place/cited-text.ts'
import { rankFound, type RankedFind } from '#answers/ranking/ranked-find.ts'
import { rarities } from '#text/rarity.ts'

/** A passage of a document of its own: under the document's title, or under a heading of it. */
export function rankedPassage({
  title,
  heading,
  ...rest
}: {
  readonly title: string
  readonly heading?: string
  readonly text: string
  readonly ordinal?: number
}): RankedPassage {
  return {
    passageId: heading === undefined ? title : `${title} ${heading}`,
    document: { id: title, title, version: 1 },
    heading: heading === undefined ? title : `${title} › ${heading}`,
    start: 0,
    end: rest.text.length,
    score: 1,
    ...rest,
  }
}

/** Passages for a question where no word is rarer than another and nothing is known of meanings. */
export function foundAlone(question: string, passages: readonly RankedPassage[]): RankedFind {
  return rankFound(question, passages, { rarityOf: rarities([]), similarity: null })
}
