import { formsOf } from '../forms/all-forms.ts'
import { clausesIn, coreOf, phraseAt, tokensOf, type Token } from '../forms/tokens.ts'
import type { FormWords } from '../forms/form-words.ts'
import { stemsOf } from '../forms/about.ts'
import { isClosed } from '../forms/closed-words.ts'
import { currencyWords, numberIn } from '../language-of.ts'
import { decimalReadings, writtenNumbers } from '../slots/numbers.ts'
import { correctedTyping } from './spelling.ts'

/** What a message says to the one plan that waits for its writer: a plain yes or no, something with either, or neither. */
export type Consent = 'yes' | 'no' | 'unclear' | null

/**
 * Reads a message beside a card by its form alone. A yes begins with one, and the rest is of our lists, or says again what the
 * plan says; a no is one, or takes it back. What begins with either and says more is unclear.
 */
export function consentIn(
  typed: string,
  { languages, saying }: { readonly languages: readonly string[]; readonly saying: readonly string[] },
): Consent {
  const said = formsOf(languages).map((words) => saidIn(typed, words, wordsOfPlan(saying)))
  return (
    said.find((one) => one === 'yes') ?? said.find((one) => one === 'no') ?? said.find((one) => one !== null) ?? null
  )
}

/** Whether a message says yes to an offer, by more than that it was read: an "ok" takes nothing. */
export function takesOffer(typed: string, languages: readonly string[]): boolean {
  const tokens = tokensOf(typed, {})
  const isHeard = formsOf(languages).some(({ heard }) => phraseAt(tokens, 0, heard) === tokens.length)
  return !isHeard && consentIn(typed, { languages, saying: [] }) === 'yes'
}

/** Whether anything in a message is of what agrees or turns down; else no plan has to be looked at. */
export function mayConsent(typed: string, languages: readonly string[]): boolean {
  if (YES_SIGNS.test(typed)) return true
  const tokens = tokensOf(typed, {})
  return formsOf(languages).some(({ yes, no, takesBack }) =>
    tokens.some((_, at) => phraseAt(tokens, at, [...yes, ...no, ...takesBack]) > 0),
  )
}

/** Whether a message is nothing but a yes, a no or thanks: what says it with other words, somebody has to read. */
export function isPlainWord(typed: string, languages: readonly string[]): boolean {
  if (typed.includes('?') || OTHER_SIGNS.test(typed)) return false
  return formsOf(languages).some((words) => {
    const { yes, no, takesBack, please, before, after } = words
    return isMadeOf(withoutDrawl(tokensOf(typed, {}), words), [yes, no, takesBack, please, before, after].flat())
  })
}

interface PlanWords {
  readonly words: ReadonlySet<string>
  /** Each of its numbers as decimal text. */
  readonly numbers: ReadonlySet<string>
}

function wordsOfPlan(saying: readonly string[]): PlanWords {
  const tokens = saying.flatMap((text) => tokensOf(text, {}))
  const numbers = saying.flatMap((text) => writtenNumbers(text)).flatMap(({ text }) => decimalsOf(text))
  return { words: new Set(tokens.map(({ word }) => word)), numbers: new Set(numbers) }
}

// "12" is "12.00", and no piece of "129.00".
function decimalsOf(written: string): readonly string[] {
  return decimalReadings(written).decimals.map((decimal) => String(Number(decimal)))
}

