import type { Ranking } from './features.ts'

// Learned by `npm run evals -- ranking --renew`, which writes this file.

/** How much each feature of a sentence counts for its being the answer. */
export const RANKING: Ranking = {
  own: 2.055,
  synonym: -0.266,
  heading: 1.616,
  title: 2.013,
  passage: 0.703,
  body: 2.062,
  spelling: 0.596,
  prefix: 0.802,
  beside: 1.005,
  covered: 2.312,
  named: 1.461,
  score: 3.6,
  similarity: 1.856,
  nearer: 1.856,
  exact: 1.613,
  exactMissing: -1.613,
  loose: 0.671,
  looseMissing: -0.671,
  permits: 1.35,
  instructs: 0.824,
  defines: 0.608,
  reasons: 0.014,
  conditions: 1.865,
  isFirst: 0.404,
  length: 0.757,
  leads: 0.545,
  leans: 0.34,
  negates: 0.228,
  number: 0.542,
  listed: 0.166,
}
