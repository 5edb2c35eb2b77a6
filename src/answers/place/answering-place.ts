import { asksTwo } from '../question/question-focus.ts'
import { saidBy, saidTo } from './ranked-sentences.ts'
import { type CitedSentence, evidenceAt } from './cited-text.ts'
import LEARNED from '../answerability/place-weights.json' with { type: 'json' }
import { probability } from '../answerability/logistic.ts'
import type { RankedFind } from '../ranking/ranked-find.ts'
import { listOfRows } from './whole-place.ts'
import type { WeighedSentence } from '../ranking/features/features.ts'
import { rowsAround } from './rows-meant.ts'

/** A place of the documents as an answer, and whether it may be called one. */
export interface AnsweringPlace {
  readonly sentences: readonly CitedSentence[]
  readonly passageId: string
  readonly isSure: boolean
}

/** Words up to which a section is short enough to be quoted whole. */
const SHORT = 60

/** From where on a place is called the answer (`npm run evals -- calibration` prints what each step would come to). */
const SURE = 0.9
/** The share of a question's words that a place about it may have nothing to do with. */
const MOST_FOREIGN = 0.4
/** What says that a place is about another thing than the one that is named. */
const OF_ANOTHER = ['nameUnsaid', 'otherName', 'negatedElsewhere', 'outdone'] as const

/** The place that likeliest answers; null where nothing was found. */
export function answeringPlace(found: RankedFind): AnsweringPlace | null {
  const [best] = found.byLearning()
  const standing = found.standing()
  if (!best || !standing) return null
  const isSure = !isAboutAnother(best, found.question) && probability(LEARNED.right, standing) >= SURE
  return { sentences: saidOf(best, found.question), passageId: best.passage.passageId, isSure }
}

// However much it has of the question: it is about something else, or can't say where or who; two things at once it hardly says.
function isAboutAnother({ features }: WeighedSentence, question: string): boolean {
  return (
    OF_ANOTHER.some((feature) => features[feature] === 1) ||
    features.foreign >= MOST_FOREIGN ||
    (features.looseMissing === 1 && features.doer === 0 && ASKS_FOR_PLACE_OR_PERSON.test(question)) ||
    asksTwo(question)
  )
}

const ASKS_FOR_PLACE_OR_PERSON = /^(?:where|who|whom|whose|wo|wohin|wer|wem|wen)(?!\p{L})/iu

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
export function saidOf(best: WeighedSentence, question: string): readonly CitedSentence[] {
  const { passage, sentences, features } = best
  const lead = saidTo(question, best)
  const isTopic = asksForTopic(features, question)
  const hasTable = /^\|/mu.test(passage.text)
  if (hasTable && isTopic) return distinct(sentences.flatMap((_, at) => saidWithRows({ ...best, at })))
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
  const rest = all.filter((sentence) => !isSaid(sentence))
  // Among the other items of its list an item is one of them.
  const isOneOfList = sentences[best.at]?.listed === true && rest.some(({ isItem }) => isItem === true)
  return [...(isOneOfList ? lead.map((sentence) => ({ ...sentence, isItem: true })) : lead), ...rest]
}

// A sentence of a section that has a table: its rows stand where the first of them does.
function saidWithRows(placed: WeighedSentence): readonly CitedSentence[] {
  const rows = rowsAround(placed)
  if (rows.length === 0) return saidBy(placed)
  return rows[0] === placed.sentences[placed.at] ? listOfRows(placed.passage, rows) : []
}

// "What are the prices?" asks for all that stands under the heading; "how long" for one thing of it.
function asksForTopic(
  { topic, exact, exactMissing, loose, looseMissing }: WeighedSentence['features'],
  question: string,
): boolean {
  return topic === 1 && (exact + exactMissing + loose + looseMissing === 0 || ASKS_FOR_ALL.test(question))
}

const ASKS_FOR_ALL =
  /\b(?:what|which)\s+are\b|\b(?:prices|costs|fees|times|hours|rates)\b|(?<!\p{L})(?:preise|kosten|gebühren|zeiten)(?!\p{L})/iu

function distinct(sentences: readonly CitedSentence[]): readonly CitedSentence[] {
  return sentences.filter(({ text }, at) => sentences.findIndex((other) => other.text === text) === at)
}
