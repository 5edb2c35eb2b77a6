import { ENGLISH } from './language/english.ts'
import { GERMAN, INFORMAL_GERMAN } from './language/german.ts'
import type { Language } from './language.ts'

/** By code; the second is how it speaks to people that it knows well. */
const LANGUAGES: Readonly<Record<string, { readonly formal: Language; readonly informal: Language }>> = {
  en: { formal: ENGLISH, informal: ENGLISH },
  de: { formal: GERMAN, informal: INFORMAL_GERMAN },
}

/** What is needed of an agent to speak a language as it does. */
export interface Speaker {
  readonly languages: readonly string[]
  /** How it addresses people, by language. Left out: formally. */
  readonly address?: Readonly<Record<string, 'formal' | 'informal'>>
}

/**
 * The words and sentences of a language of an agent; those of the first that there are any for, where it has none, and
 * English where no other has. A whole message such as "yes" is understood in all of the agent's languages.
 */
export function languageOf(speaker: Speaker, code: string): Language {
  const spoken = withWords([code, ...speaker.languages])
  const key = `${spoken.join(' ')} ${addressOf(speaker, spoken[0] ?? 'en')}`
  const known = made.get(key)
  if (known) return known
  const [own = ENGLISH, ...others] = spoken.flatMap((each) => inAddress(each, addressOf(speaker, each)))
  const language = others.reduce(withWholeMessages, own)
  made.set(key, language)
  return language
}

/** Whether there are words and sentences for a code such as `de` or `de-AT`. */
export function hasWords(code: string): boolean {
  return Object.hasOwn(LANGUAGES, baseLanguage(code))
}

/** Words and signs for money, in every language that there are words for. */
export function currencyWords(): ReadonlySet<string> {
  return new Set(Object.values(LANGUAGES).flatMap(({ formal }) => Object.keys(formal.currencies)))
}

/** The number that a word says, in any language that there are words for: "twelve", "zwei"; null where it says none. */
export function numberIn(word: string): number | null {
  for (const { formal } of Object.values(LANGUAGES)) {
    const number = formal.numbers.findIndex((names) => names.includes(word))
    if (number >= 0) return number
  }
  return null
}

const made = new Map<string, Language>()

function withWords(codes: readonly string[]): readonly string[] {
  return [...new Set(codes.map(baseLanguage))].filter(hasWords)
}

/** The language of a code such as `de-AT`, without its region (BCP 47). */
export function baseLanguage(code: string): string {
  return code.split('-', 1)[0] ?? code
}

function addressOf({ address }: Speaker, code: string): 'formal' | 'informal' {
  const said = Object.entries(address ?? {}).find(([each]) => baseLanguage(each) === code)
  return said?.[1] ?? 'formal'
}

function inAddress(code: string, address: 'formal' | 'informal'): readonly Language[] {
  const language = LANGUAGES[code]
  return language ? [language[address]] : []
}

function withWholeMessages(language: Language, other: Language): Language {
  return {
    ...language,
    yes: [...language.yes, ...other.yes],
    no: [...language.no, ...other.no],
    cancel: [...language.cancel, ...other.cancel],
    skip: [...language.skip, ...other.skip],
    resume: [...language.resume, ...other.resume],
    polite: [...language.polite, ...other.polite],
    lists: {
      joins: [...language.lists.joins, ...other.lists.joins],
      between: [...language.lists.between, ...other.lists.between],
      behind: [...language.lists.behind, ...other.lists.behind],
      together: [...language.lists.together, ...other.lists.together],
    },
    leads: [...language.leads, ...other.leads],
    pronouns: [...language.pronouns, ...other.pronouns],
    pointing: {
      anywhere: [...language.pointing.anywhere, ...other.pointing.anywhere],
      last: [...language.pointing.last, ...other.pointing.last],
    },
    takesBack: [...language.takesBack, ...other.takesBack],
    leavesOut: [...language.leavesOut, ...other.leavesOut],
    all: [...language.all, ...other.all],
    onceMore: [...language.onceMore, ...other.onceMore],
    insists: [...language.insists, ...other.insists],
    ordinals: language.ordinals.map((phrases, position) => [...phrases, ...(other.ordinals[position] ?? [])]),
  }
}
