import type { RarityOf } from '../rarity.ts'
import { RANKING } from './default-ranking.ts'
import { FEATURES, type Ranking, type WeighedSentence, weighedSentences } from './features.ts'
import type { RankedPassage } from '../cited-text.ts'

export interface OrderedSentence extends WeighedSentence {
  /** The logarithm of how likely it is the one that answers, but for a constant that is the same for all. */
  readonly worth: number
}

/** Every sentence of the passages, the likeliest answer first. */
export function inOrder(
  question: string,
  passages: readonly RankedPassage[],
  rarityOf: RarityOf,
): readonly OrderedSentence[] {
  return ordered(weighedSentences(question, passages, rarityOf), RANKING)
}

/** Weighed sentences in the order that a ranking gives them. */
export function ordered(weighed: readonly WeighedSentence[], ranking: Ranking): readonly OrderedSentence[] {
  return weighed
    .map((each) => ({ ...each, worth: FEATURES.reduce((sum, name) => sum + ranking[name] * each.features[name], 0) }))
    .toSorted((left, right) => right.worth - left.worth)
}
