import type { ActLanguage } from './act-language.ts'
import { foldWord } from './words.ts'

/** Finds a pattern in words of which each has a space after it. */
export type Pattern = RegExp

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
      const parts = line.split(/\s+/u).map((part) => expressionOf(part, language))
      return new RegExp(`(?<![^ ])${parts.join('')}`, 'u')
    })
}

/** The words that the first fitting pattern found; null where none fits. */
export function findPattern(line: string, patterns: readonly Pattern[]): string | null {
  for (const pattern of patterns) {
    const found = pattern.exec(line)
    if (found) return found[0].trim()
  }
  return null
}

function expressionOf(part: string, language: ActLanguage): string {
  if (part === '^') return `^(?:${anyOf(wordList(language.openers))})*?`
  if (part === '$') return `(?:${anyOf(wordList(language.closers))})*$`
  if (part === '...') return '(?:[^ ]+ ){0,6}?'
  if (part.startsWith('!')) return `(?!${alternatives(part.slice(1), language)})`
  if (part.endsWith('?')) return `(?:${alternatives(part.slice(0, -1), language)})?`
  return `(?:${alternatives(part, language)})`
}

function alternatives(part: string, { classes }: ActLanguage): string {
  const phrases = part.split('|').flatMap((item) => {
    const name = /^<(?<name>.+)>$/u.exec(item)?.groups?.name
    if (name === undefined) return wordList(item)
    const words = classes[name]
    if (words === undefined) throw new Error(`There is no class <${name}>.`)
    return wordList(words)
  })
  return anyOf(phrases)
}

function anyOf(phrases: readonly string[]): string {
  return phrases.map((phrase) => `${phrase.split(' ').map(wordExpression).join(' ')} `).join('|')
}

function wordExpression(word: string): string {
  if (word === '#') return String.raw`[^ ]*\p{N}[^ ]*`
  return word.replace('.', String.raw`\.`).replace(/\*$/u, '[^ ]*')
}
