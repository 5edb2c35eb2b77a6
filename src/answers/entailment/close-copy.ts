import { wordsIn, type Word } from '../sentence/claim-words.ts'
import type { Check } from './complaint.ts'
import { NO } from './clauses.ts'
import { isLight } from './light-words.ts'
import { areOpposite } from './opposites.ts'
import type { Stems } from './stems.ts'
import type { ReadSupport } from './support.ts'
import { meansTheSame } from './synonyms.ts'

/** Of a sentence that says its quotes over again in their order, so much stands there: below it, it is in other words. */
const CLOSE = 0.45
/** So many words in one place for as many others are a change; more are another order. */
const CHANGE = 3
/** From so many words on, what is put in says something of its own. */
const ADDITION = 7

/**
 * Where a sentence says its quotes over again, the places where it differs are held against what stood there: one number for
 * another, "wrong" for "right", "no" for "each", though both words stand elsewhere in the quotes.
 */
export const changesNoPlace: Check = ({ words }, support, stems) => {
  const said = words
  const given = support.quotes.flatMap(wordsIn)
  const places = differences(said, given, stems)
  const kept = said.length - places.reduce((sum, { put }) => sum + put.length, 0)
  if (kept / said.length < CLOSE) return null
  for (const { put, taken } of places) {
    const wrong = isExchange(put, taken)
      ? exchanged({ put, taken }, said, support, stems)
      : added(put, said, support, stems)
    if (wrong) return { code: 'words', at: wrong }
  }
  return null
}

interface Difference {
  readonly put: readonly Word[]
  readonly taken: readonly Word[]
}

function isExchange(put: readonly Word[], taken: readonly Word[]): boolean {
  return put.length > 0 && taken.length > 0 && put.length <= CHANGE && taken.length <= CHANGE
}

function exchanged(
  { put, taken }: Difference,
  said: readonly Word[],
  support: ReadSupport,
  stems: Stems,
): string | null {
  const saying = (some: readonly Word[]) => some.filter(({ text }) => stems(text).length > 0 && !isLight(text))
  const isPronoun = taken.every(({ text }) => PRONOUN.test(text))
  const isSaid = (word: Word) => said.some((other) => areSame(word, other, stems))
  for (const word of put) {
    if (taken.some((other) => areSame(word, other, stems) || meansTheSame(word.text, other.text))) continue
    if (taken.some((other) => areOpposite(word.text, other.text))) return word.raw
    if (isNumber(word) && taken.some(isNumber)) return word.raw
    const isNear = isPronoun && stems(word.text).some((stem) => support.nearStems.has(stem))
    const lost = saying(taken).filter((other) => !isSaid(other))
    const isOneForOne = saying(put).length === saying(taken).length && lost.length > 0
    if (saying([word]).length > 0 && isOneForOne && !isNear) return word.raw
    const firm = taken.filter(({ text }) => FIRM.test(text) && !NO.test(text))
    if (
      NO.test(word.text) ? firm.length > 0 : FIRM.test(word.text) && !taken.some((other) => areOfOneKind(word, other))
    )
      return word.raw
  }
  return null
}

function isNumber({ text }: Word): boolean {
  return /^\p{N}/u.test(text)
}

function areOfOneKind(one: Word, other: Word): boolean {
  return one.text === other.text || KINDS.some((kind) => kind.test(one.text) && kind.test(other.text))
}

const KINDS: readonly RegExp[] = [
  /^(?:before|until|till|by|vor|bis)$/u,
  /^(?:more|over|above|mehr|über)$/u,
  /^(?:less|under|below|weniger|unter)$/u,
  /^(?:all|each|every|any|alle[nrsm]?|jede[nrsm]?)$/u,
  /^(?:after|from|since|once|nach|ab|seit)$/u,
  /^(?:within|in|innerhalb)$/u,
  /^(?:with|including|mit)$/u,
  /^(?:can|may|kann|können|dürfen)$/u,
]

