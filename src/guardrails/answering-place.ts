import { saidBy } from './best-sentences.ts'
import { type CitedSentence, evidenceAt } from './cited-text.ts'
import { PLACE } from './knowing/place-weights.ts'
import { probability } from './knowing/logistic.ts'
import { placeSignalsOf } from './knowing/place-signals.ts'
import type { RankedFind } from './ranked-find.ts'
import type { WeighedSentence } from './ranking/features.ts'

/** A place of the documents as an answer, and how likely it answers, 0 to 1. */
export interface AnsweringPlace {
  readonly sentences: readonly CitedSentence[]
  readonly passageId: string
  readonly isRight: number
}

/** Words up to which a section is short enough to be quoted whole. */
const SHORT = 60

/** The place that likeliest answers, and how likely it does; null where nothing was found. */
export function answeringPlace(found: RankedFind): AnsweringPlace | null {
  const ordered = found.byLearning()
  const [best] = ordered
  const signals = placeSignalsOf(found.question, ordered, found.signals())
  if (!best || !signals) return null
  return { sentences: saidOf(best), passageId: best.passage.passageId, isRight: probability(PLACE, signals) }
}

/**
 * Whether a question names something that stands in no document ("in Bilbao", of pages about Leeds and Porto that say the
 * same): what is nearest is then about another.
 */
export function asksOfUnknown(found: RankedFind): boolean {
  return found.byLearning()[0]?.features.alikeUnknown === 1
}

/**
 * What a place says as an answer: first what answers, with what it needs; then, of a short section, the rest in its order.
 * Where a heading is what was asked for, the section is quoted as it stands, a table with all its rows.
 */
export function saidOf(best: WeighedSentence): readonly CitedSentence[] {
  const { passage, sentences, features } = best
  const lead = saidBy(best)
  const isTopic = asksForTopic(features)
  const hasTable = /^\|/mu.test(passage.text)
  if (hasTable && isTopic) return distinct(sentences.flatMap((_, at) => saidBy({ ...best, at })))
  if (hasTable || passage.text.split(/\s+/u).length > SHORT) return lead
  const all = sentences.map(({ plain, listed, start, end }) => ({
    text: plain,
    evidence: [evidenceAt(passage, { start, end })],
    ...(listed ? { isItem: true } : {}),
  }))
  if (isTopic) return all
  const isSaid = ({ evidence: [own] }: CitedSentence) =>
    lead.some(({ evidence }) =>
      evidence.some(({ span }) => own && span.start <= own.span.start && own.span.end <= span.end),
    )
  return [...lead, ...all.filter((sentence) => !isSaid(sentence))]
}

// "What are the prices?" asks for all that stands under the heading; "how long" for one thing of it.
function asksForTopic({ topic, exact, exactMissing, loose, looseMissing }: WeighedSentence['features']): boolean {
  return topic === 1 && exact + exactMissing + loose + looseMissing === 0
}

function distinct(sentences: readonly CitedSentence[]): readonly CitedSentence[] {
  return sentences.filter(({ text }, at) => sentences.findIndex((other) => other.text === text) === at)
}
