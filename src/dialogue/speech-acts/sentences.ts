import { wordsOf, type Word } from './words.ts'
import { quotedSpans, type Span } from './quotations.ts'

/** What stands before a word, of what divides a sentence. */
export type Gap = 'none' | 'comma' | 'colon'

export interface Sentence {
  readonly words: readonly Word[]
  /** Before each word. */
  readonly gaps: readonly Gap[]
  readonly isQuestion: boolean
  /** Which line of the text it is in. */
  readonly line: number
  /** Words that stand quoted by their form; such a sentence is nothing else. */
  readonly quoted: Span | null
}

/** The sentences of a message, with what is quoted in it apart. */
export function sentencesOf(text: string): readonly Sentence[] {
  const sentences: Sentence[] = []
  let from = 0
  for (const quoted of quotedSpans(text)) {
    sentences.push(...unquotedSentences(text, from, quoted.start))
    sentences.push({ words: [], gaps: [], isQuestion: false, line: lineAt(text, quoted.start), quoted })
    from = quoted.end
  }
  return [...sentences, ...unquotedSentences(text, from, text.length)]
}

function unquotedSentences(text: string, from: number, to: number): readonly Sentence[] {
  const words = wordsOf(text, from, to)
  const isForm = text.split(SLASH).length > 2
  const sentences: Sentence[] = []
  let begun: { readonly words: Word[]; readonly gaps: Gap[] } = { words: [], gaps: [] }
  for (const [index, word] of words.entries()) {
    const next = words[index + 1]
    const between = text.slice(word.end, next?.start ?? to)
    begun.words.push(word)
    if (begun.gaps.length === 0) begun.gaps.push('none')
    const ends = endsSentence(between, word) || (isForm && SLASH.test(between))
    if (next && !ends && !endsWithPicture(between, begun.words.length)) {
      begun.gaps.push(isWithinAddress(word, next) ? 'none' : gapOf(between))
      continue
    }
    sentences.push({ ...begun, isQuestion: between.includes('?'), line: lineAt(text, word.start), quoted: null })
    begun = { words: [], gaps: [] }
  }
  return sentences
}

const ABBREVIATIONS = new Set([
  'e.g',
  'i.e',
  'z.b',
  'd.h',
  'no',
  'nr',
  'bzw',
  'ca',
  'evtl',
  'mr',
  'mrs',
  'ms',
  'dr',
  'st',
  'ul',
  'ave',
  'blvd',
  'apt',
])

// "Order A58 / cancel / reason: too late": more than one stands where a form would have another line.
const SLASH = /\s\/{1,2}\s/u

// “Gartenstr. 5”
const STREET = /str$/u

function endsSentence(between: string, before: Word): boolean {
  if (/[!?;…\n]|\.\./u.test(between)) return true
  if (!between.includes('.') || ABBREVIATIONS.has(before.folded) || STREET.test(before.folded)) return false
  return between.length > 1 || /^\p{N}/u.test(before.folded)
}

/** Fewer words may go on behind a picture: "no 🙏 refund A12". */
const LEAST_BEFORE_PICTURE = 3

// "Cancel B83 🙏 my wife has one already": where others put a full stop.
function endsWithPicture(between: string, words: number): boolean {
  return words >= LEAST_BEFORE_PICTURE && /\p{Extended_Pictographic}/u.test(between)
}

// "Elm Street 4, 8000 Aarhus" is one thing: the number of a house, and that of its town.
function isWithinAddress(before: Word, next: Word): boolean {
  return /^\p{N}+\p{L}?$/u.test(before.folded) && /^\p{N}{4,5}$/u.test(next.folded)
}

function gapOf(between: string): Gap {
  if (/[:\]]/u.test(between)) return 'colon'
  return /[,()[–—|*•]|\s-+\s|\p{Extended_Pictographic}/u.test(between) ? 'comma' : 'none'
}

function lineAt(text: string, place: number): number {
  return text.slice(0, place).split('\n').length
}
