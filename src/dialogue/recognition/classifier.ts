import { leastFor, type Least, type Taken, type Trial } from './calibrate.ts'
import { Cholesky } from './cholesky.ts'
import { dot } from './dot.ts'
import { leaveOneOutScores, type Fitted } from './leave-one-out.ts'
import { CHARACTERS, textSpace, WORD_PAIRS, WORDS_TOGETHER } from './text-space.ts'
import { vectorSpace } from './vector-space.ts'

/** A training example: a message and its class. */
export interface Example {
  readonly words: readonly string[]
  /** Its embedding; null where none is to be had. All examples have one, or none has. */
  readonly vector: readonly number[] | null
  /** Null: none of the things that are told apart. */
  readonly meaning: string | null
}

/** The probability of a class for a message, from 0 to 1; those of all classes and of none of them add up to 1. */
export interface Likely {
  readonly meaning: string | null
  readonly likeness: number
}

/** The trained weights, which take long to compute. All else of a classifier is the examples themselves. */
export interface Lesson {
  /** From what on a message means a thing, by how the examples are told apart. */
  readonly least: Least
  /** For each example, what it would be taken for if it weren't there. */
  readonly trials: readonly Trial[]
  /** For each meaning, in the order in which the examples have them, the weight of each example. */
  readonly weights: readonly Float64Array[]
  /** How sharply scores become likenesses. */
  readonly sharpness: number
}

export interface Classifier extends Lesson {
  /** The likeliest first. */
  classify(message: Pick<Example, 'words' | 'vector'>): readonly Likely[]
}

/** What each kind of likeness counts for, and the ridge. Measured on two public sets of intents (decision 141). */
const WEIGHTS = { pairs: 0.5, together: 2.5, characters: 1.5, vectors: 6 }
const RIDGE = 0.2
/** How sharply scores may become likenesses, and the score of "none of them" that they are held against. */
const SHARPNESSES = [2, 4, 6, 8, 10, 12, 14, 16, 20, 24]
const NONE_SCORE = 0.3

/**
 * Trains the intent classifier: kernel ridge regression on words, character n-grams and embeddings together, in
 * closed form (Schölkopf and Smola, "Learning with Kernels", 2002), so that the same examples always give the same; `known`
 * is what was learned from just these before.
 */
export function trainClassifier(examples: readonly Example[], known: Lesson | null = null): Classifier {
  const meanings = [...new Set(examples.map(({ meaning }) => meaning))]
  const likenesses = likenessesOf(examples)
  const lesson = known ?? learnFrom(examples, meanings, likenesses)
  const likely = likelinessOf(meanings, lesson.sharpness)
  return {
    ...lesson,
    classify(message) {
      const row = likenesses.to(message)
      return likely(Float64Array.from(lesson.weights, (ofClass) => dot(row, ofClass, 0, row.length)))
    },
  }
}

function learnFrom(examples: readonly Example[], meanings: readonly (string | null)[], likenesses: Likenesses): Lesson {
  const classes = examples.map(({ meaning }) => meanings.indexOf(meaning))
  const rows = likenesses.amongAll()
  for (const [index, row] of rows.entries()) row[index] = (row[index] ?? 0) + RIDGE
  const factors = new Cholesky(rows)
  const weights = factors.solve(
    meanings.map((_, index) => Float64Array.from(classes, (own) => (own === index ? 1 : 0))),
  )
  const fitted: Fitted = { inverseColumns: factors.inverseColumns(), weights, classes }
  const alone = examples.flatMap((_, index) => leaveOneOutScores(fitted, [index]))
  const sharpness = sharpnessFor(alone, classes)
  const likely = likelinessOf(meanings, sharpness)
  const trials = examples.map(({ meaning: meant }, index): Trial => ({
    meant,
    taken: takenFor(likely(alone[index] ?? none)),
  }))
  const strange = strangers(fitted, meanings).map((scores) => takenFor(likely(scores)))
  return { least: leastFor(trials, strange), trials, weights, sharpness }
}

