import type { QuotedSentence } from '#answers/grounding.ts'

export interface Dice {
  readonly random: () => number
  /** What a model is given, each in the place that its number says. */
  readonly given: readonly Given[]
  readonly words: readonly string[]
}

/** A stretch of a document, as the document has it. */
export interface Given {
  readonly text: string
  /** What stands before and behind each heading that is in it or next to it. */
  readonly headed: readonly { readonly before: string; readonly behind: string }[]
}

/** A sentence of the documents, or two that follow each other, quoted as a model should. */
export interface Good {
  readonly passage: number
  readonly quote: string
}

/** Gives null where a quote has nothing to be changed in this way. */
type Mutation = (good: Good, dice: Dice) => QuotedSentence | null

/** What a model may do to a quote: none of it may pass. The sentence claims nothing, so the quote alone decides. */
export const BAD_QUOTES: Readonly<Record<string, Mutation>> = {
  'made up': (good, dice) => quoting(good, Array.from({ length: 6 }, () => pick(dice.words, dice)).join(' '), dice),
  'a word replaced': (good, dice) => onWords(good, dice, (words, at) => words.toSpliced(at, 1, pick(dice.words, dice))),
  'a word left out': (good, dice) => onWords(good, dice, (words, at) => words.toSpliced(at, 1)),
  'a word put in': (good, dice) => onWords(good, dice, (words, at) => words.toSpliced(at, 0, pick(dice.words, dice))),
  'two words swapped': (good, dice) =>
    onWords(good, dice, (words, at) => words.toSpliced(at, 2, words[at + 1] ?? '', words[at] ?? '')),
  'joined across a gap': ({ passage, quote }, dice) => {
    const words = quote.split(/\s+/u)
    if (words.length < 5) return null
    const from = 1 + below(words.length - 3, dice)
    const to = from + 1 + below(words.length - from - 1, dice)
    const glue = pick([' ', ' … ', ' ... ', '… ', ' [...] '], dice)
    return quoting({ passage, quote }, words.slice(0, from).join(' ') + glue + words.slice(to).join(' '), dice)
  },
  'joined with another sentence': ({ passage, quote }, dice) => {
    const isOwn = dice.random() < 0.5
    const { text } = isOwn ? (dice.given[passage - 1] ?? pick(dice.given, dice)) : pick(dice.given, dice)
    const other = pick(text.split(SENTENCE_ENDS), dice).trim()
    const glue = pick([' ', '\n', ' … ', ' [...] '], dice)
    return other === '' ? null : quoting({ passage, quote }, quote + glue + other, dice)
  },
  'joined over a heading': ({ passage, quote }, dice) => {
    const { headed = [] } = dice.given[passage - 1] ?? {}
    if (headed.length === 0) return null
    const { before, behind } = pick(headed, dice)
    return quoting({ passage, quote }, before + pick([' ', '\n', '\n\n'], dice) + behind, dice)
  },
  'of another passage': ({ quote }, dice) => {
    const number = pick([...dice.given.keys()], dice)
    return quoting({ passage: number, quote }, quote, dice)
  },
  'of no passage': ({ quote }, dice) => {
    const passage = pick([0, -1, 1.5, dice.given.length + 1, 1e9], dice)
    return { text: NOTHING, quotes: [{ passage, quote }] }
  },
  'without its "not"': (good, dice) => changed(good, dice, withoutNot(good.quote)),
  'with another number': (good, dice) => changed(good, dice, withOtherNumber(good.quote, dice)),
  'with another date': (good, dice) => changed(good, dice, withOther(good.quote, MONTHS, dice)),
  'with another unit': (good, dice) => changed(good, dice, withOther(good.quote, UNITS, dice)),
  'with a letter that looks the same': ({ passage, quote }, dice) => {
    const places = [...quote].flatMap((letter, at) => (LOOKALIKES[letter] === undefined ? [] : [at]))
    if (places.length === 0) return null
    const at = pick(places, dice)
    const letters = [...quote]
    return quoting({ passage, quote }, letters.with(at, LOOKALIKES[letters[at] ?? ''] ?? '').join(''), dice)
  },
  'with something invisible': (good, dice) => {
    const at = 1 + below(good.quote.length - 1, dice)
    const invisible = pick([...'\u200B\u200C\u200D\u2060\uFEFF\u00AD\u202E\u034F'], dice)
    return quoting(good, good.quote.slice(0, at) + invisible + good.quote.slice(at), dice)
  },
  'in another case': (good, dice) => {
    const places = [...good.quote].flatMap((letter, at) => (/\p{L}/u.test(letter) ? [at] : []))
    if (places.length === 0) return null
    const at = pick(places, dice)
    const letter = good.quote[at] ?? ''
    const other = letter === letter.toUpperCase() ? letter.toLowerCase() : letter.toUpperCase()
    return quoting(good, good.quote.slice(0, at) + other + good.quote.slice(at + 1), dice)
  },
  'with a space in a word': (good, dice) => {
    const inner = [...good.quote.matchAll(/(?<=\p{L})(?=\p{L})/gu)].map(({ index }) => index)
    if (inner.length === 0) return null
    const at = pick(inner, dice)
    return quoting(good, `${good.quote.slice(0, at)} ${good.quote.slice(at)}`, dice)
  },
  'cut in a word or a number': (good, dice) => {
    const inner = [...good.quote.matchAll(/(?<=[\p{L}\p{N}])(?=[\p{L}\p{N}])|(?<=\d)(?=[.,:]\d)/gu)]
    const places = inner.map(({ index }) => index).filter((index) => index > good.quote.length / 2)
    if (places.length === 0) return null
    const cut = good.quote.slice(0, pick(places, dice))
    // Elsewhere in the passage the same words may end where the cut is.
    const isOnce = (dice.given[good.passage - 1]?.text.split(cut).length ?? 0) === 2
    return isOnce && cut.length >= 12 ? { text: NOTHING, quotes: [{ passage: good.passage, quote: cut }] } : null
  },
}

