import { isLight } from './light-words.ts'
import type { Stems } from './stems.ts'
import { type Word, wordsIn } from '../sentence/claim-words.ts'

export interface Clause {
  readonly text: string
  /** Its words that say something. */
  readonly words: readonly Word[]
  /** The first stem of each of them. */
  readonly stems: ReadonlySet<string>
}

/** Fewer words than these say nothing by themselves: they belong to the clause before. */
const LEAST_WORDS = 2

/** The clauses of a text, by its marks and by what joins them. What stands in brackets is a clause of its own. */
export function clausesOf(text: string, stems: Stems): readonly Clause[] {
  const bracketed = [...text.matchAll(/\(([^)]*)\)/gu)].map(([, within = '']) => within)
  const pieces: string[] = []
  for (const piece of [...text.replaceAll(/\([^)]*\)/gu, ' ').split(BORDER), ...bracketed]) {
    const last = pieces.at(-1)
    const isAlone = saying(piece, stems).length >= LEAST_WORDS || NO.test(piece)
    const isBehindSmall = pieces.length === 1 && !NO.test(last ?? '') && saying(last ?? '', stems).length < LEAST_WORDS
    if (last === undefined || (isAlone && !isBehindSmall)) pieces.push(piece)
    else pieces[pieces.length - 1] = `${last} ${piece}`
  }
  return pieces.map((piece) => {
    const words = saying(piece, stems)
    return { text: piece, words, stems: new Set(words.map((word) => stems(word.text)[0] ?? word.text)) }
  })
}

const BORDER =
  /(?<=[.!?…])\s+|[;:–—|\n]+|,\s|\s(?=(?:and|but|because|although|while|unless|except|so|if|where|when|whenever|before|after|since|und|aber|weil|obwohl|sondern|wenn|falls)\s)/iu

/** Words that say no. */
export const NO =
  /(?<!\p{L})(?:not|no|never|none|nor|neither|nobody|nothing|without|cannot|\p{L}+n['’]t|nicht|kein\p{L}*|nie|niemals|nichts|niemand|ohne|weder)(?!\p{L})/iu

/** The words of a text that say something: no stop word, no number, none that stands for others. */
export function saying(text: string, stems: Stems): readonly Word[] {
  return wordsIn(text).filter((word) => /\p{L}/u.test(word.text) && !isLight(word.text) && stems(word.text).length > 0)
}