/** What a message is likest to, by all that it may mean, the likeliest first. */
export function takenFor([first = NOTHING, ...others]: readonly Likely[]): Taken {
  const next = others.find(({ meaning }) => meaning !== null) ?? NOTHING
  return { ...first, lead: first.likeness / (first.likeness + next.likeness || 1) }
}

const NOTHING: Likely = { meaning: null, likeness: 0 }

interface Likenesses {
  /** How like a message is to each example. */
  to(message: Pick<Example, 'words' | 'vector'>): Float64Array
  /** How like each example is to itself and to each before it. */
  amongAll(): readonly Float64Array[]
}

function likenessesOf(examples: readonly Example[]): Likenesses {
  const texts = examples.map(({ words }) => words)
  const pairs = textSpace(texts, WORD_PAIRS)
  const together = textSpace(texts, WORDS_TOGETHER)
  const characters = textSpace(texts, CHARACTERS)
  const known = examples.flatMap(({ vector }) => (vector ? [vector] : []))
  const vectors = known.length === examples.length && known.length > 0 ? vectorSpace(known) : null
  const byText = (text: readonly string[], sums: Float64Array) => {
    pairs.addCosines(text, WEIGHTS.pairs, sums)
    together.addCosines(text, WEIGHTS.together, sums)
    characters.addCosines(text, WEIGHTS.characters, sums)
    return sums
  }
  return {
    to(message) {
      const sums = byText(message.words, new Float64Array(examples.length))
      if (message.vector) vectors?.addLikenesses([message.vector], WEIGHTS.vectors, [sums])
      return sums
    },
    amongAll() {
      const rows = texts.map((text, index) => byText(text, new Float64Array(index + 1)))
      vectors?.addLikenesses(known, WEIGHTS.vectors, rows)
      return rows
    },
  }
}

/** What the examples of each meaning would score if nobody had thought of that meaning. */
function strangers(fitted: Fitted, meanings: readonly (string | null)[]): readonly Float64Array[] {
  return meanings.flatMap((meaning, index) => {
    if (meaning === null) return []
    const group = fitted.classes.flatMap((own, example) => (own === index ? [example] : []))
    const scores = leaveOneOutScores(fitted, group)
    for (const ofExample of scores) ofExample[index] = -Infinity
    return scores
  })
}

/** The sharpness at which the examples' own meanings are the least surprising: the fewer of them, the less sharp. */
function sharpnessFor(scores: readonly Float64Array[], classes: readonly number[]): number {
  const surprise = (sharpness: number) =>
    scores.reduce((sum, ofExample, example) => {
      const powers = powersOf(ofExample, sharpness)
      return sum - Math.log((powers[classes[example] ?? 0] ?? 0) / sumOf(powers))
    }, 0)
  const [first = 1, ...others] = SHARPNESSES
  return others.reduce((best, sharpness) => (surprise(sharpness) < surprise(best) ? sharpness : best), first)
}

type Likeliness = (scores: Float64Array) => readonly [Likely, ...Likely[]]

function likelinessOf(meanings: readonly (string | null)[], sharpness: number): Likeliness {
  return (scores) => {
    const powers = powersOf(scores, sharpness)
    const sum = sumOf(powers)
    const [first = { meaning: null, likeness: 0 }, ...others] = meanings
      .map((meaning, index) => ({ meaning, likeness: (powers[index] ?? 0) / sum }))
      .toSorted((left, right) => right.likeness - left.likeness)
    return [first, ...others]
  }
}

/** The last is that of none of them. */
function powersOf(scores: Float64Array, sharpness: number): Float64Array {
  const powers = new Float64Array(scores.length + 1)
  for (let at = 0; at < scores.length; at++) powers[at] = Math.exp((scores[at] ?? 0) * sharpness)
  powers[scores.length] = Math.exp(NONE_SCORE * sharpness)
  return powers
}

function sumOf(values: Float64Array): number {
  let sum = 0
  for (let at = 0; at < values.length; at++) sum += values[at] ?? 0
  return sum
}

const none = new Float64Array()