// What is put in is moved there, says where it is from, or only joins.
function added(put: readonly Word[], said: readonly Word[], support: ReadSupport, stems: Stems): string | null {
  const saying = put.filter((word) => stems(word.text).length > 0)
  const foreign = saying.filter(
    ({ text }) =>
      !isLight(text) &&
      ![text, ...stems(text)].some((stem) => support.quotedStems.has(stem) || support.nearStems.has(stem)),
  )
  if (put.length < ADDITION) {
    const times = (words: readonly Word[], text: string) => words.filter((word) => word.text === text).length
    const isMore = ({ text, isFirst }: Word) =>
      !isFirst && FIRM.test(text) && !MILD.test(text) && times(said, text) > times(support.quoted, text)
    return put.find(isMore)?.raw ?? null
  }
  if (saying.length > 0 && foreign.length === 0 && put.every((word) => isHeading(word, support, stems))) return null
  const texts = [...support.quotes, ...support.around, ...support.headings].map(
    (text) =>
      ` ${wordsIn(text)
        .map((word) => word.text)
        .join(' ')} `,
  )
  const pairs = put.slice(1).map((word, at) => ` ${put[at]?.text ?? ''} ${word.text} `)
  const moved = pairs.filter((pair) => texts.some((text) => text.includes(pair))).length
  return moved / pairs.length < MOVED ? ((foreign[0] ?? saying[0] ?? put[0])?.raw ?? null) : null
}

/** How many of the pairs of words that are put in have to stand side by side in what is quoted. */
const MOVED = 0.5

function isHeading({ text }: Word, { headings }: ReadSupport, stems: Stems): boolean {
  return (
    stems(text).length === 0 ||
    isLight(text) ||
    headings.some((heading) => wordsIn(heading).some((word) => word.text === text))
  )
}

const PRONOUN = /^(?:it|its|they|their|them|this|that|these|those|he|she|his|her|him|es|sie|ihr\p{L}*|er|dies\p{L}*)$/u
/** Words that full text search overlooks and on which all hangs. */
const FIRM =
  /^(?:no|not|all|each|every|both|neither|only|also|never|always|before|after|within|until|under|over|above|below|more|less|most|with|without|will|must|can|cannot|kein\p{L}*|nicht|alle[nrsm]?|jede[nrsm]?|nur|auch|nie|immer|vor|nach|bis|unter|über|mehr|weniger|mit|ohne|wird|muss|kann)$/u

/** Those that join as often as they bind. */
const MILD =
  /^(?:not|no|without|cannot|nicht|kein\p{L}*|ohne|both|with|more|before|after|over|can|will|mit|vor|nach|bis|über|kann|wird)$/u

function areSame(one: Word, other: Word, stems: Stems): boolean {
  if (plainNumber(one.text) === plainNumber(other.text)) return true
  const given = stems(other.text)
  return stems(one.text).some((stem) => given.includes(stem))
}

// 50.00 is 50.
function plainNumber(text: string): string {
  return text.replace(/[.,]0+$/u, '')
}

// The longest run of words that both have in one order, and what is between.
function differences(said: readonly Word[], given: readonly Word[], stems: Stems): readonly Difference[] {
  const same = said.map((one) => given.map((other) => areSame(one, other, stems)))
  const best = Array.from({ length: said.length + 1 }, () => new Uint16Array(given.length + 1))
  const at = (row: number, column: number) => best[row]?.[column] ?? 0
  for (let row = said.length - 1; row >= 0; row -= 1) {
    const line = best[row]
    for (let column = given.length - 1; line && column >= 0; column -= 1)
      line[column] = same[row]?.[column]
        ? at(row + 1, column + 1) + 1
        : Math.max(at(row + 1, column), at(row, column + 1))
  }
  const found: Difference[] = []
  let [row, column, put, taken]: [number, number, Word[], Word[]] = [0, 0, [], []]
  while (row < said.length || column < given.length) {
    const [one, other] = [said[row], given[column]]
    if (one && other && same[row]?.[column]) {
      if (put.length > 0) found.push({ put, taken })
      ;[put, taken] = [[], []]
      row += 1
      column += 1
    } else if (other && (!one || at(row, column + 1) >= at(row + 1, column))) {
      taken.push(other)
      column += 1
    } else if (one) {
      put.push(one)
      row += 1
    }
  }
  if (put.length > 0) found.push({ put, taken })
  return found
}
