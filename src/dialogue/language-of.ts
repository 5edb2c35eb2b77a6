import { MESSAGE_FILES } from '#text/languages/message-files.ts'
import { ENGLISH } from './language/english.ts'
import { GERMAN } from './language/german.ts'
import { sentencesIn } from './language/sentences.ts'
import type { Language, LanguageWords } from './language.ts'

/** Those whose words rules understand. */
const LANGUAGES: ReadonlyMap<string, LanguageWords> = new Map(
  [ENGLISH, GERMAN].map((language) => [language.code, language]),
)

/** What is needed of an agent to speak a language as it does. */
export interface Speaker {
  readonly languages: readonly string[]
  /** How it addresses people, by language. Left out: formally. */
  readonly address?: Readonly<Record<string, 'formal' | 'informal'>>
}

/**
 * The sentences and words of a language of an agent; those of the first of its languages that there are any for, where it
 * has none, and English where no other has. What is said in one may be understood by the words of another, and a whole
 * message such as "yes" is understood in all of the agent's languages.
 */
export function languageOf(speaker: Speaker, code: string): Language {
  const codes = [...new Set([code, ...speaker.languages].map(baseLanguage))].filter(isSpoken)
  const [spoken = 'en'] = codes
  const address = addressOf(speaker, spoken)
  const key = `${codes.join(' ')} ${address}`
  const known = made.get(key)
  if (known) return known
  const [own = ENGLISH, ...others] = codes.flatMap((each) => LANGUAGES.get(each) ?? [])
  const language = { ...others.reduce(withWholeMessages, own), code: spoken, say: sentencesIn(spoken, address) }
  made.set(key, language)
  return language
}

function isSpoken(code: string): boolean {
  return LANGUAGES.has(code) || MESSAGE_FILES.has(code)
}

/** Whether rules understand words of a language: `de` or `de-AT`. */
export function hasWords(code: string): boolean {
  return LANGUAGES.has(baseLanguage(code))
}

/** Words and signs for money, in every language that there are words for. */
export function currencyWords(): ReadonlySet<string> {
  return new Set([...LANGUAGES.values()].flatMap(({ currencies }) => Object.keys(currencies)))
}

/** The number that a word says, in any language that there are words for: "twelve", "zwei"; null where it says none. */
export function numberIn(word: string): number | null {
  for (const { numbers } of LANGUAGES.values()) {
    const number = numbers.findIndex((names) => names.includes(word))
    if (number >= 0) return number
  }
  return null
}

const made = new Map<string, Language>()

/** The language of a code such as `de-AT`, without its region (BCP 47). */
export function baseLanguage(code: string): string {
  return code.split('-', 1)[0] ?? code
}

function addressOf({ address }: Speaker, code: string): 'formal' | 'informal' {
  const said = Object.entries(address ?? {}).find(([each]) => baseLanguage(each) === code)
  return said?.[1] ?? 'formal'
}

function withWholeMessages(language: LanguageWords, other: LanguageWords): LanguageWords {
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
