import type { Agent } from '#agents/contract.ts'
import { decimalText } from '#plan-language/values/minor-units.ts'
import { NO_RULE } from '#core/verdict.ts'
import { memoized } from '#core/memoized.ts'
import { escapePattern } from '#text/escape-pattern.ts'
import { languageOf, type Speaker } from '#dialogue/language-of.ts'
import { MESSAGE_FILES, type MessageFile, type TranslatedSentence } from '#text/languages/message-files.ts'
import { messageFormat } from '#text/languages/message-format.ts'

/** One of our sentences: its English, with `{name}` where a value belongs. */
export type MessageId = TranslatedSentence
type Values = Readonly<Record<string, string | number>>

/** The sentences of a language, by their English, the first that has it first; English has none. */
interface Catalogue {
  readonly language: string
  readonly sentences: readonly Readonly<Record<string, string>>[]
}

/** How we speak a language: our sentences, and how it writes lists, money, quotes and the agent's own words. */
export interface Speech {
  readonly language: string
  say(id: MessageId, values?: Values): string
  /** A text of ours that was stored in English; what isn't ours stays as it is. */
  again(text: string): string
  /** `a`, `a and b`, `a, b and c`. */
  list(items: readonly string[]): string
  money(minor: number, currency: string): string
  day(at: Date): string
  /** A moment within a week, by a zone's clocks: `Monday at 09:00`. */
  when(at: Date, zone: string): string
  quote(text: string): string
  /** A role, a reason for a no and a rule's reason, as the agent's files call them in this language. */
  role(role: string): string
  rejectReason(reason: string): string
  ruleReason(reason: string): string
  /** A sentence's beginning within another: English writes it small. */
  within(text: string): string
}

/** What is needed of an agent to speak for it. */
export interface SpeakingAgent extends Speaker {
  readonly texts?: Agent['texts']
}

const byLocale = { keyOf: (locale: string) => locale, most: 100 }
const listsIn = memoized((locale: string) => new Intl.ListFormat(locale, { type: 'conjunction' }), byLocale)
const daysIn = memoized(
  (locale: string) =>
    new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'long', year: 'numeric', timeZone: 'UTC' }),
  byLocale,
)

function momentIn(locale: string, at: Date, timeZone: string): string {
  const clock = { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' } as const
  return new Intl.DateTimeFormat(locale, { weekday: 'long', ...clock, timeZone }).format(at)
}

/** How an agent speaks one of its languages. */
export function speaking(agent: SpeakingAgent, code: string): Speech {
  const words = languageOf(agent, code)
  const language = words.code
  const locale = LOCALES[language] ?? language
  const { quotes, capitals, sentences, informal } = MESSAGE_FILES.get(language) ?? ENGLISH
  const address = agent.address?.[code] ?? 'formal'
  const differing = address === 'informal' ? informal?.sentences : undefined
  const catalogue = { language, sentences: differing ? [differing, sentences] : [sentences] }
  const texts = agent.texts?.[code]
  const own = (from: Readonly<Record<string, string>> | undefined, name: string) =>
    from && Object.hasOwn(from, name) ? from[name] : undefined
  return {
    language,
    say: (id, values = {}) => filled(id, values, catalogue),
    again: (text) => saidAgain(text, catalogue),
    list: (items) => listsIn(locale).format(items),
    money: (minor, currency) => words.say.amount(decimalText(minor, currency), currency),
    day: (at) => daysIn(locale).format(at),
    when: (at, zone) => momentIn(locale, at, zone),
    quote: (text) => `${quotes[0]}${text}${quotes[1]}`,
    role: (role) => own(texts?.roles, role) ?? role.replaceAll('-', ' '),
    rejectReason: (reason) => own(texts?.rejectReasons, reason) ?? reason.replaceAll('-', ' '),
    ruleReason: (reason) => own(texts?.reasons, reason) ?? plainReason(reason, catalogue),
    within: (text) => (capitals ? text : text.charAt(0).toLowerCase() + text.slice(1)),
  }
}

// That no rule speaks of it is for who writes rules.
function plainReason(reason: string, catalogue: Catalogue): string {
  return reason === NO_RULE ? filled('This can’t be done here', {}, catalogue) : saidAgain(reason, catalogue)
}

const ENGLISH: MessageFile = { quotes: ['“', '”'], capitals: false, texts: {}, sentences: {} }
const LOCALES: Readonly<Record<string, string>> = { en: 'en-GB' }

function sentenceOf(id: string, { sentences }: Catalogue): string | undefined {
  return sentences.find((own) => Object.hasOwn(own, id))?.[id]
}

// A sentence is read once, and said with other values each time.
const formatOf = memoized(
  ({ text, language }: { readonly text: string; readonly language: string }) => messageFormat(text, language),
  { keyOf: ({ text, language }) => `${language} ${text}`, most: 2_000 },
)

function filled(id: MessageId, values: Values, catalogue: Catalogue): string {
  return formatOf({ text: sentenceOf(id, catalogue) ?? id, language: catalogue.language })(values)
}

// Whole sentences alone, one after the other: what a tool or a person said never has their form from end to end.
function saidAgain(text: string, catalogue: Catalogue): string {
  const whole = translated(text, catalogue)
  if (whole !== null) return whole
  for (const end of sentenceEnds(text)) {
    const first = translated(text.slice(0, end), catalogue)
    const rest = first === null ? '' : saidAgain(text.slice(end + 1), catalogue)
    if (first !== null && rest !== text.slice(end + 1)) return `${first} ${rest}`
  }
  return text
}

function sentenceEnds(text: string): readonly number[] {
  return [...text.matchAll(/[.!?](?= )/gu)].map(({ index }) => index + 1).toReversed()
}

function translated(text: string, catalogue: Catalogue): string | null {
  const same = sentenceOf(text, catalogue)
  if (same !== undefined) return same
  for (const { id, names, pattern } of STORED_WITH_VALUES) {
    const match = pattern.exec(text)
    if (match && sentenceOf(id, catalogue) !== undefined)
      return filled(id, Object.fromEntries(names.map((name, index) => [name, match[index + 1] ?? ''])), catalogue)
  }
  return null
}

/** Texts of ours with values in them that are stored, as failures and reasons are. */
const STORED: readonly MessageId[] = [
  'If you ask for a person, a {role} will take it from here.',
  'If you ask for a person, I pass it on to a {role}.',
  'I found no {noun} with {what}.',
  'I found no {noun} that fits.',
  'I found no {noun}.',
  'I found nothing where I looked: “{title}”.',
  'I looked here: “{title}”.',
  'It failed at “{title}”.',
  'The plan isn’t the one that was judged any more ({field} differs).',
  "The plan isn't the one that was judged ({field} differs). Nothing was done.",
  'The way to undo a step has changed since it was approved ({field} differs).',
  '{waiting} of your requests are waiting for a decision already, which is the most there may be',
]
const STORED_WITH_VALUES = STORED.map((id) => ({
  id,
  names: [...id.matchAll(/\{(\w+)\}/gu)].map(([, name = '']) => name),
  pattern: new RegExp(
    `^${id
      .split(/\{\w+\}/u)
      .map(escapePattern)
      .join('([^.!?]{1,200})')}$`,
    'u',
  ),
}))
