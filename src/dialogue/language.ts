import { comparedText } from '#text/compared-text.ts'

/** What one language has for a conversation about slots: words that are understood, and sentences that are said. */
export interface Language extends LanguageWords {
  readonly say: Sentences
}

/** Words and phrases, written as `plainWords` leaves them: small letters, no punctuation. */
export interface LanguageWords {
  /** `de` */
  readonly code: string
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
  /** What stands before something that isn't meant; and what, behind it, ends a clause that says so: "A17 nicht". */
  readonly negations: readonly string[]
  readonly negationsAfter: readonly string[]
  /** Words that need what is named, which a negation behind it leaves named. */
  readonly needs: readonly string[]
  /** Small words that may stand between a negation and what it is about: "not the A17". */
  readonly between: readonly string[]
  /** What joins the name of something to its value: "number is 3". */
  readonly joins: readonly string[]
  /** Words that say nothing of what is meant. */
  readonly fillers: readonly string[]
  /** What a question begins with; what a request in the form of a question begins with. */
  readonly questions: readonly string[]
  readonly requests: readonly string[]
  /**
   * What stands between the things of a list, of which one of `joins` or a comma must; what may stand behind the last; and what
   * says, wherever it stands, that all of them are meant ("after all" doesn't).
   */
  readonly lists: {
    readonly joins: readonly string[]
    readonly between: readonly string[]
    readonly behind: readonly string[]
    readonly together: readonly string[]
  }
  /** What only leads into a message: "hi", "by the way". */
  readonly leads: readonly string[]
  /** What stands for something that was said before. */
  readonly pronouns: readonly string[]
  /** What asks for nothing that the first pronoun doesn't: anywhere ("the other one"), and as a message's last words. */
  readonly pointing: { readonly anywhere: readonly string[]; readonly last: readonly string[] }
  /** About a plan that waits: what takes it back, beside `cancel`; what leaves a step of it out; and all of several. */
  readonly takesBack: readonly string[]
  readonly leavesOut: readonly string[]
  /** What begins words that say what is wanted instead: "not the mail, just the refund". */
  readonly insists: readonly string[]
  readonly all: readonly string[]
  /** What says that something is wanted a second time, beside what was asked for already. */
  readonly onceMore: readonly string[]
  /** Words for amounts of money, by the currencies that they may mean. */
  readonly currencies: Readonly<Record<string, readonly string[]>>
  /** Words for numbers, from nought on. */
  readonly numbers: readonly (readonly string[])[]
  readonly dates: DateWords
}

export interface DateWords {
  /** From January on, each with its short forms. */
  readonly months: readonly (readonly string[])[]
  /** From Monday on, each with other names for it. */
  readonly weekdays: readonly (readonly string[])[]
  /** Days from today; null for words that only look like a day: "guten Morgen". */
  readonly days: Readonly<Record<string, number | null>>
  /** Before a weekday: of this week, of the next, of the last, or the next one to come and no other. */
  readonly weeks: Readonly<Record<string, Week>>
  /** Beside a weekday, before or behind it: "nächste Woche Dienstag". */
  readonly weeksBeside: Readonly<Record<string, -1 | 0 | 1>>
  readonly inDays: readonly string[]
  readonly inWeeks: readonly string[]
  readonly in: string
  /** The article that means one: "in a week". */
  readonly one: readonly string[]
  /** Between a day and its month: "12 of March". */
  readonly of: readonly string[]
  /** Before a day. */
  readonly articles: readonly string[]
  /** Behind the number of a day, without a space: "12th". */
  readonly ordinals: readonly string[]
  /** Whether people write "12.3." and "12.03.27". */
  readonly points: boolean
}

export type Week = -1 | 0 | 1 | 'to-come'

export interface Sentences {
  readonly list: (items: readonly string[]) => string
  /** An amount, from its exact decimal text with a point (`129.00`) and its currency. */
  readonly amount: (decimal: string, currency: string) => string
  /** A number, from its decimal text with a point. */
  readonly number: (decimal: string) => string
  readonly day: (year: number, month: number, day: number) => string
  readonly expected: Readonly<Record<'pattern' | 'money' | 'date' | 'email' | 'number' | 'integer' | 'text', string>>
  readonly oneOf: (choices: string) => string
  readonly notSeen: (expected: string) => string
  readonly ask: (label: string) => string
  /** The question once more, in other words: `example` is a value of that form. */
  readonly askAgain: (label: string, example: string | null) => string
  /** A button that leaves it, and what it says. */
  readonly leaveIt: { readonly label: string; readonly says: string }
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
  /** The same where it may have been asked for, before a button that asks for it. */
  readonly takenAsNo: string
  readonly left: (playbook: string) => string
  readonly offerPerson: string
  readonly offerPersonAgain: string
  readonly givenUp: string
}

/** A message in small letters, without punctuation, with single spaces: `Don’t!` is `dont`. */
export function plainWords(text: string): string {
  return comparedText(text)
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

/** The plain words of a text without "please" and the like. */
export function withoutPoliteWords(text: string, { polite }: Language): string {
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
