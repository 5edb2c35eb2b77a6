import type { TalkPieces } from './talk-pieces.ts'

/** The pieces of a language, as expressions over a line of words that each have a space after them. */
export interface CompiledPieces {
  readonly small: RegExp
  readonly pieces: readonly RegExp[]
}

/** What stands in a line for words in quotation marks, a procedure and the end of a sentence. */
export const QUOTE = '<q>'
export const DEED = '<d>'
const END = '<end>'

export function compilePieces({ small, joins, pieces }: TalkPieces): CompiledPieces {
  const between = `(?:, |; |${wordsIn(joins).map(escaped).join('|')})`
  const several = (mark: string) => `(?:${mark} (?:${between}*${mark} )*)`
  const pieceOf = (line: string) => {
    const slots = line
      .split(/\s+/u)
      .map((slot) => slotOf(slot, { [QUOTE]: several(QUOTE), [DEED]: several(DEED), [END]: END_OF_SENTENCE }))
    return new RegExp(slots.join(''), 'yu')
  }
  const lines = pieces
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')
  return { small: new RegExp(`(?:${wordsIn(small).map(escaped).join('|')})`, 'yu'), pieces: lines.map(pieceOf) }
}

/** Whether a line consists of pieces, with nothing of it left over; words that say nothing by themselves aren't enough. */
export function isCovered(line: string, { small, pieces }: CompiledPieces): boolean {
  // By where a place may be reached: whether only with words that say nothing.
  const reached = new Map<number, boolean>([[0, false]])
  for (let at = 0; at < line.length; at++) {
    const says = reached.get(at)
    if (says === undefined) continue
    const go = (to: number, isPiece: boolean) => void reached.set(to, (reached.get(to) ?? false) || says || isPiece)
    for (const piece of pieces) {
      const end = endAt(piece, line, at)
      if (end > at) go(end, true)
    }
    for (const word of [small, PUNCTUATION]) {
      const end = endAt(word, line, at)
      if (end > at) go(end, false)
    }
  }
  return reached.get(line.length) ?? false
}

/** A sentence as a line: small letters, each word and each mark with a space after it; null where it has anything else. */
export function lineOf(sentence: string): string | null {
  const words = sentence.toLowerCase().replaceAll('’', "'").match(TOKENS) ?? []
  const rest = sentence.toLowerCase().replaceAll('’', "'").replaceAll(TOKENS, '')
  return rest.trim() === '' ? words.map((word) => `${word} `).join('') : null
}

// An apostrophe goes with the letters before it: "don't" and "l'eau" are two.
const TOKENS = /<[qd]>|\p{L}[\p{L}\p{M}]*'?|'|[.,;:!?…¿¡–—()-]/gu
const PUNCTUATION = /(?:[.,;:!?…¿¡–—()-] )/uy
const END_OF_SENTENCE = '(?=[.!?… ]*$)'

function endAt(expression: RegExp, line: string, at: number): number {
  expression.lastIndex = at
  return expression.test(line) ? expression.lastIndex : -1
}

function slotOf(slot: string, marks: Readonly<Record<string, string>>): string {
  const isOptional = slot.length > 1 && slot.endsWith('?')
  const words = (isOptional ? slot.slice(0, -1) : slot)
    .split('|')
    .map((word) =>
      word
        .split('_')
        .map((each) => marks[each] ?? escaped(tokens(each)))
        .join(''),
    )
    .toSorted((one, other) => other.length - one.length)
  return `(?:${words.join('|')})${isOptional ? '?' : ''}`
}

function wordsIn(list: string): readonly string[] {
  return list
    .split(/\s+/u)
    .map((word) => word.split('_').map(tokens).join(''))
    .toSorted((one, other) => other.length - one.length)
}

function tokens(word: string): string {
  return lineOf(word) ?? ''
}

function escaped(text: string): string {
  return text.replaceAll(/[.*+?^${}()|[\]\\]/gu, String.raw`\$&`)
}
