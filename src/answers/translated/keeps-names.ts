import { memoized } from '#core/memoized.ts'
import { hasCapitalNouns } from '#dialogue/utterance/capital-nouns.ts'
import { languageNames } from './language-names.ts'

/** Names in texts: those that may be repeated, with the language of each side. */
export interface Named {
  /** Quotes, headings and the question. */
  readonly sources: readonly string[]
  readonly from: string
  readonly to: string
}

/**
 * The first word of a translated sentence that is a name of something which its sources don't name; null where there is none.
 * A name is a word with a capital that no sentence begins with, and a Latin word in a text of another script. What countries
 * are called in both languages is known. German writes all nouns with a capital, so there a name can't be told.
 */
export function unknownName(text: string, { sources, from, to }: Named): string | null {
  const known = new Set(wordsOf(sources.join('\n')).map((word) => word.toLowerCase()))
  for (const word of countriesNamed(sources.join('\n'), from, to)) known.add(word)
  const { units, months, weekdays } = languageNames(to)
  const isKnown = (word: string) => [known, units, months, weekdays].some((words) => words.has(word.toLowerCase()))
  const isLatin = (text.match(/\p{Script=Latin}/gu)?.length ?? 0) * 2 > (text.match(/\p{L}/gu)?.length ?? 0)
  const names = isLatin ? capitalsIn(text, to) : [...capitalsIn(text, to), ...(text.match(/\p{Script=Latin}+/gu) ?? [])]
  return names.find((word) => !isKnown(word)) ?? null
}

function capitalsIn(text: string, language: string): readonly string[] {
  if (hasCapitalNouns(language)) return []
  return [...text.matchAll(/\p{Lu}[\p{L}\p{M}]*/gu)].flatMap(({ 0: word, index }) => {
    const before = text.slice(0, index)
    const isFirst = /(?:^|[.!?:;…–—\n])[\s"“„‘'«»(¿¡-]*$/u.test(before)
    return isFirst || (/\p{L}['’]?$/u.test(before.slice(-2)) && /\p{L}$/u.test(before)) ? [] : [word]
  })
}

function wordsOf(text: string): readonly string[] {
  return text.match(/[\p{L}\p{M}]+/gu) ?? []
}

function countriesNamed(text: string, from: string, to: string): readonly string[] {
  const [own, other] = [countryNames(from), countryNames(to)]
  return [...own].flatMap(([code, name]) => (text.includes(name) ? wordsOf((other.get(code) ?? '').toLowerCase()) : []))
}

const LETTERS = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZ']

/** Names by their codes. */
const countryNames = memoized(
  (language: string): ReadonlyMap<string, string> => {
    const names = new Intl.DisplayNames([language], { type: 'region', fallback: 'none' })
    return new Map(
      LETTERS.flatMap((one) =>
        LETTERS.flatMap((two) => {
          const name = names.of(one + two)
          return name === undefined ? [] : [[one + two, name] as const]
        }),
      ),
    )
  },
  { keyOf: (language) => language, most: 100 },
)
