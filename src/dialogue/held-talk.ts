import { compilePieces, DEED, isCovered, lineOf, QUOTE, type CompiledPieces } from './held-talk/cover.ts'
import { ENGLISH_PIECES } from './held-talk/english.ts'
import { FRENCH_PIECES } from './held-talk/french.ts'
import { GERMAN_PIECES } from './held-talk/german.ts'
import { SPANISH_PIECES } from './held-talk/spanish.ts'
import { baseLanguage } from './language-of.ts'
import { spanSaid } from './said-verbatim.ts'

/** What a sentence of an agent's own talk is held against. */
export interface TalkFacts {
  readonly language: string
  /** What the requester typed: words in quotation marks are copied from these. */
  readonly typed: readonly string[]
  /** The names of procedures that may be named, as `[name]`. */
  readonly procedures: ReadonlySet<string>
}

/** Why a sentence isn't shown. `words`: something in it isn't talk that binds nobody. */
export type TalkFault = 'form' | 'quote' | 'procedure' | 'words'

export type HeldTalk =
  /** Nothing in it binds anybody. `pieces`: its text, quotes and procedures, in their order. */
  | { readonly is: 'held'; readonly pieces: readonly TalkPiece[] }
  /** In a language whose words aren't known: only a second reader can tell. */
  | { readonly is: 'unknown'; readonly pieces: readonly TalkPiece[] }
  | { readonly is: 'refused'; readonly fault: TalkFault }

export interface TalkPiece {
  readonly kind: 'text' | 'quote' | 'procedure'
  readonly text: string
}

const LANGUAGES = [ENGLISH_PIECES, FRENCH_PIECES, GERMAN_PIECES, SPANISH_PIECES]
const PIECES: Readonly<Record<string, CompiledPieces>> = Object.fromEntries(
  LANGUAGES.map((pieces) => [pieces.code, compilePieces(pieces)]),
)

/** Characters of a sentence, and of what it quotes. */
const MOST_OF_SENTENCE = 300
const MOST_QUOTED = 120

/**
 * Holds a sentence that a model wrote as talk. In a language whose words are known it has to consist of pieces that tell of no deed
 * and promise none; the requester's words stand in quotation marks and verbatim, procedures in brackets by their names.
 */
export function heldTalk(sentence: string, { language, typed, procedures }: TalkFacts): HeldTalk {
  const text = sentence.normalize('NFC').trim()
  if (text === '' || text.length > MOST_OF_SENTENCE || text.includes('\n')) return refused('form')
  const pieces = piecesOf(text)
  for (const { kind, text: said } of pieces) {
    if (kind === 'procedure' && !procedures.has(said)) return refused('procedure')
    if (kind === 'quote' && !isQuoted(said, typed)) return refused('quote')
  }
  const marked = pieces.map(({ kind, text: said }) => (kind === 'text' ? said : MARKS[kind])).join('')
  const line = lineOf(marked)
  if (line === null || /<(?![qd]>)/u.test(marked)) return refused('form')
  const known = PIECES[baseLanguage(language)]
  if (!known) return isOutOfPlace(marked) ? refused('words') : { is: 'unknown', pieces }
  return isCovered(line, known) ? { is: 'held', pieces } : refused('words')
}

/** Sentences that would be held in a language; empty where its pieces aren't known. */
export function heldSamples(language: string): readonly string[] {
  return LANGUAGES.find(({ code }) => code === baseLanguage(language))?.samples ?? []
}

const MARKS = { quote: QUOTE, procedure: DEED } as const
const APART = /"([^"]*)"|“([^“”]*)”|„([^„“”]*)[“”]|«([^«»]*)»|\[([^[\]]*)\]/gu

function piecesOf(text: string): readonly TalkPiece[] {
  const pieces: TalkPiece[] = []
  let at = 0
  for (const match of text.matchAll(APART)) {
    const [whole, straight, curly, low, angle, procedure] = match
    pieces.push({ kind: 'text', text: text.slice(at, match.index) })
    const quoted = straight ?? curly ?? low ?? angle
    pieces.push(
      procedure === undefined
        ? { kind: 'quote', text: (quoted ?? '').trim() }
        : { kind: 'procedure', text: procedure.trim() },
    )
    at = match.index + whole.length
  }
  return [...pieces, { kind: 'text', text: text.slice(at) }]
}

// Punctuation at its end is the sentence's, where it isn't what they typed.
function isQuoted(quote: string, typed: readonly string[]): boolean {
  if (quote.length > MOST_QUOTED) return false
  const bare = quote.replace(/[.,!?…]+$/u, '').trim()
  return bare !== '' && typed.some((words) => spanSaid(bare, words) !== null)
}

// A name within a sentence: what begins with a capital and doesn't begin it.
function isOutOfPlace(marked: string): boolean {
  return /[\p{L}\p{M},;:)–—-]\s+\p{Lu}/u.test(marked)
}

function refused(fault: TalkFault): HeldTalk {
  return { is: 'refused', fault }
}
