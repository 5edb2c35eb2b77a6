import { findPattern, patternsWith, type Pattern } from './patterns.ts'
import type { Rules } from './rules.ts'
import type { Sentence } from './sentences.ts'
import { mended } from './spelling.ts'
import { hasDigit, type Word } from './words.ts'

/** How a segment goes on from the one before it in its sentence. */
export type Joint = 'begins' | 'comma' | 'and' | 'or' | 'turns' | 'reason' | 'afresh'

/** A part of a sentence that does one thing, before it is known which. */
export interface Segment {
  readonly words: readonly Word[]
  readonly joint: Joint
  /** Whether a comma or the like stands before it. */
  readonly isApart: boolean
  /** The words as the rules see them, each with a space after it: slips mended, what says nothing left out. */
  readonly line: string
  /** The same as it was typed, but for what makes it polite: "please" stands for all of that. */
  readonly core: string
  /** That of them which isn't there for politeness alone. */
  readonly ids: readonly string[]
}

/** What stands for all that makes a request polite. */
export const PLEASE = 'please'

/** Of more words behind a "but" some say what is. */
const MOST_BEHIND_TURN = 3

/** The segments of a sentence, in order. */
export function segmentsOf({ words, gaps }: Sentence, rules: Rules): readonly Segment[] {
  const seen = seenWords(words, rules)
  const starts: { readonly at: number; readonly joint: Joint }[] = [{ at: 0, joint: 'begins' }]
  for (let at = 1; at < words.length; at += 1) {
    const isApart = gaps[at] !== 'none' && seen[at] !== ''
    // "Sie will sie aber doch nicht", "brauche ich dann auch nicht": within what is told it begins nothing.
    const rest = seen.slice(at + 1)
    const isWithin =
      !isApart &&
      (rules.turns.has(seen[at] ?? '') || rules.connectives.has(seen[at] ?? '')) &&
      rest.length <= MOST_BEHIND_TURN &&
      rules.negations.has(rest.at(-1) ?? '') &&
      rest.slice(0, -1).every((word) => rules.openers.has(word))
    const joint = (isWithin ? null : jointAt(seen, at, rules)) ?? (isApart ? 'comma' : null)
    // What follows a conjunction at once has begun with it.
    const hasBegun = !isApart && joint === 'afresh' && starts.at(-1)?.at === at - 1
    const begun = starts.at(-1)?.at ?? 0
    // "Under which conditions could you refund A12": the verb is that of the question.
    const isOfQuestion = joint === 'afresh' && !isApart && isInverted(seen.slice(begun, at), seen.slice(at), rules)
    if (joint !== null && !hasBegun && !isOfQuestion) starts.push({ at, joint })
  }
  // "Would you be so kind, please refund A12" is one thing, and so is "a refund for A12, please".
  const wordsAt = (index: number) => seen.slice(starts[index]?.at, starts[index + 1]?.at)
  const own = starts.filter(({ at, joint }, index) => {
    const opensThis = index > 0 && joint === 'comma' && isOpening(wordsAt(index - 1), rules)
    return at === 0 || !(opensThis || isPolite(wordsAt(index), rules))
  })
  return own.map(({ at, joint }, index) => {
    const to = own[index + 1]?.at ?? words.length
    const within = words.slice(at, to)
    return {
      words: within,
      joint,
      isApart: gaps[at] !== 'none',
      line: lineOf(seen.slice(at, to)),
      core: coreOf(within, seen.slice(at, to)),
      ids: within.filter(hasDigit).map(({ folded }) => folded),
    }
  })
}

function coreOf(words: readonly Word[], seen: readonly string[]): string {
  return words.flatMap(({ typed }, at) => (seen[at] === '' ? [] : [seen[at] === PLEASE ? PLEASE : typed])).join(' ')
}

// More than a mere "please", which may as well close what stands before it.
function isOpening(seen: readonly string[], rules: Rules): boolean {
  return seen[0] === PLEASE && seen[1] === '' && isPolite(seen, rules)
}

function isPolite(seen: readonly string[], { closers }: Rules): boolean {
  return seen.every((word) => word === '' || word === PLEASE || closers.has(word))
}

/** The words of a sentence as the rules see them, in one line. */
export function wholeLine({ words }: Sentence, rules: Rules): string {
  return lineOf(seenWords(words, rules))
}

// Slips mended, politeness made one word, and an empty word for what is left out.
function seenWords(words: readonly Word[], rules: Rules): readonly string[] {
  const seen = words.map(({ folded }, at) =>
    isState(folded, words[at + 1]) ? folded.toUpperCase() : mended(folded, rules.vocabulary),
  )
  for (const pattern of patternsWith([...seen, PLEASE], rules.polite))
    replaceIn(seen, pattern, (_, index) => (index === 0 ? PLEASE : ''))
  for (const pattern of patternsWith(seen, rules.transparent))
    replaceIn(seen, pattern, (word) => (/\p{N}/u.test(word) ? word : ''))
  return seen
}

