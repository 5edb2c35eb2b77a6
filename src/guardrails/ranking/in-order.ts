import type { RarityOf } from '../rarity.ts'
import { RANKING } from './default-ranking.ts'
import { FEATURES, type WeighedSentence, weighedSentences } from './features.ts'
import type { RankedPassage } from '../best-sentences.ts'

interface OrderedSentence extends WeighedSentence {
  /** The logarithm of how likely it is the one that answers, but for a constant that is the same for all. */
  readonly worth: number
}

/** Every sentence of the passages, the likeliest answer first. */
export function inOrder(
  question: string,
  passages: readonly RankedPassage[],
  rarityOf: RarityOf,
): readonly OrderedSentence[] {
  return weighedSentences(question, passages, rarityOf)
    .map((weighed) => ({ ...weighed, worth: worthOf(weighed) }))
    .toSorted((left, right) => right.worth - left.worth)
}

function worthOf({ features }: WeighedSentence): number {
  return FEATURES.reduce((sum, name) => sum + RANKING[name] * features[name], 0)
}
