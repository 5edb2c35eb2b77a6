import { createHash } from 'node:crypto'
import { join } from 'node:path'
import { DIST } from '#package-root.ts'
import { memoized } from '#core/memoized.ts'
import { isEnough } from '../recognition/calibrate.ts'
import { takenFor, trainClassifier, type Classifier, type Likely } from '../recognition/classifier.ts'
import { ClassifierCache } from '../recognition/classifier-cache.ts'
import STRANGERS from '../recognition/strangers.json' with { type: 'json' }

/** A message as it is known of something that it means; `null`: of nothing that is told apart. */
export interface KnownMessage {
  /** In small letters, without punctuation, with single spaces. */
  readonly text: string
  readonly meaning: string | null
}

/** The intent that a message is classified as. */
export interface Recognised {
  /** Null where it is like nothing that is known, or not like it enough. */
  readonly meaning: string | null
  /** The probability of the likeliest intent, from 0 to 1. */
  readonly likeness: number
  /** What else it may mean, the likeliest first: where `meaning` is null, with what it is likest to. */
  readonly near: readonly { readonly meaning: string; readonly likeness: number }[]
}

/** Gives vectors of length 1, one for each text; null where there is no model, or it doesn't answer. */
export type Embed = (texts: readonly string[]) => Promise<readonly (readonly number[])[] | null>

export interface Recogniser {
  /** Without vectors words and their pieces decide. */
  recognise(text: string, embed: Embed): Promise<Recognised>
}

/** The least likeness of what is offered as something else that may be meant. */
const LEAST_NEAR = 0.1

/**
 * Learns from known messages, and from what no agent does, once there are vectors of them: those that `embedAtStart` gives,
 * which is called at once, or those that come with a message later, where it gave none.
 */
export function makeRecogniser(known: readonly KnownMessage[], embedAtStart: Embed): Recogniser {
  const all = withStrangers(known)
  const texts = all.map(({ text }) => text)
  let atStart: ReturnType<Embed> | null = embedAtStart(texts)
  let withVectors: Classifier | null = null
  let byWords: Classifier | null = null
  async function learnedWithVectors(embed: Embed): Promise<Classifier | null> {
    const vectors = withVectors ? null : ((await atStart) ?? (await embed(texts)))
    if (vectors) {
      withVectors ??= learn({ all, vectors })
      // What was learned has them in its own form.
      atStart = null
    }
    return withVectors
  }
  return {
    async recognise(text, embed) {
      const classifier = await learnedWithVectors(embed)
      const vector = classifier && (await embed([text]))?.[0]
      return classifier && vector
        ? said(classifier, text, vector)
        : said((byWords ??= learn({ all, vectors: null })), text, null)
    },
  }
}

/** What a known message would be taken for if it weren't known. */
export interface TakenFor {
  /** Null: nothing that is told apart. */
  readonly meaning: string | null
  /** From 0 to 1. */
  readonly likeness: number
  /** Whether that is enough for it to be taken for this and nothing else. */
  readonly isSure: boolean
}

/** For each known message what it would be taken for without it. Words alone decide where there are no vectors. */
export async function takenWithout(known: readonly KnownMessage[], embed: Embed): Promise<readonly TakenFor[]> {
  const all = withStrangers(known)
  const { trials, least } = learn({
    all,
    vectors: await embed(all.map(({ text }) => text)),
  })
  return trials
    .slice(0, known.length)
    .map(({ taken }) => ({ meaning: taken.meaning, likeness: taken.likeness, isSure: isEnough(taken, least) }))
}

/**
 * With what people also ask whoever has a box to write in. Whatever an agent does, it isn't this; so it learns what resembling none of
 * its procedures looks like even where it has few of them.
 */
function withStrangers(known: readonly KnownMessage[]): readonly KnownMessage[] {
  return [...known, ...STRANGERS.map((text) => ({ text, meaning: null }))]
}

interface Taught {
  readonly all: readonly KnownMessage[]
  readonly vectors: readonly (readonly number[])[] | null
}

// An agent that is loaded again, or for another tenant, mostly has the examples that it had.
const learn = memoized(
  ({ all, vectors }: Taught): Classifier => {
    const examples = all.map(({ text, meaning }, index) => ({
      words: wordsOf(text),
      vector: vectors?.[index] ?? null,
      meaning,
    }))
    if (all.length < LEAST_KEPT) return trainClassifier(examples)
    const known = kept.read(examples)
    const classifier = trainClassifier(examples, known)
    if (known === null) kept.write(examples, classifier)
    return classifier
  },
  { keyOf: nameOf, most: 10 },
)

/** What fewer examples teach is learned about as soon as it is read. */
const LEAST_KEPT = 300
const kept = new ClassifierCache(join(DIST, 'lessons'))

function nameOf({ all, vectors }: Taught): string {
  const hash = createHash('sha256').update(JSON.stringify(all))
  for (const vector of vectors ?? []) hash.update(Float64Array.from(vector))
  return hash.digest('hex')
}

function said(classifier: Classifier, text: string, vector: readonly number[] | null): Recognised {
  const likely = classifier.classify({ words: wordsOf(text), vector })
  const taken = takenFor(likely)
  const meaning = isEnough(taken, classifier.least) ? taken.meaning : null
  return { meaning, likeness: taken.likeness, near: likely.flatMap((other) => nearest(other, meaning)) }
}

function nearest({ meaning, likeness }: Likely, taken: string | null): Recognised['near'] {
  return meaning === null || meaning === taken || likeness < LEAST_NEAR ? [] : [{ meaning, likeness }]
}

function wordsOf(text: string): readonly string[] {
  return text.split(' ')
}
