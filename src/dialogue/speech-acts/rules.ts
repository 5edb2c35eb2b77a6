import type { ActLanguage } from './act-language.ts'
import { ENGLISH } from './english.ts'
import { GERMAN } from './german.ts'
import { patternList, wordList, type Pattern } from './patterns.ts'

/** By language code: a further language is one file and one line. */
const LANGUAGES: Readonly<Record<string, ActLanguage>> = { en: ENGLISH, de: GERMAN }

const WORD_FIELDS = [
  ...(['openers', 'closers', 'connectives', 'alternatives', 'turns', 'reasons', 'binders', 'carriers'] as const),
  ...([
    'negations',
    'bareNegations',
    'interjections',
    'contrasts',
    'insteads',
    'corrections',
    'places',
    'beforeNot',
    'afterNot',
  ] as const),
  ...([
    'past',
    'definite',
    'pointing',
    'relatives',
    'consequences',
    'deeds',
    'undoings',
    'sendings',
    'stops',
    'givingBack',
    'keepings',
    'speakers',
    'spoken',
    'dictated',
    'ofWords',
    'wishLabels',
    'reasonLabels',
    'headingWords',
    'there',
    'statuses',
    'forbids',
    'goals',
    'former',
  ] as const),
]
const PATTERN_FIELDS = [
  ...([
    'polite',
    'transparent',
    'starters',
    'bound',
    'complaints',
    'wishes',
    'refusals',
    'cancellations',
    'retractions',
  ] as const),
  ...([
    'conditions',
    'times',
    'comparisons',
    'doubts',
    'reporting',
    'reports',
    'askings',
    'questions',
    'inverted',
    'fronted',
    'asksYou',
    'abilities',
    'hopes',
  ] as const),
  ...(['requests', 'commands', 'unwished', 'unneeded', 'turnedDown', 'presuming', 'later', 'secondThoughts'] as const),
  ...([
    'failings',
    'tellings',
    'vague',
    'ofWishes',
    'howTo',
    'bareWishes',
    'mistaken',
    'rights',
    'headings',
    'anotherOne',
    'otherAccounts',
    'anew',
    'placings',
    'reminders',
    'goneAccounts',
    'thisOne',
    'tellingStarters',
    'languageVerbs',
  ] as const),
]

/** The rules of some languages, ready to be applied. */
export type Rules = Readonly<Record<(typeof WORD_FIELDS)[number], ReadonlySet<string>>> &
  Readonly<Record<(typeof PATTERN_FIELDS)[number], readonly Pattern[]>> & {
    /** Small words, which are no slip of a verb or a thing. */
    readonly functionWords: ReadonlySet<string>
    /** What joins a clause to the one before it: "and", "but". */
    readonly joints: ReadonlySet<string>
    /** Every word that stands in the rules, which what is typed may be a slip of. */
    readonly vocabulary: ReadonlySet<string>
    /** Words for deeds that may be of the same kind. */
    readonly deedKinds: readonly ReadonlySet<string>[]
    /** What is one word for two, written out. */
    readonly contractions: ReadonlyMap<string, string>
    readonly hasLanguage: boolean
  }

const made = new Map<string, Rules>()

/** The rules of these languages together; what denies counts in every language that there is. */
export function rulesOf(languages: readonly string[]): Rules {
  const codes = Object.keys(LANGUAGES).filter((code) => languages.includes(code))
  const key = codes.join(' ')
  const rules = made.get(key) ?? together(codes.flatMap((code) => LANGUAGES[code] ?? []))
  made.set(key, rules)
  return rules
}

function together(languages: readonly ActLanguage[]): Rules {
  const words = Object.fromEntries(
    WORD_FIELDS.map((field) => {
      const from = field === 'negations' ? Object.values(LANGUAGES) : languages
      return [field, new Set(from.flatMap((language) => wordList(language[field])))]
    }),
  )
  const patterns = Object.fromEntries(
    PATTERN_FIELDS.map((field) => [field, languages.flatMap((language) => patternList(language[field], language))]),
  )
  const wordsOf = (fields: readonly (typeof WORD_FIELDS)[number][]): ReadonlySet<string> =>
    new Set(languages.flatMap((language) => fields.flatMap((field) => wordList(language[field]))))
  return {
    ...words,
    ...patterns,
    functionWords: wordsOf(SMALL_WORDS),
    joints: wordsOf(['connectives', 'turns']),
    vocabulary: vocabularyOf(languages),
    deedKinds: languages.flatMap(({ kinds }) =>
      kinds.split('\n').map((kind) => new Set(wordList(kind))),
    ) as readonly ReadonlySet<string>[],
    contractions: contractionsOf(languages),
    hasLanguage: languages.length > 0,
  } as Rules
}

function contractionsOf(languages: readonly ActLanguage[]): ReadonlyMap<string, string> {
  const pairs = languages.flatMap(({ contractions }) => wordList(contractions).map((pair) => pair.split(':')))
  return new Map(pairs.map(([short = '', whole = '']) => [short, whole]))
}

const SMALL_WORDS = ['openers', 'closers', 'connectives', 'turns', 'reasons', 'binders', 'carriers', 'past'] as const

function vocabularyOf(languages: readonly ActLanguage[]): ReadonlySet<string> {
  const texts = languages.flatMap(({ classes, ...fields }) => [...Object.values(classes), ...Object.values(fields)])
  return new Set(
    texts
      .flatMap((text) => wordList(text.replaceAll(/[|!?^$]|<[^>]*>/gu, ' ')))
      .flatMap((phrase) => phrase.split(' '))
      .filter((word) => /^\p{L}+$/u.test(word)),
  )
}
