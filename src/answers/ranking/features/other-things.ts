import { contentWords, stems } from '#text/content-words.ts'
import { isOfUnion } from '#text/lexicon/countries.ts'
import { stem } from '#text/stem.ts'
import type { PlacedSentence } from './placed-sentence.ts'

/** What tells that a sentence speaks of something else than what is asked about, though it shares words with it. */
export const OTHER_FEATURES = [
  'sibling',
  'outdone',
  'neighbour',
  'nameUnsaid',
  'nameNowhere',
  'otherName',
  'labelAsked',
  'negatedElsewhere',
  'negatedToo',
] as const
type OtherFeature = (typeof OTHER_FEATURES)[number]

interface AskedWord {
  readonly own: string
  readonly stem: string
  readonly rarity: number
}

/** A place as far as it is held against what a question names. */
interface PlaceOf {
  /** Stems of its title, headings and text. */
  readonly all: ReadonlySet<string>
  readonly passage: { readonly document: { readonly title: string } }
  readonly heading: string
  readonly sentences: readonly PlacedSentence[]
}

export interface AskedThings {
  readonly words: readonly AskedWord[]
  readonly stems: ReadonlySet<string>
  /** Its names, by their own stems. */
  readonly names: readonly string[]
  /** Those that stand in no document. */
  readonly nowhere: ReadonlySet<string>
  /** Its words in order, as they are written. */
  readonly written: readonly string[]
  readonly asksNegated: boolean
  /** For each place, whether its last heading says no and shares a word with the question. */
  readonly negatedHeadings: readonly boolean[]
}

/** A question, as it is held against places. */
export function askedThings(
  question: string,
  words: readonly AskedWord[],
  { places, asksNegated }: { readonly places: readonly PlaceOf[]; readonly asksNegated: boolean },
): AskedThings {
  const asked = stems(question)
  const names = [...question.matchAll(GERMAN.test(question) ? GERMAN_NAME : NAME)]
  return {
    words,
    stems: asked,
    names: names.flatMap(([name]) => contentWords(name).map(({ own }) => own)),
    nowhere: new Set(words.filter(({ rarity }) => rarity >= 1).map(({ own }) => own)),
    written: question.match(/[\p{L}\p{N}-]+/gu) ?? [],
    asksNegated: asksNegated && ASKS_WHAT_NOT.test(question),
    negatedHeadings: places.map(({ heading }) => NEGATES.test(heading) && !stems(heading).isDisjointFrom(asked)),
  }
}

/** What tells so of the sentence at `index` of a place; `at` counts the place among those found. */
export function otherFeatures(
  { index, at }: { readonly index: number; readonly at: number },
  place: PlaceOf,
  asked: AskedThings,
): Readonly<Record<OtherFeature, number>> {
  const own = place.sentences[index]
  const total = Math.max(1e-6, sumOf(asked.words))
  const says = (said: ReadonlySet<string>, word: AskedWord) => said.has(word.own) || said.has(word.stem)
  const open = asked.words.filter((word) => own && !says(own.said, word))
  const more = (others: PlaceOf['sentences']) =>
    Math.max(0, ...others.map(({ said }) => sumOf(open.filter((word) => says(said, word))))) / total
  const others = place.sentences.filter((_, other) => other !== index)
  const unsaid = asked.names.filter((name) => !place.all.has(name) && !isOfUnion(name, place.all))
  const isNegated = asked.negatedHeadings[at] ?? false
  return {
    sibling: own?.listed ? more(others.filter(({ listed }) => listed)) : 0,
    neighbour: own?.listed ? 0 : more(others.filter(({ listed }) => !listed)),
    outdone: Number(
      own?.listed === true && others.some((other) => other.listed && outdoes(other.said, own.said, asked.words)),
    ),
    nameUnsaid: Number(unsaid.length > 0 && unsaid.length === asked.names.length),
    nameNowhere: Number(unsaid.some((name) => asked.nowhere.has(name))),
    otherName: Number(namesAnother(place, asked)),
    labelAsked:
      own?.label === undefined
        ? 0
        : own.label.filter((word) => asked.stems.has(word)).length / Math.max(1, own.label.length),
    negatedElsewhere: Number(asked.asksNegated && !isNegated && asked.negatedHeadings.includes(true)),
    negatedToo: Number(asked.asksNegated && isNegated),
  }
}

// Of two rows, one says all of the question that the other says, and more.
function outdoes(other: ReadonlySet<string>, own: ReadonlySet<string>, words: readonly AskedWord[]): boolean {
  const says = (said: ReadonlySet<string>, word: AskedWord) => said.has(word.own) || said.has(word.stem)
  return (
    words.every((word) => says(other, word) || !says(own, word)) &&
    words.some((word) => says(other, word) && !says(own, word))
  )
}

/** "The Velvet card", held against a page on the Amber card: beside a word of its title stands another name. */
function namesAnother({ passage, all }: PlaceOf, { written }: AskedThings): boolean {
  const words = passage.document.title.match(/[\p{L}\p{N}-]+/gu) ?? []
  const isOther = (name: string | undefined, here: string | undefined) =>
    name !== undefined &&
    here !== undefined &&
    /^\p{Lu}/u.test(name) &&
    /^\p{Lu}/u.test(here) &&
    stems(name).size > 0 &&
    stems(name).isDisjointFrom(all)
  const isSame = (one: string | undefined, other: string | undefined) =>
    one !== undefined && other !== undefined && stem(one.toLowerCase()) === stem(other.toLowerCase())
  return words.some((word, at) => {
    const places = stems(word).size === 0 ? [] : [...written.keys()].filter((place) => isSame(written[place], word))
    const isNamed = places.some((place) => [-1, 1].some((by) => isSame(written[place + by], words[at + by])))
    return (
      !isNamed &&
      places.some(
        (place) =>
          (place > 1 && isOther(written[place - 1], words[at - 1])) || isOther(written[place + 1], words[at + 1]),
      )
    )
  })
}

function sumOf(words: readonly AskedWord[]): number {
  return words.reduce((sum, { rarity }) => sum + rarity, 0)
}

/** What is capitalised within a sentence; of a German one, what stands behind "in" and the like. */
const GERMAN = /(?<!\p{L})(?:ich|wie|wann|wer|wo|und|der|das|ist|kann|mein\p{L}*|wir|uns)(?!\p{L})/iu
const GERMAN_NAME = /(?<=(?<!\p{L})(?:in|aus|nach)\s)\p{Lu}[\p{L}\p{N}-]+/gu
const NAME = /(?<![.?!:]\s*|^\s*|[“"(])\p{Lu}[\p{L}\p{N}-]+/gu
/** What isn't so is what is asked for: "what isn't covered", not "because I don't like it". */
const ASKS_WHAT_NOT =
  /(?<!\p{L})(?:what|which|who|where|when|was|welche[rsn]?|wer|wo|wann)\b[^,.;]{0,24}?(?:n['’]t|\b(?:not|never)|(?<!\p{L})(?:nicht|kein\p{L}*))(?!\p{L})/iu
const NEGATES = /\b(?:not|never|no|nobody|without)\b|n['’]t\b|(?<!\p{L})(?:nicht|kein\p{L}*|ohne)(?!\p{L})/iu
