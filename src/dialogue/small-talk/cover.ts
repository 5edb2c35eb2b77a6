import type { SaidKind } from '#agents/talk-kind.ts'
import { isNonsense } from './nonsense.ts'
import { phrasesAt, type Phrases } from './phrases.ts'
import type { Stretch } from './stretches.ts'

/** A phrase in a stretch: how many words from where, and whose words they are. */
export interface Spoken {
  readonly kind: SaidKind
  readonly languages: readonly string[]
  readonly from: number
  readonly to: number
}

/** More words are no small talk. */
const MOST_WORDS = 16

/** The phrases that a stretch consists of, with nothing of it left over; null where something is. */
export function covered(stretch: Stretch, phrases: Phrases): readonly Spoken[] | null {
  if (stretch.words.length > MOST_WORDS) return null
  const hopeless = new Set<number>()
  const from = (at: number): readonly Spoken[] | null => {
    if (at === stretch.words.length) return []
    if (hopeless.has(at)) return null
    for (const first of spokenAt(stretch, at, phrases)) {
      const rest = from(first.to)
      if (rest) return [first, ...rest]
    }
    const word = stretch.words[at]?.folded ?? ''
    const rest = phrases.openers.has(word) || phrases.closers.has(word) ? from(at + 1) : null
    if (!rest) hopeless.add(at)
    return rest
  }
  return from(0)
}

/** The phrases that some words of a stretch begin with, the longest first. */
export function spokenAt({ words, isQuestion }: Stretch, at: number, phrases: Phrases): readonly Spoken[] {
  const line = words
    .slice(at)
    .map(({ folded }) => `${folded} `)
    .join('')
  const found = phrasesAt(line, phrases).filter(
    ({ phrase, length }) => !phrase.isWhole || (at === 0 && length === line.length),
  )
  const spoken: Spoken[] = []
  for (const { phrase, length } of found) {
    const to = at + line.slice(0, length).trim().split(' ').length
    const same = spoken.findIndex((one) => one.kind === phrase.kind && one.to === to)
    const before = spoken[same]
    if (before) spoken[same] = { ...before, languages: [...new Set([...before.languages, phrase.language])] }
    else spoken.push({ kind: phrase.kind, languages: [phrase.language], from: at, to })
  }
  const typed = words[at]?.folded ?? ''
  if (isNonsense(typed)) spoken.push({ kind: 'unclear', languages: [], from: at, to: at + 1 })
  return spoken.toSorted((one, other) => other.to - one.to || fit(one.kind, isQuestion) - fit(other.kind, isQuestion))
}

const QUESTIONS: ReadonlySet<SaidKind> = new Set([
  'how-are-you',
  'who-are-you',
  'a-person',
  'what-can-you-do',
  'one-moment',
])

// "Alles klar?" asks how one is, "alles klar" doesn't.
function fit(kind: SaidKind, isQuestion: boolean): number {
  return QUESTIONS.has(kind) === isQuestion ? 0 : 1
}