/** What a model may do to a sentence whose quote is right: none of it may be shown. */
export const BAD_SENTENCES: Readonly<Record<string, Mutation>> = {
  'says another number': (good, dice) => saying(good, withOtherNumber(good.quote, dice)),
  'says another number in words': (good, dice) =>
    saying(
      good,
      good.quote.replace(/(?<![\d.,:-])\b\d{1,2}\b(?![.,:-]?\d)/u, pick(['eleven thousand', 'ninety million'], dice)),
    ),
  'says another unit': (good, dice) => saying(good, withOther(good.quote, UNITS, dice)),
  'says another date': (good, dice) => saying(good, withOther(good.quote, MONTHS, dice)),
  'says another weekday': (good, dice) => saying(good, withOther(good.quote, WEEKDAYS, dice)),
  'leaves out "not"': (good) => saying(good, withoutNot(good.quote)),
  'puts "not" in': (good) => {
    const positive = /\bn[o']t\b|n['’]t\b|\bno\b|\bnever\b|without/iu.test(good.quote) ? null : good.quote
    return positive === null
      ? null
      : saying(good, positive.replace(/\b(can|is|are|has|must|does)\b(?! not)/u, '$1 not'))
  },
  'adds a number': (good, dice) => {
    const number = String(1_000 + below(9_000, dice))
    return good.quote.includes(number) ? null : saying(good, `${good.quote} That is ${number} in all.`)
  },
}

