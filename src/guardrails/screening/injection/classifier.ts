import { FEATURES, featuresOf } from './features.ts'
import { BIAS, SCALE, THRESHOLD, WEIGHTS } from './weights.ts'

/** Shorter ones say too little, longer ones are cut. */
const LEAST_WORDS = 3
const MOST_CHARACTERS = 600

const weights = new Int8Array(FEATURES)
weights.set(Buffer.from(WEIGHTS, 'base64'))

/** Whether a sentence resembles those that give orders to a model (ADR 29): for what no pattern has. */
export function resemblesInjection(sentence: string): boolean {
  return sentence.split(/\s+/u, LEAST_WORDS).length === LEAST_WORDS && score(sentence) > THRESHOLD
}

function score(sentence: string): number {
  let sum = BIAS
  for (const [feature, value] of featuresOf(sentence.slice(0, MOST_CHARACTERS))) {
    sum += (weights[feature] ?? 0) * SCALE * value
  }
  return sum
}
