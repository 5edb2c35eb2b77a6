import { trainClassifier, type Classifier, type Likely } from './recognition/classifier.ts'
import { STRANGERS } from './recognition/strangers.ts'

/** A message as it is known of something that it means; `null`: of nothing that is told apart. */
export interface KnownMessage {
  /** In small letters, without punctuation, with single spaces. */
  readonly text: string
  readonly meaning: string | null
}

/** What a message is taken to mean. */
export interface Recognised {
  /** Null where it is like nothing that is known, or not like it enough. */
  readonly meaning: string | null
  /** How likely it is what it is likest to, from 0 to 1. */
  readonly likeness: number
  /** What else it may mean, the likeliest first: where `meaning` is null, with what it is likest to. */
  readonly near: readonly { readonly meaning: string; readonly likeness: number }[]
}

/** Gives vectors of length 1, one for each text. Throws where there is no model, or it doesn't answer. */
export type Embed = (texts: readonly string[]) => Promise<readonly (readonly number[])[]>

export interface Recogniser {
  /** `embed` is for the message alone. Where it fails, words and their pieces decide. */
  recognise(text: string, embed: Embed | null): Promise<Recognised>
}

/** The least likeness of what is offered as something else that may be meant. */
const LEAST_NEAR = 0.1

/**
 * Learns from known messages, once: with `vectors`, of these messages and of `strangers()` after them, or without where
 * there are none.
 */
export function makeRecogniser(
  known: readonly KnownMessage[],
  vectors: () => Promise<readonly (readonly number[])[] | null>,
): Recogniser {
  const withVectors = once(async () => {
    const made = await vectors()
    return made && learn(known, made)
  })
  const byWords = once(() => learn(known, null))
  return {
    async recognise(text, embed) {
      const classifier = await withVectors()
      const vector = classifier && (await embed?.([text]).catch(() => null))?.[0]
      return classifier && vector ? said(classifier, text, vector) : said(byWords(), text, null)
    },
  }
}

/** What no agent does, learned beside what it does. */
export function strangers(): readonly string[] {
  return STRANGERS
}

function learn(known: readonly KnownMessage[], vectors: readonly (readonly number[])[] | null): Classifier {
  const all = [...known, ...STRANGERS.map((text) => ({ text, meaning: null }))]
  return trainClassifier(
    all.map(({ text, meaning }, index) => ({ words: wordsOf(text), vector: vectors?.[index] ?? null, meaning })),
  )
}

function said(classifier: Classifier, text: string, vector: readonly number[] | null): Recognised {
  const likely = classifier.classify({ words: wordsOf(text), vector })
  const [first] = likely
  const isMeant = first !== undefined && first.meaning !== null && first.likeness >= classifier.leastLikeness
  const meaning = isMeant ? first.meaning : null
  return { meaning, likeness: first?.likeness ?? 0, near: likely.flatMap((other) => nearest(other, meaning)) }
}

function nearest({ meaning, likeness }: Likely, taken: string | null): Recognised['near'] {
  return meaning === null || meaning === taken || likeness < LEAST_NEAR ? [] : [{ meaning, likeness }]
}

function wordsOf(text: string): readonly string[] {
  return text.split(' ')
}

function once<T>(make: () => T): () => T {
  let made: { readonly value: T } | null = null
  return () => (made ??= { value: make() }).value
}
