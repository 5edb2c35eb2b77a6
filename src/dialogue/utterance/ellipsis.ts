import { wordsOf } from '../typed-words.ts'

/** The words of one language that mark an ellipsis or an anaphora: they leave out what an earlier message said. */
interface GoingOn {
  /** Before a value: "and A13?" means what was asked for last, with that value. */
  readonly leads: readonly string[]
  /** After it: "A13 too". */
  readonly tails: readonly string[]
  /** What stands for a thing that was named before, and for the one that wasn't meant then. */
  readonly it: readonly string[]
  readonly other: readonly string[]
}

/** By language code: a further language is one entry. */
const LANGUAGES: Readonly<Record<string, GoingOn>> = {
  en: {
    leads: [
      ...['and', 'and also', 'also', 'plus', 'what about', 'and what about', 'how about', 'and how about', 'same for'],
      ...['the same for', 'the same with', 'same with', 'and for', 'now', 'and now', 'ditto for', 'and the same for'],
    ],
    tails: ['too', 'as well', 'also', 'next'],
    it: ['it', 'that', 'this', 'that one', 'this one', 'that order', 'this order', 'the same one', 'the order'],
    other: ['the other', 'the other one', 'the other order', 'another one', 'other one'],
  },
  de: {
    leads: [
      ...['und', 'und auch', 'auch', 'und was ist mit', 'was ist mit', 'und wie ist es mit', 'wie ist es mit'],
      ...['wie sieht es mit', 'und fuer', 'dasselbe fuer', 'das gleiche fuer', 'das selbe fuer', 'und jetzt', 'nun'],
      ...['wie siehts mit', 'und mit', 'genauso', 'ebenso', 'und bei', 'und wie sieht es mit'],
    ],
    tails: ['auch', 'ebenso', 'genauso', 'ebenfalls', 'aus'],
    it: ['es', 'sie', 'die', 'das', 'diese', 'dieselbe', 'diese bestellung', 'die bestellung', 'davon', 'dafuer'],
    other: ['die andere', 'das andere', 'der andere', 'die andere bestellung', 'der anderen', 'den anderen'],
  },
}

/** Whether a message is elliptical: it goes on from an earlier one. */
export function isElliptical(typed: string, languages: readonly string[]): boolean {
  const line = lineOf(typed)
  return spokenIn(languages).some(
    ({ leads, tails, other }) =>
      leads.some((lead) => line.startsWith(` ${lead} `)) ||
      tails.some((tail) => line.includes(` ${tail} `)) ||
      other.some((one) => line.includes(` ${one} `)),
  )
}

/** All words of an ellipsis, to check whether a message says anything else. */
export function ellipsisWords(languages: readonly string[]): readonly string[] {
  const phrases = spokenIn(languages).flatMap(({ leads, tails, other }) => [...leads, ...tails, ...other])
  return [...new Set(phrases.flatMap((phrase) => phrase.split(' ')))]
}

/** The anaphora in a message: `it` is what was named last, `other` the one beside it; null for none. */
export function anaphorIn(typed: string, languages: readonly string[]): 'it' | 'other' | null {
  const line = lineOf(typed)
  const has = (phrases: readonly string[]) => phrases.some((phrase) => line.includes(` ${phrase} `))
  const spoken = spokenIn(languages)
  if (spoken.some(({ other }) => has(other))) return 'other'
  return spoken.some(({ it }) => has(it)) ? 'it' : null
}

/** The message with "the other one" made blanks, so that no word of it is read as anything else. */
export function withoutOther(typed: string, languages: readonly string[]): string {
  const phrases = spokenIn(languages)
    .flatMap(({ other }) => other)
    .toSorted((one, two) => two.length - one.length)
  return typed.replaceAll(new RegExp(`\\b(?:${phrases.join('|')})\\b`, 'giu'), (found) => ' '.repeat(found.length))
}

function spokenIn(languages: readonly string[]): readonly GoingOn[] {
  return languages.flatMap((code) => LANGUAGES[code.split('-', 1)[0] ?? code] ?? [])
}

function lineOf(typed: string): string {
  return ` ${wordsOf(typed)
    .map(({ folded }) => folded)
    .join(' ')} `
}
