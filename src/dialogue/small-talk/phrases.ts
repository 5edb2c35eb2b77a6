import { foldWord, wordsOf } from '../typed-words.ts'
import { SaidKind } from '#agents/talk-kind.ts'
import type { TalkWords } from './talk-words.ts'

/** A phrase of a language as an expression over folded words, of which each has a space after it. */
interface Phrase {
  readonly kind: SaidKind
  readonly language: string
  readonly expression: RegExp
  /** Whether it counts only as a whole stretch of a message. */
  readonly isWhole: boolean
}

/** What an agent's own files add to a kind, each phrase as people write it. */
export type OwnPhrases = Partial<Readonly<Record<SaidKind, readonly string[]>>>

/** What talk in one language is known by. */
export interface Phrases {
  readonly phrases: readonly Phrase[]
  readonly openers: ReadonlySet<string>
  readonly closers: ReadonlySet<string>
  readonly joins: ReadonlySet<string>
}

/** What talk in a language is known by; of one that has no file of words (null) by the agent's own phrases alone. */
export function phrasesOf(language: string, words: TalkWords | null, own: OwnPhrases): Phrases {
  const listed = SaidKind.options.flatMap((kind) => [
    ...(own[kind] ?? []).map((text) => phrase(kind, language, `${escaped(folded(text))} `)),
    ...(words?.said[kind] ?? []).map((line) => {
      const parts = line.split(/\s+/u)
      const isWhole = parts[0] === '='
      return {
        ...phrase(
          kind,
          language,
          parts
            .slice(isWhole ? 1 : 0)
            .map(partOf)
            .join(''),
        ),
        isWhole,
      }
    }),
  ])
  const set = (text = ''): ReadonlySet<string> => new Set(text.split(/\s+/u).filter(Boolean).map(foldedWords))
  return {
    phrases: listed,
    openers: set(words?.openers),
    closers: set(words?.closers),
    joins: set(words?.joins),
  }
}

/** A phrase that some words begin with, by where it ends; each has a space after it. */
export function phrasesAt(
  line: string,
  { phrases }: Phrases,
): readonly { readonly phrase: Phrase; readonly length: number }[] {
  return phrases.flatMap((one) => {
    const found = one.expression.exec(line)
    return found && found[0] !== '' ? [{ phrase: one, length: found[0].length }] : []
  })
}

function phrase(kind: SaidKind, language: string, expression: string): Phrase {
  return { kind, language, expression: new RegExp(`^${expression}`, 'u'), isWhole: false }
}

// "a|b_c?": one of these, the longest that fits, or none.
function partOf(part: string): string {
  if (part === '*') return String.raw`(?:[^ \p{N}]+ )`
  const isOptional = part.endsWith('?')
  const words = (isOptional ? part.slice(0, -1) : part)
    .split('|')
    .map((word) => `${escaped(foldedWords(word))} `)
    .toSorted((one, other) => other.length - one.length)
  return `(?:${words.join('|')})${isOptional ? '?' : ''}`
}

function foldedWords(joined: string): string {
  return joined.split('_').map(foldWord).join(' ')
}

function folded(text: string): string {
  return wordsOf(text)
    .map((word) => word.folded)
    .join(' ')
}

function escaped(text: string): string {
  return text.replaceAll(/[.*+?^${}()|[\]\\]/gu, String.raw`\$&`)
}
