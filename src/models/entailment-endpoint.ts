import type { Entailment } from './contract.ts'
import { type LabelScores, predict, type PredictEndpoint } from './predict-endpoint.ts'

const NAMING = {
  name: 'entailment model',
  variable: 'ENTAILMENT_BASE_URL',
  code: 'entailment-unavailable',
  // Whoever asked waits for it, and our own checks have let the sentence through.
  replyMs: 3_000,
} as const

/** From here on a sentence follows: what models of this kind are trained to tell. */
const FOLLOWS = 0.5

/** A model that judges entailment: pairs of a premise and a hypothesis. Opening it makes no request. */
export function openEntailment(endpoint: PredictEndpoint): Entailment {
  return {
    follow: async (pairs, { signal }) =>
      await predict(
        endpoint,
        pairs.map(({ premise, hypothesis }) => [premise, hypothesis]),
        { naming: NAMING, read: follows, signal },
      ),
  }
}

function follows(scores: LabelScores): boolean {
  const entailed = scores.find(({ label }) => /^entail/iu.test(label))
  if (!entailed) throw new Error('No label begins with "entail".')
  return entailed.score >= FOLLOWS
}