// "Portland, OR 97205": no "or". What is in capitals is no word of any rule.
function isState(word: string, next: Word | undefined): boolean {
  return STATES.has(word) && /^\p{N}{5}$/u.test(next?.folded ?? '')
}

/** Oregon and Idaho, whose abbreviations are words of ours. */
const STATES = new Set(['or', 'id'])

function replaceIn(seen: string[], pattern: Pattern, by: (word: string, index: number) => string): void {
  const line = lineOf(seen)
  if (!pattern.expression.test(line)) return
  const places = [...seen.keys()].filter((place) => seen[place] !== '')
  for (const found of line.matchAll(new RegExp(pattern.expression, 'gu'))) {
    const first = line.slice(0, found.index).split(' ').length - 1
    const count = found[0].trim().split(' ').length
    for (const [index, place] of places.slice(first, first + count).entries()) {
      seen[place] = by(seen[place] ?? '', index)
    }
  }
}

function lineOf(seen: readonly string[]): string {
  return seen.map((word) => (word === '' ? '' : `${word} `)).join('')
}

function jointAt(seen: readonly string[], at: number, rules: Rules): Joint | null {
  const word = seen[at] ?? ''
  const before = seen[at - 1] ?? ''
  // "Anything but a refund" is one thing.
  if (rules.negations.has(`${before} ${word}`)) return null
  if (rules.turns.has(word)) return 'turns'
  // "Es ist nicht da"
  if (rules.reasons.has(word) && at < seen.length - 1) return 'reason'
  if (rules.alternatives.has(word)) return 'or'
  if (rules.connectives.has(word)) return 'and'
  // "Refund A12 please I don't want it": a "please" may close what stands before it.
  const isClosed = before === PLEASE && at > 2 && !rules.carriers.has(seen[at - 2] ?? '') && seen[at - 2] !== ''
  // "I won't need it, no so cancel it": whose "no" that is, nobody knows.
  if (rules.consequences.has(word) && rules.negations.has(before)) return null
  const goesOn = rules.carriers.has(before) && !rules.consequences.has(word) && !isClosed
  if (word === '' || goesOn || rules.binders.has(before)) return null
  if (rules.reasons.has(`${word} ${seen[at + 1] ?? ''}`)) return 'reason'
  const rest = lineOf(seen.slice(at, at + 6))
  const begins = (starters: readonly Pattern[]) =>
    patternsWith(rest.split(' '), starters).some(({ expression }) => expression.exec(rest)?.index === 0)
  return begins(rules.starters) || (isId(before) && begins(rules.tellingStarters)) ? 'afresh' : null
}

function isInverted(before: readonly string[], from: readonly string[], { inverted, fronted }: Rules): boolean {
  const line = lineOf([...before, ...from.slice(0, WORDS_OF_INVERSION)])
  return (findPattern(line, inverted) ?? findPattern(line, fronted)) !== null
}

/** "Could you", "würden Sie". */
const WORDS_OF_INVERSION = 2

// "A17", and no street's number.
function isId(word: string): boolean {
  return /^\p{L}+-?\p{N}+$/u.test(word)
}

/** Words without those that only open or close a clause. */
export function contentOf({ line }: Pick<Segment, 'line'>, { openers, closers }: Rules): readonly string[] {
  return line.split(' ').filter((word) => word !== '' && !openers.has(word) && !closers.has(word))
}

/** What of the line is one of these words, the first of them. */
export function wordIn(line: string, words: ReadonlySet<string>): string | null {
  const plain = line.trim().split(' ')
  for (const [at, word] of plain.entries()) {
    if (words.has(word)) return word
    for (const length of [2, 3, 4]) {
      const phrase = plain.slice(at, at + length).join(' ')
      if (plain.length >= at + length && words.has(phrase)) return phrase
    }
  }
  return null
}

/** Those that words of a segment begin with. */
export function stemsIn({ line }: Pick<Segment, 'line'>, stems: ReadonlySet<string>): readonly string[] {
  const words = line.split(' ')
  return [...stems].filter((stem) => words.some((word) => word.startsWith(stem)))
}

/** Whether a pattern is in the line; the words that it found. */
export function cueIn({ line }: Pick<Segment, 'line'>, patterns: readonly Pattern[]): string | null {
  return findPattern(line, patterns)
}

/** What an id is like: A17 is like B123, and not like an account's number. */
export function shapeOf(id: string): string {
  return id.replaceAll(/\p{L}/gu, 'a').replaceAll(/\p{N}+/gu, '1')
}