/** Thumbs and ticks are a yes; other pictures doubt. */
const YES_SIGNS = /[\u{1f44d}\u{1f44c}\u2705\u2714]/u
const OTHER_SIGNS =
  /["“”„«»‹›`<>*_#:\\[\]{}]|(?<![\p{L}\p{N}])['‘’‚]|…|\.\.|(?![\u{1f44d}\u{1f44c}\u{1f64c}\u{1f604}\u{1f600}\u{1f389}\u2705\u2714\u{1f64f}\u{1f60a}\u{1f642}❤♥])\p{Extended_Pictographic}/u

/** They may stand anywhere in a formal yes: "I hereby agree". */
const FORMAL: ReadonlySet<string> = new Set(['hereby', 'hiermit'])

function saidIn(typed: string, words: FormWords, plan: PlanWords): Consent {
  const all = tokensOf(typed, {})
  const own = [...words.yes, ...words.no, ...words.joins]
  const core = coreOf(all, { ...words, before: words.before.filter((each) => !own.includes(each)) })
  const tokens = withoutDrawl(core, words).filter(({ word }) => !FORMAL.has(word))
  const isSigned = YES_SIGNS.test(typed)
  if (tokens.length === 0) return isSigned && !OTHER_SIGNS.test(typed) ? 'yes' : null
  const isIn = (phrases: readonly string[]) => tokens.some((_, at) => phraseAt(tokens, at, phrases) > 0)
  const isPlain = !typed.includes('?') && !OTHER_SIGNS.test(typed)
  // "Don't refund A31" is no word on A12.
  const isOfIt = tokens.every((token) => !/\p{N}/u.test(token.typed) || isOfPlan(token, words, plan))
  const isNo = phraseAt(tokens, 0, words.no) > phraseAt(tokens, 0, words.yes)
  if (isNo || isIn(words.takesBack))
    return isPlain && isOnly(tokens, [...words.no, ...words.takesBack], words, plan) ? 'no' : isOfIt ? 'unclear' : null
  const isAgreed = isSigned || isIn(words.yes)
  if (isAgreed && isPlain && isOnly(tokens, words.yes, words, plan)) return 'yes'
  // A yes that comes later, too.
  const isLater = isPlain && isOfIt && clausesIn(tokens, words).some((clause) => phraseAt(clause, 0, words.yes) > 0)
  return isSigned || isLater || phraseAt(tokens, 0, words.yes) > 0 ? 'unclear' : null
}

// "Yess", "jaa".
function withoutDrawl(tokens: readonly Token[], { yes }: FormWords): readonly Token[] {
  return tokens.map((token) => ({
    ...token,
    word: token.word.replace(/(\p{L})\1+$/u, (same, letter: string) =>
      yes.includes(token.word.slice(0, -same.length) + letter) ? letter : same,
    ),
  }))
}

function isMadeOf(tokens: readonly Token[], phrases: readonly string[]): boolean {
  for (let at = 0; at < tokens.length;) {
    const length = phraseAt(tokens, at, phrases)
    if (length === 0) return false
    at += length
  }
  return true
}

// Nothing but the phrases, politeness, small words, and what the plan says itself.
function isOnly(tokens: readonly Token[], phrases: readonly string[], words: FormWords, plan: PlanWords): boolean {
  const beside = [
    ...words.please,
    ...words.before,
    ...words.after,
    ...words.soon,
    ...words.small,
    ...words.soft,
    ...words.joins,
  ]
  for (let at = 0; at < tokens.length;) {
    const token = tokens[at]
    const length = Math.max(phraseAt(tokens, at, phrases), phraseAt(tokens, at, beside))
    if (length === 0 && token && !isOfPlan(token, words, plan)) return false
    at += Math.max(1, length)
  }
  return true
}

// Its words in any form and with slips of the keys, and its numbers in digits or words.
function isOfPlan({ word, typed }: Token, forms: FormWords, { words, numbers }: PlanWords): boolean {
  if (words.has(word)) return !isDoubt(word, forms)
  if (/\p{N}/u.test(typed)) return decimalsOf(typed).some((decimal) => numbers.has(decimal))
  if (isClosed(word)) return false
  const number = numberIn(word)
  if (number !== null) return numbers.has(String(number))
  if (currencyWords().has(word)) return true
  const meant = correctedTyping(word, words)
  return meant !== word || stemsOf(word, forms).some((stem) => words.has(stem))
}

function isDoubt(word: string, { denies, wonders, turns }: FormWords): boolean {
  return [denies, wonders, turns].some((list) => list.includes(word))
}
