import type { AttackClassifier } from './contract.ts'
import { type LabelScores, predict, type PredictEndpoint } from './predict-endpoint.ts'

const NAMING = {
  name: 'classifier of attacks',
  variable: 'ATTACK_CLASSIFIER_BASE_URL',
  code: 'classifier-unavailable',
  // Nobody waits for it.
  replyMs: 20_000,
} as const

/** What such servers take at once unless they are told otherwise. */
const AT_ONCE = 32

/**
 * What models that were trained to tell attacks on language models call what is none: `benign` or `LABEL_0` (Prompt Guard),
 * `SAFE` (deberta-v3-base-prompt-injection), `legit`. What has no such label is no model of this kind.
 */
const HARMLESS = /^(?:benign|safe|legit|harmless|normal|label_0)$/iu
const ATTACK = 0.5

/** A model that tells attacks on language models from other texts. Opening it makes no request. */
export function openAttackClassifier(endpoint: PredictEndpoint): AttackClassifier {
  return {
    areAttacks: async (texts, { signal }) => {
      const verdicts: boolean[] = []
      for (let from = 0; from < texts.length; from += AT_ONCE) {
        const inputs = texts.slice(from, from + AT_ONCE).map((text) => [text])
        verdicts.push(...(await predict(endpoint, inputs, { naming: NAMING, read: isAttack, signal })))
      }
      return verdicts
    },
  }
}

function isAttack(scores: LabelScores): boolean {
  const harmless = scores.find(({ label }) => HARMLESS.test(label))
  if (!harmless)
    throw new Error(`None of its labels says that a text is harmless: ${scores.map(({ label }) => label).join(', ')}.`)
  return 1 - harmless.score >= ATTACK
}
