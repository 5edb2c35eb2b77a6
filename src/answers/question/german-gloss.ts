import { composed } from '#text/compared-text.ts'
import GERMAN_WORDS from './german-words.json' with { type: 'json' }

/** Turns of phrase that questions are asked in. */
const PHRASES: readonly (readonly [RegExp, string])[] = [
  [/(?<!\p{L})was\s+(?:kostet|kosten)(?!\p{L})/giu, 'how much cost'],
  [/(?<!\p{L})wie\s*viele(?!\p{L})/giu, 'how many'],
  [/(?<!\p{L})wie\s*viel(?!\p{L})/giu, 'how much'],
  [/(?<!\p{L})wie\s+lang(?:e)?(?!\p{L})/giu, 'how long'],
  [/(?<!\p{L})(?:ab|bis)\s+wann(?!\p{L})/giu, 'until when'],
  [/(?<!\p{L})wie\s+(?:kann|mache|geht|bekomme|soll)(?:\s+(?:ich|man|es|das))?(?!\p{L})/giu, 'how do i'],
  [/(?<!\p{L})was\s+(?:mache|tue|soll)\s+ich(?:\s+tun|\s+machen)?(?!\p{L})/giu, 'what should i do'],
  [/(?<!\p{L})(?:wie\s+hoch|was)\s+(?:ist|sind)(?!\p{L})/giu, 'what is'],
  [/(?<!\p{L})wie\s+(?:ist|sind|lautet|lauten)(?!\p{L})/giu, 'what is'],
  [/(?<!\p{L})gibt\s+es(?!\p{L})/giu, 'is there'],
  [/(?<!\p{L})(?:kann|darf|können|dürfen)\s+(?:ich|man|wir)(?!\p{L})/giu, 'can i'],
  [/(?<!\p{L})(?:senden?|schicken?|geben?)\s+(.{0,40}?)\s+zurück(?!\p{L})/giu, 'return $1'],
]

/** The English of a German word's root; empty where a gloss leaves it out. */
const WORDS: ReadonlyMap<string, string> = new Map(
  Object.entries(GERMAN_WORDS).flatMap(([english, roots]) =>
    roots.split(' ').map((root) => [root, english === '-' ? '' : english] as const),
  ),
)

const ENDINGS = ['', 'en', 'e', 'n', 's', 'es', 'er', 'em', 't', 'et', 'st', 'te', 'ten', 'nen']

/**
 * A German question word by word in English, as far as the words are known: to look with for what English documents
 * say, and nothing that anybody is told. What isn't known stays as it is.
 */
export function englishGloss(german: string): string {
  const phrased = PHRASES.reduce((text, [phrase, english]) => text.replaceAll(phrase, english), composed(german))
  return phrased
    .replaceAll(/[\p{L}]+/gu, (word, at: number) => {
      const gloss = glossOf(word.toLowerCase())
      return gloss === null ? word : at === 0 ? gloss.replace(/^\p{L}/u, (first) => first.toUpperCase()) : gloss
    })
    .replaceAll(/\s+/gu, ' ')
    .trim()
}

function glossOf(word: string): string | null {
  return simpleGloss(word) ?? COUNTRIES.get(word) ?? compoundGloss(word)
}

function simpleGloss(word: string): string | null {
  for (const ending of ENDINGS) {
    const root = word.slice(0, word.length - ending.length)
    if (word.endsWith(ending) && (ending === '' || root.length >= 3) && WORDS.has(root)) return WORDS.get(root) ?? null
  }
  return null
}

/** Letters of a part of a compound at least: shorter ones are found in everything. */
const PART = 4

// "Versandkosten", "Rückgabefrist", "Lieferungszeit": two known words, with or without a letter between.
function compoundGloss(word: string): string | null {
  for (let at = word.length - PART; at >= PART; at--) {
    const [head, tail] = [word.slice(0, at), word.slice(at)]
    const [first, last] = [simpleGloss(head) ?? simpleGloss(head.replace(/s$/u, '')), simpleGloss(tail)]
    if (first !== null && last !== null && first !== '' && last !== '') return `${first} ${last}`
  }
  return null
}

const COUNTRIES: ReadonlyMap<string, string> = new Map(
  'AT BE BG CH CY CZ DE DK EE ES FI FR GB GR HR HU IE IS IT JP LI LT LU LV MT NL NO PL PT RO SE SI SK TR UA US'
    .split(' ')
    .map((code) => {
      const [german, english] = ['de', 'en'].map((language) =>
        new Intl.DisplayNames(language, { type: 'region' }).of(code),
      )
      return [(german ?? code).toLowerCase(), english ?? code]
    }),
)
