import type { Stems } from './stems.ts'
import { type Word, wordsIn } from '../sentence/claim-words.ts'

/** The quotes that must entail a sentence. */
export interface EntailmentSupport {
  /** What it quotes. */
  readonly quotes: readonly string[]
  /** The sentences that the quotes are taken from, whole, and the ones before those that begin with a pronoun. */
  readonly around: readonly string[]
  /** The titles of the documents and the headings that the quotes stand under. */
  readonly headings: readonly string[]
  readonly question: string
}

/** The quotes, parsed once for all entailment checks. */
export interface ReadSupport extends EntailmentSupport {
  readonly quoted: readonly Word[]
  readonly quotedStems: ReadonlySet<string>
  /** Those of the headings and of what stands around the quotes. */
  readonly nearStems: ReadonlySet<string>
  readonly near: readonly Word[]
  /** Whether the sentence says what such a mark stands before, which the quotes don't say without the mark as well. */
  saysAlone(mark: { readonly before: readonly string[] }): boolean
}

export function readSupport(support: EntailmentSupport, claim: readonly Word[], stems: Stems): ReadSupport {
  const quoted = support.quotes.flatMap(wordsIn)
  const near = [...support.around, ...support.headings].flatMap(wordsIn)
  const stemsOf = (words: readonly Word[]) => new Set(words.flatMap(({ text }) => [text, ...stems(text)]))
  const said = stemsOf(claim)
  return {
    ...support,
    quoted,
    near,
    quotedStems: stemsOf(quoted),
    nearStems: stemsOf(near),
    saysAlone: ({ before: [first = '', ...others] }) => {
      const wanted = others.length > 0 ? others : [first]
      const times = quoted.filter(({ text }) => [text, ...stems(text)].some((stem) => wanted.includes(stem))).length
      return times <= 1 && wanted.some((stem) => said.has(stem))
    },
  }
}