/** What may be done to a quote and leaves it one. */
export const GOOD_QUOTES: Readonly<Record<string, (good: Good, dice: Dice) => QuotedSentence>> = {
  'as it stands': ({ passage, quote }) => ({ text: quote, quotes: [{ passage, quote }] }),
  'with other white space': ({ passage, quote }, dice) => ({
    text: quote,
    quotes: [
      { passage, quote: quote.replaceAll(/\s+/gu, () => pick([' ', '  ', '\n', '\t', '\u00A0', ' \r\n '], dice)) },
    ],
  }),
  'with white space around': ({ passage, quote }) => ({ text: quote, quotes: [{ passage, quote: `\n ${quote}\t` }] }),
  'a part of it, from one word to another': ({ passage, quote }, dice) => {
    const words = [...quote.matchAll(/\S+/gu)]
    const from = below(Math.max(1, words.length - 4), dice)
    const last = words[Math.min(words.length - 1, from + 3 + below(words.length, dice))]
    const part = quote.slice(words[from]?.index ?? 0, (last?.index ?? 0) + (last?.[0].length ?? 0))
    const before = quote.slice(0, words[from]?.index ?? 0)
    const behind = quote.slice(part.length + before.length)
    // In the middle of "5 to 8" or "50 %" is no border.
    const isBorder =
      !/[\d€$£#+~-]\s?(?:(?:to|or|and|–|-)\s)?$/u.test(before) && !/^\s(?:(?:to|or|–|-)\s)?[\d%€$£]/u.test(behind)
    return {
      text: isBorder && part.length >= 8 ? NOTHING : quote,
      quotes: [{ passage, quote: isBorder && part.length >= 8 ? part : quote }],
    }
  },
}

const NOTHING = 'So it says.'

const SENTENCE_ENDS = /(?<=[.!?])\s+/u

// Never one that stands there by chance: this looks for it in another way than the code under test.
function quoting({ passage }: Good, quote: string, { given }: Dice): QuotedSentence | null {
  const flat = (text: string) => text.split(/[ \t\r\n\u00A0]+/u).join(' ')
  const text = given[passage - 1]?.text ?? ''
  return flat(text).includes(flat(quote).trim()) ? null : { text: NOTHING, quotes: [{ passage, quote }] }
}

function changed(good: Good, dice: Dice, quote: string | null): QuotedSentence | null {
  return quote === null || quote === good.quote ? null : quoting(good, quote, dice)
}

function saying(good: Good, text: string | null): QuotedSentence | null {
  return text === null || text === good.quote ? null : { text, quotes: [good] }
}

function onWords(
  good: Good,
  dice: Dice,
  change: (words: readonly string[], at: number) => readonly string[],
): QuotedSentence | null {
  const words = good.quote.split(/\s+/u)
  return words.length < 4 ? null : quoting(good, change(words, 1 + below(words.length - 2, dice)).join(' '), dice)
}

function withoutNot(text: string): string | null {
  const without = text.replace(/\bcan(?:not|['’]t)\b/u, 'can').replace(/n['’]t\b| not\b| never\b/u, '')
  return without === text ? null : without
}

function withOtherNumber(text: string, dice: Dice): string | null {
  const numbers = [...text.matchAll(/\d+/gu)]
  if (numbers.length === 0) return null
  const { index, 0: digits } = pick(numbers, dice)
  const other = String(Number(digits) + 1 + below(400, dice)).padStart(digits.length, '0')
  const mutated = text.slice(0, index) + other + text.slice(index + digits.length)
  // Another number of the same sentence is not made up, wherever it stands; nor is the same one in other digits: 2.20.
  if (numbers.some(([known]) => Number(known) === Number(other))) return null
  const known = valuesIn(text)
  return valuesIn(mutated).every((value) => known.includes(value)) ? null : mutated
}

function valuesIn(text: string): readonly number[] {
  return [...text.matchAll(/\d+(?:[.,]\d+)*/gu)].map(([number]) => Number(number.replaceAll(',', '')))
}

// One word of a kind replaced by another of it that the sentence doesn't have.
function withOther(text: string, kind: readonly string[], dice: Dice): string | null {
  const found = [...text.matchAll(new RegExp(String.raw`\b(?:${kind.join('|')})\b`, 'gu'))]
  if (found.length === 0) return null
  const { index, 0: word } = pick(found, dice)
  const other = pick(
    kind.filter((candidate) => !text.includes(candidate)),
    dice,
  )
  return text.slice(0, index) + other + text.slice(index + word.length)
}

const UNITS = ['days', 'weeks', 'months', 'years', 'hours', 'minutes', 'EUR', 'USD', 'GBP', 'kg', 'cm', 'watts']
const MONTHS = [
  'January',
  'February',
  'April',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
]
const WEEKDAYS = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday']

const LOOKALIKES: Readonly<Record<string, string>> = {
  a: 'а',
  c: 'с',
  e: 'е',
  i: 'і',
  o: 'о',
  p: 'р',
  x: 'х',
  y: 'у',
  A: 'А',
  B: 'В',
  E: 'Ε',
  O: 'О',
  '0': 'О',
  '1': 'l',
  "'": '’',
  '’': "'",
  '-': '‐',
  '–': '-',
}

export function pick<T>(from: readonly T[], { random }: Pick<Dice, 'random'>): T {
  const picked = from[Math.floor(random() * from.length)]
  if (picked === undefined) throw new Error('There is nothing to pick from.')
  return picked
}

export function below(limit: number, { random }: Pick<Dice, 'random'>): number {
  return Math.floor(random() * Math.max(1, limit))
}
