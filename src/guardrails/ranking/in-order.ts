import type { RarityOf } from '../rarity.ts'
import { RANKING } from './default-ranking.ts'
import { type Feature, FEATURES, type WeighedSentence, weighedSentences } from './features.ts'
import type { RankedPassage } from '../best-sentences.ts'

/** What each feature of a sentence counts for. */
export type Ranking = Readonly<Record<Feature, number>>

interface OrderedSentence extends WeighedSentence {
  /** The logarithm of how likely it is the one that answers, but for a constant that is the same for all. */
  readonly worth: number
}

/** Every sentence of the passages, the likeliest answer first. */
export function inOrder(
  question: string,
  passages: readonly RankedPassage[],
  { rarityOf, ranking = RANKING }: { readonly rarityOf: RarityOf; readonly ranking?: Ranking | undefined },
): readonly OrderedSentence[] {
  return weighedSentences(question, passages, rarityOf)
    .map((weighed) => ({ ...weighed, worth: worthOf(weighed, ranking) }))
    .toSorted((left, right) => right.worth - left.worth)
}

function worthOf({ features }: WeighedSentence, ranking: Ranking): number {
  return FEATURES.reduce((sum, name) => sum + ranking[name] * features[name], 0)
}
