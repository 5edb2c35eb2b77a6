import { hasCapitalNouns } from '#dialogue/utterance/capital-nouns.ts'
import { verbatimSpan } from '#dialogue/utterance/verbatim.ts'

/** What a sentence of talk is held against. */
export interface TalkFacts {
  readonly language: string
  /** What the requester typed: words in quotation marks are copied from these. */
  readonly typed: readonly string[]
  /** The names of procedures that may be named, as `[name]`. */
  readonly procedures: ReadonlySet<string>
  /** What our own sentences say: names that stand there may be said. */
  readonly told: readonly string[]
}

export interface TalkPiece {
  readonly kind: 'text' | 'quote' | 'procedure'
  readonly text: string
}

/**
 * Why a sentence isn't shown. `form`: it is empty, too long, or has a digit, a link, markup or a sign in it; `quote`: what it quotes
 * wasn't typed; `procedure`: there is none of that name; `name`: it names what our own sentences don't.
 */
export type TalkFault = 'form' | 'quote' | 'procedure' | 'name'

export type HeldTalk = { readonly pieces: readonly TalkPiece[] } | { readonly fault: TalkFault }

/** Characters of a sentence, and of what it quotes. */
const MOST_OF_SENTENCE = 300
const MOST_QUOTED = 120

/**
 * Takes apart a sentence that a model wrote as talk, or says what in it code alone can tell to be more than that. What a sentence
 * claims or promises in plain words only another reader can tell.
 */
export function heldTalk(sentence: string, { language, typed, procedures, told }: TalkFacts): HeldTalk {
  const text = sentence.normalize('NFC').trim()
  if (text === '' || text.length > MOST_OF_SENTENCE) return { fault: 'form' }
  const pieces = piecesOf(text)
  for (const { kind, text: said } of pieces) {
    if (kind === 'procedure' && !procedures.has(said)) return { fault: 'procedure' }
    if (kind === 'quote' && !isQuoted(said, typed)) return { fault: 'quote' }
    if (kind === 'text' && !isPlain(said)) return { fault: 'form' }
  }
  const own = pieces.map(({ kind, text: said }) => (kind === 'text' ? said : ' … ')).join('')
  return hasCapitalNouns(language) || namesOf(own).every((name) => told.some((fact) => fact.includes(name)))
    ? { pieces }
    : { fault: 'name' }
}

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
  return bare !== '' && typed.some((words) => verbatimSpan(bare, words) !== null)
}

// Letters and the punctuation of a sentence. A point or colon between letters is an address's.
function isPlain(text: string): boolean {
  return /^[\p{L}\p{M} '’.,;:!?…¿¡–—()、。，！？・-]*$/u.test(text) && !/\p{L}[.:]\p{L}/u.test(text)
}

// A word that has a capital and doesn't begin the sentence; "I" and its like are of one letter.
function namesOf(text: string): readonly string[] {
  const names = text.matchAll(/(?<=[\p{L}\p{M},;:)–—-]\s+)\p{Lu}[\p{L}\p{M}]+/gu)
  return [...names].map(([name]) => name)
}
