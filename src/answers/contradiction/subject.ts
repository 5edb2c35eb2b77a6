import { contentWords } from '#text/content-words.ts'

/** A sentence with what stands above it. */
export interface PlacedSentence {
  readonly text: string
  readonly title: string
  readonly heading: string
  /** As it stands in its document. */
  readonly quote: string
}

/**
 * Whether what stands above two sentences leaves them about the same. `same`: it says the same; `open`: one heading has
 * words that the other place hasn't; `doubtful`: titles or headings differ, and not in one place of the same form;
 * `other`: they tell two things apart, as "Gold card" and "Silver card" do, or two sections of one title.
 */
export function subjectsOf(left: PlacedSentence, right: PlacedSentence): 'same' | 'open' | 'doubtful' | 'other' {
  const [above, otherAbove] = [wordsAbove(left), wordsAbove(right)]
  const said = new Set([...meanings(left.text), ...meanings(right.text)])
  const restOf = (from: ReadonlySet<string>, there: ReadonlySet<string>) =>
    [...from].filter((word) => !there.has(word) && !said.has(word))
  const own = restOf(above.all, otherAbove.all)
  const others = restOf(otherAbove.all, above.all)
  const isOneTitle = left.title === right.title || (above.title.size > 0 && isTheSame(above.title, otherAbove.title))
  if (isOneTitle && above.section !== otherAbove.section) return 'other'
  if (own.length === 0 && others.length === 0) return 'same'
  if ([...own, ...others].some((word) => /\d/u.test(word)) || isException(left) || isException(right)) return 'other'
  if (
    [...own.filter((word) => above.title.has(word)), ...others.filter((word) => otherAbove.title.has(word))].length > 0
  )
    return above.section === otherAbove.section || hasCommon(above.title, otherAbove.title) ? 'other' : 'doubtful'
  return own.length > 0 && others.length > 0 ? 'doubtful' : 'open'
}

function isTheSame(words: ReadonlySet<string>, others: ReadonlySet<string>): boolean {
  return words.size === others.size && [...words].every((word) => others.has(word))
}

function hasCommon(words: ReadonlySet<string>, others: ReadonlySet<string>): boolean {
  return [...words].some((word) => others.has(word))
}

function isException({ heading }: PlacedSentence): boolean {
  return /(?<!\p{L})(?:examples?|exceptions?|special|beispiele?|ausnahmen?|sonder\p{L}*)(?!\p{L})/iu.test(heading)
}

function wordsAbove({ title, heading }: PlacedSentence) {
  const named = meanings(withoutSeason(title))
  const below = heading.startsWith(title) ? heading.slice(title.length).replace(/^ › /u, '') : heading
  return {
    title: named,
    section: withoutSeason(below).toLowerCase(),
    all: new Set([...named, ...meanings(withoutSeason(heading))]),
  }
}

function meanings(text: string): ReadonlySet<string> {
  const words = contentWords(text).filter(({ word }) => !DOCUMENTS.has(word))
  return new Set(words.map(({ stem }) => stem))
}

// "Autumn guide" is a guide; "autumn prices" are others than those of spring.
function withoutSeason(title: string): string {
  return title.replaceAll(
    /\b(?:spring|summer|autumn|winter|new|current)\s+(?=guide|leaflet|brochure|handbook|newsletter)/giu,
    '',
  )
}

/** What a document is, and not what it is about. */
const DOCUMENTS: ReadonlySet<string> = new Set(
  `guide leaflet rules rule policy policies terms conditions handbook manual faq faqs questions question answers answer help
  information info overview notes note page pages brochure document summary general frequently asked short introduction
  basics everything know details flyer sheet website
  leitfaden merkblatt regeln richtlinie agb bedingungen handbuch fragen antworten hilfe informationen überblick hinweise
  hinweis seite broschüre zusammenfassung allgemeines kurz häufige faltblatt ratgeber und der die das zu zur zum für`.split(
    /\s+/u,
  ),
)
