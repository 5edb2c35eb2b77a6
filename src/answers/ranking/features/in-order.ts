import type { RarityOf } from '#text/rarity.ts'
import RANKING from './default-ranking.json' with { type: 'json' }
import { FEATURES, type Ranking, type WeighedSentence, weighedSentences } from './features.ts'
import type { RankedPassage } from '#answers/place/cited-text.ts'

export interface OrderedSentence extends WeighedSentence {
  /** The logarithm of how likely it is the one that answers, but for a constant that is the same for all. */
  readonly worth: number
}

/** Every sentence of the passages, the likeliest answer first, as `npm run evals -- ranking --renew` learned it. */
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
    .map((each) => ({ ...each, worth: worthOf(each, ranking) }))
    .toSorted((left, right) => right.worth - left.worth)
}

/** Where another row says what is asked and more, or another heading says no as the question does, it is held back by so much. */
const HELD_BACK = 4
/**
 * A number to call or an address to write to, where one is asked for, hardly ever stands beside what doesn't answer; and who
 * asks for a policy as a whole is told how its page begins.
 */
const LOOKED_FOR = 3

function worthOf({ features }: WeighedSentence, ranking: Ranking): number {
  const worth = FEATURES.reduce((sum, name) => sum + ranking[name] * features[name], 0)
  return (
    worth +
    LOOKED_FOR * Math.max(features.mark, features.opens) -
    HELD_BACK * Math.max(features.outdone, features.negatedElsewhere)
  )
}
