import type { ActLanguage } from './act-language.ts'
import { foldWord } from './words.ts'

/** Finds a pattern in words of which each has a space after it. */
export interface Pattern {
  readonly expression: RegExp
  /** One of these words must be there, or the pattern isn't; null where nobody can say so. */
  readonly needs: ReadonlySet<string> | null
}

/** The words of a text in a language's file; `as_it_is` is three that belong together. */
export function wordList(text: string): readonly string[] {
  return text
    .split(/\s+/u)
    .filter((word) => word !== '')
    .map((word) => word.split('_').map(foldWord).join(' '))
}

/** The patterns of a text in a language's file, one a line; `ActLanguage` says how they are written. */
export function patternList(text: string, language: ActLanguage): readonly Pattern[] {
  return text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')
    .map((line) => {
      const parts = line.split(/\s+/u)
      const expression = parts.map((part) => expressionOf(part, language)).join('')
      return { expression: new RegExp(`(?<![^ ])${expression}`, 'u'), needs: neededBy(parts, language) }
    })
}

/** The words that the first fitting pattern found; null where none fits. */
export function findPattern(line: string, patterns: readonly Pattern[]): string | null {
  for (const { expression } of patternsWith(line.split(' '), patterns)) {
    const found = expression.exec(line)
    if (found) return found[0].trim()
  }
  return null
}

/** Those of the patterns that such words may fit, in their order: a message has few words, and the rules a thousand patterns. */
export function patternsWith(words: readonly string[], patterns: readonly Pattern[]): readonly Pattern[] {
  const { needing, always } = indexOf(patterns)
  const places = new Set(always)
  for (const word of words) for (const place of needing.get(word) ?? []) places.add(place)
  return [...places].toSorted((one, other) => one - other).flatMap((place) => patterns[place] ?? [])
}

interface PatternIndex {
  /** The places of the patterns that need one of some words, by each of these. */
  readonly needing: ReadonlyMap<string, readonly number[]>
  /** The places of those that need none. */
  readonly always: readonly number[]
}

const indexes = new WeakMap<readonly Pattern[], PatternIndex>()

function indexOf(patterns: readonly Pattern[]): PatternIndex {
  const known = indexes.get(patterns)
  if (known) return known
  const needing = new Map<string, number[]>()
  const always: number[] = []
  for (const [place, { needs }] of patterns.entries()) {
    if (needs === null) always.push(place)
    for (const word of needs ?? []) needing.set(word, [...(needing.get(word) ?? []), place])
  }
  const made = { needing, always }
  indexes.set(patterns, made)
  return made
}

function expressionOf(part: string, language: ActLanguage): string {
  if (part === '^') return `^(?:${anyOf(wordList(language.openers))})*?`
  if (part === '$') return `(?:${anyOf(wordList(language.closers))})*$`
  if (part === '...') return '(?:[^ ]+ ){0,6}?'
  if (part.startsWith('...!')) return `(?:(?!${alternatives(part.slice(4), language)})[^ ]+ ){0,6}?`
  if (part.startsWith('!')) return `(?!${alternatives(part.slice(1), language)})`
  if (part.endsWith('?')) return `(?:${alternatives(part.slice(0, -1), language)})?`
  return `(?:${alternatives(part, language)})`
}

// The part of a pattern with the fewest words to choose from.
function neededBy(parts: readonly string[], language: ActLanguage): ReadonlySet<string> | null {
  const choices = parts
    .filter((part) => !part.startsWith('...') && !/^[!^$]|\?$/u.test(part))
    .map((part) => phrasesOf(part, language).map((phrase) => phrase.split(' ')[0] ?? ''))
    .filter((words) => !words.some((word) => /[*#]/u.test(word)))
  const [fewest] = choices.toSorted((one, other) => one.length - other.length)
  return fewest ? new Set(fewest) : null
}

function alternatives(part: string, language: ActLanguage): string {
  return anyOf(phrasesOf(part, language))
}

function phrasesOf(part: string, { classes }: ActLanguage): readonly string[] {
  return part.split('|').flatMap((item) => {
    const name = /^<(?<name>.+)>$/u.exec(item)?.groups?.name
    if (name === undefined) return wordList(item)
    const words = classes[name]
    if (words === undefined) throw new Error(`There is no class <${name}>.`)
    return wordList(words)
  })
}

function anyOf(phrases: readonly string[]): string {
  return phrases.map((phrase) => `${phrase.split(' ').map(wordExpression).join(' ')} `).join('|')
}

function wordExpression(word: string): string {
  if (word === '#') return String.raw`[^ ]*\p{N}[^ ]*`
  return word.replace('.', String.raw`\.`).replace(/\*$/u, '[^ ]*')
}
