/**
 * What one language has for a conversation about slots: words that are understood, and sentences that are said. Words
 * and phrases are written as `plainWords` leaves them: small letters, no punctuation.
 */
export interface Language {
  /** Whole messages. */
  readonly yes: readonly string[]
  readonly no: readonly string[]
  readonly cancel: readonly string[]
  readonly skip: readonly string[]
  readonly resume: readonly string[]
  /** What may stand beside any of these. */
  readonly polite: readonly string[]
  /** Which of several, in order: the words for the first, for the second… */
  readonly ordinals: readonly (readonly string[])[]
  /** What says that something said before was wrong, at the beginning or the end of a message. */
  readonly corrections: readonly string[]
  /** What stands before something that isn't meant. */
  readonly negations: readonly string[]
  /** Words that say nothing of what is meant. */
  readonly fillers: readonly string[]
  /** What a question begins with; what a request in the form of a question begins with. */
  readonly questions: readonly string[]
  readonly requests: readonly string[]
  /** Words for amounts of money, by the currencies that they may mean. */
  readonly currencies: Readonly<Record<string, readonly string[]>>
  readonly numbers: readonly string[]
  readonly dates: DateWords
  readonly say: Sentences
}

export interface DateWords {
  /** From January on, each with its short forms. */
  readonly months: readonly (readonly string[])[]
  /** From Monday on. */
  readonly weekdays: readonly string[]
  readonly days: Readonly<Record<string, number>>
  /** Before a weekday: of this week, of the next, of the last. */
  readonly weeks: Readonly<Record<string, -1 | 0 | 1>>
  readonly inDays: readonly string[]
  readonly inWeeks: readonly string[]
  readonly in: string
  readonly of: string
}

export interface Sentences {
  readonly list: (items: readonly string[]) => string
  readonly day: (year: number, month: number, day: number) => string
  readonly expected: Readonly<Record<'pattern' | 'money' | 'date' | 'email' | 'number' | 'integer' | 'text', string>>
  readonly oneOf: (choices: string) => string
  readonly notSeen: (expected: string) => string
  readonly ask: (label: string) => string
  readonly which: (choices: readonly string[]) => string
  readonly several: (named: readonly string[]) => string
  readonly sure: (choice: string) => string
  readonly tooLittle: (said: string, least: string) => string
  readonly tooMuch: (said: string, most: string) => string
  readonly negative: (said: string) => string
  readonly nothing: (said: string) => string
  readonly otherCurrency: (accepted: string) => string
  readonly notInCalendar: (said: string) => string
  readonly tooEarly: (said: string, earliest: string) => string
  readonly tooLate: (said: string, latest: string) => string
  readonly notWhole: (said: string) => string
  readonly otherDomain: (domains: string) => string
  readonly tooShort: (least: number) => string
  readonly tooLong: (most: number) => string
  readonly confirm: (playbook: string, values: string) => string
  readonly confirmWords: (sentence: string, values: string) => string
  readonly value: (label: string, value: string) => string
  readonly confirmAgain: string
  readonly changed: (values: string) => string
  readonly cancelled: string
  readonly left: (playbook: string) => string
  readonly offerPerson: string
  readonly offerPersonAgain: string
  readonly givenUp: string
}

/** A message in small letters, without punctuation, with single spaces: `Don’t!` is `dont`. */
export function plainWords(text: string): string {
  return text
    .toLowerCase()
    .replaceAll(/['’]/gu, '')
    .replaceAll(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()
}

/** The message without the words that say nothing of what is meant. */
export function withoutFillers(text: string, { fillers }: Language, more: readonly string[] = []): string {
  const known = new Set([...fillers, ...more])
  return plainWords(text)
    .split(' ')
    .filter((word) => !known.has(word))
    .join(' ')
}

/** Whether the whole message, but for "please" and the like, is one of the phrases. */
export function isOneOf(text: string, phrases: readonly string[], language: Language): boolean {
  return phrases.includes(plainWords(text)) || phrases.includes(withoutPoliteWords(text, language))
}

function withoutPoliteWords(text: string, { polite }: Language): string {
  let plain = ` ${plainWords(text)} `
  for (const phrase of polite) plain = plain.replaceAll(` ${phrase} `, ' ')
  return plain.trim()
}

/** Whether a message says that something said before was wrong: at its beginning or end, or in so many words. */
export function hasCorrection(text: string, language: Language): boolean {
  const plain = ` ${withoutPoliteWords(text, language)} `
  return language.corrections.some((phrase) => {
    const stands = ` ${phrase} `
    return plain.startsWith(stands) || plain.endsWith(stands) || (phrase.includes(' ') && plain.includes(stands))
  })
}

/** Whether a message asks something, rather than asking for something. */
export function isQuestion(text: string, { questions, requests }: Language): boolean {
  const plain = `${plainWords(text)} `
  if (requests.some((request) => plain.startsWith(`${request} `))) return false
  return (
    questions.some((question) => plain.startsWith(`${question} `)) ||
    (/\?\s*$/u.test(text) && plain.split(' ').length > 4)
  )
}
