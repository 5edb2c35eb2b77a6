import { covered, spokenAt, type Spoken } from './small-talk/cover.ts'
import de from './small-talk/de.json' with { type: 'json' }
import en from './small-talk/en.json' with { type: 'json' }
import { foreignGreeting } from './small-talk/foreign-greetings.ts'
import { phrasesOf, type OwnPhrases, type Phrases } from './small-talk/phrases.ts'
import { signsOf } from './small-talk/signs.ts'
import { stretchesOf, type Stretch } from './small-talk/stretches.ts'
import type { TalkReplies, TalkWords } from './small-talk/talk-words.ts'
import { memoized } from '#core/memoized.ts'
import { SaidKind } from '#agents/talk-kind.ts'

/** By language code: a further language is one file and one line. */
const LANGUAGES: Readonly<Record<string, TalkWords>> = { en, de }

/** What is answered, in English. */
export const ENGLISH_REPLIES: TalkReplies = { says: en.says, can: en.can, person: en.person }

/** The small talk in a message, apart from its request. */
export interface Heard {
  /** What it says where it says nothing else, the weightiest first; empty where something is left over. */
  readonly kinds: readonly SaidKind[]
  /** The language whose words alone these are; null where several have them, or there are none. */
  readonly language: string | null
  /** A language that none of them is, where all that it says is a greeting or the like in that. */
  readonly foreign: string | null
  /** The message with the greeting before what it wants made blanks: every other letter keeps its place. */
  readonly rest: string
}

/** Small-talk detection for one agent. */
export interface Listening {
  /**
   * Hears a message for greetings, thanks and all that people say beside what they want. It is talk only where nothing is
   * left over, so no deed and no question is ever taken for it.
   */
  hear(typed: string): Heard
}

/** Messages of which it is remembered what was heard: one is listened to for its language, before its wish, and for the rest. */
const MOST_HEARD = 10

/** How an agent listens in its languages, with the phrases of its own files by language. */
export function listeningFor(languages: readonly string[], own: Readonly<Record<string, OwnPhrases>>): Listening {
  const each = languages.map((code) => phrasesOf(code, talkWordsOf(code), own[code] ?? {}))
  const together = (name: 'openers' | 'closers' | 'joins') => new Set(each.flatMap((one) => [...one[name]]))
  const phrases: Phrases = {
    phrases: each.flatMap((one) => one.phrases),
    openers: together('openers'),
    closers: together('closers'),
    joins: together('joins'),
  }
  return {
    hear: memoized((typed) => heardIn(typed, phrases, languages), { keyOf: (typed) => typed, most: MOST_HEARD }),
  }
}

/** The words of ours for conversation in a language; null where there are none. */
function talkWordsOf(code: string): TalkWords | null {
  const base = code.split('-', 1)[0] ?? code
  return Object.hasOwn(LANGUAGES, base) ? (LANGUAGES[base] ?? null) : null
}

function heardIn(typed: string, phrases: Phrases, languages: readonly string[]): Heard {
  const signs = signsOf(typed)
  const stretches = stretchesOf(typed, signs)
  const spoken = stretches.map((stretch) => covered(stretch, phrases))
  const all = spoken.flatMap((one) => one ?? [])
  const foreign = foreignOf(typed, languages, all)
  if (foreign !== null) return { kinds: [], language: null, foreign, rest: typed }
  if (spoken.includes(null)) {
    return { kinds: [], language: null, foreign: null, rest: withoutGreeting(typed, stretches, phrases) }
  }
  const kinds = weightiest([...all, ...signs].map(({ kind }) => kind))
  return { kinds: kinds.length === 0 ? ['unclear'] : kinds, language: languageOf(all), foreign: null, rest: typed }
}

// "Ciao" is said in German, too.
function foreignOf(typed: string, languages: readonly string[], spoken: readonly Spoken[]): string | null {
  const code = foreignGreeting(typed)
  const isSpoken = languages.some((each) => each === code || each.startsWith(`${code}-`))
  return code === null || isSpoken || spoken.length > 0 ? null : code
}

/** What only goes with something else. */
const LIGHT: ReadonlySet<SaidKind> = new Set(['greeting', 'kind-words', 'all-right', 'unclear'])
/** More is a speech. */
const MOST_KINDS = 2

function weightiest(kinds: readonly SaidKind[]): readonly SaidKind[] {
  const said = SaidKind.options.filter((kind) => kinds.includes(kind))
  const weighty = said.filter((kind) => !LIGHT.has(kind))
  const [first] = weighty.length > 0 ? weighty : said
  if (first === undefined) return []
  return first === 'person' || weighty.length === 0 ? [first] : weighty.slice(0, MOST_KINDS)
}

function languageOf(spoken: readonly Spoken[]): string | null {
  const said = spoken.filter(({ languages }) => languages.length > 0)
  const [first] = said
  const shared = first?.languages.filter((code) => said.every(({ languages }) => languages.includes(code))) ?? []
  return shared.length === 1 ? (shared[0] ?? null) : null
}

/** What is said before a wish, and says nothing of it. */
const BEFORE: ReadonlySet<SaidKind> = new Set(['greeting', 'how-are-you', 'thanks', 'kind-words'])

// Only what stands first, and is all of its stretch, with the "and" behind it, or a greeting that needs no comma.
function withoutGreeting(typed: string, stretches: readonly Stretch[], phrases: Phrases): string {
  const at = stretches.findIndex((stretch) => !isOnlyBefore(stretch, phrases))
  const greeted = (at === -1 ? stretches.at(-1) : stretches[at - 1])?.words.at(-1)?.end ?? 0
  const next = stretches[at]
  const behind = next === undefined ? greeted : (openingEnd(next, greeted > 0, phrases) ?? greeted)
  const blank = /^[\s,.!?:–—-]*/u.exec(typed.slice(behind))?.[0].length ?? 0
  const end = behind === 0 ? 0 : behind + blank
  return typed.slice(0, end).replaceAll(/[^\n]/gu, (letter) => ' '.repeat(letter.length)) + typed.slice(end)
}

function isOnlyBefore(stretch: Stretch, phrases: Phrases): boolean {
  const all = covered(stretch, phrases)
  return all !== null && all.length > 0 && all.every(({ kind }) => BEFORE.has(kind))
}

/** Where the words end with which a stretch only begins: a greeting or, behind one, what joins; null where there are none. */
function openingEnd(stretch: Stretch, isGreeted: boolean, phrases: Phrases): number | null {
  const { words } = stretch
  const first = isGreeted
    ? words.findIndex(({ folded }) => !phrases.joins.has(folded))
    : (spokenAt(stretch, 0, phrases).find(({ kind }) => kind === 'greeting')?.to ?? 0)
  return (first === -1 ? words.at(-1) : words[first - 1])?.end ?? null
}
