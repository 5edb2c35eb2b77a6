import { type ContentWord, contentWords } from '../language/content-words.ts'
import { areRelated } from '../language/related-words.ts'
import { kindAskedBy } from './answer-kinds.ts'

/** What tells that a sentence speaks of a narrower case than the question, or of what is added to another answer. */
export const NARROWING_FEATURES = ['yields', 'adds'] as const
type NarrowingFeature = (typeof NARROWING_FEATURES)[number]

interface AskedWord {
  readonly own: string
  readonly stem: string
  readonly rarity: number
}

/** A place as far as its case is told from those of other places. */
interface PlaceOf {
  readonly passage: { readonly document: { readonly id: string } }
  readonly heading: string
  readonly headings: ReadonlySet<string>
  readonly title: ReadonlySet<string>
  readonly sentences: readonly { readonly said: ReadonlySet<string>; readonly plain: string }[]
}

interface Asked {
  readonly question: string
  readonly words: readonly AskedWord[]
  readonly stems: ReadonlySet<string>
  /** Words of headings under which the kind of thing stands that is asked for, by stem. */
  readonly kindWords: ReadonlySet<string>
}

/**
 * Tells so of the sentence at `index` of the place at `at`. One below “Damaged items” yields to one of another section that
 * says as much of a question that names no damage, below no such heading.
 */
export function narrowingBy(
  asked: Asked,
  places: readonly PlaceOf[],
): (index: number, at: number) => Readonly<Record<NarrowingFeature, number>> {
  const hasKind = kindAskedBy(asked.question)
  const isOfKind = (plain: string) => {
    const { exact, loose } = hasKind(plain)
    return exact ?? loose ?? true
  }
  const asksForMore = ADDS.test(asked.question)
  const known = places.map(({ heading, passage, headings, title, sentences }) => ({
    section: `${passage.document.id} ${heading}`,
    isNarrower: isNarrower(heading, asked),
    sentences: sentences.map(({ said, plain }) => ({
      share: shareOf(asked.words, [said, headings, title]),
      isOfKind: isOfKind(plain),
      adds: !asksForMore && ADDS.test(plain),
    })),
  }))
  return (index, at) => {
    const [place, own] = [known[at], known[at]?.sentences[index]]
    const isOutdone =
      place?.isNarrower === true &&
      known.some(
        (other) =>
          other.section !== place.section &&
          !other.isNarrower &&
          other.sentences.some((each) => each.isOfKind && !each.adds && each.share >= (own?.share ?? 0)),
      )
    return { yields: Number(isOutdone), adds: Number(own?.adds === true) }
  }
}

// “Damaged items” is a narrower case of “items”; “Delivery times” is what is asked where somebody asks how long it takes.
function isNarrower(heading: string, { words, stems, kindWords }: Asked): boolean {
  const own = contentWords(heading)
  const isAsked = (word: ContentWord) => stems.has(word.stem) || stems.has(word.own)
  const isMeant = (word: ContentWord) =>
    isAsked(word) || kindWords.has(word.own) || words.some((other) => areRelated(other.own, word.own))
  if (!own.some(isAsked) || own.every(isMeant)) return false
  const isModified = own.some(
    (word, at) => at > 0 && isAsked(word) && wordBefore(heading, word.word) === own[at - 1]?.word,
  )
  return isModified || !/(?:,|\s(?:and|or|und|oder))\s/u.test(heading)
}

function wordBefore(text: string, word: string): string | undefined {
  const words: readonly string[] = text.toLowerCase().match(/[\p{L}\p{N}-]+/gu) ?? []
  return words[words.indexOf(word) - 1]
}

function shareOf(words: readonly AskedWord[], said: readonly ReadonlySet<string>[]): number {
  const sum = (some: readonly AskedWord[]) => some.reduce((total, { rarity }) => total + rarity, 0)
  const isSaid = ({ own, stem }: AskedWord) => said.some((stems) => stems.has(own) || stems.has(stem))
  return sum(words.filter(isSaid)) / Math.max(1e-6, sum(words))
}

/** “3 days longer”, “12 EUR extra”: no answer without what they are added to. */
const ADDS =
  /\b(?:(?:minutes?|hours?|days?|weeks?|months?|years?)\s+(?:longer|more|later)|extra|additional(?:ly)?|surcharge|on top)\b|(?<!\p{L})(?:länger|später|zusätzlich\p{L}*|aufschlag|zuschlag)(?!\p{L})/iu
