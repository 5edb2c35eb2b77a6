import { stem } from '../stem.ts'

/** Members of the European Union, by their ISO codes. */
const UNION = 'AT BE BG HR CY CZ DK EE FI FR DE GR HU IE IT LV LT LU MT NL PL PT RO SK SI ES SE'.split(' ')

/** How a text says that it speaks of them all, by stems. */
const SAYS_UNION = ['european', 'eu', 'europäischen', 'europäische'].map(stem)

/** The stems of members' names, in English and German. */
const MEMBERS: ReadonlySet<string> = new Set(
  ['en', 'de'].flatMap((language) => {
    const names = new Intl.DisplayNames(language, { type: 'region' })
    return UNION.flatMap((code) => (names.of(code) ?? '').toLowerCase().split(/\s+/u)).map(stem)
  }),
)

/** Whether a word, by its stem, names a country of the European Union, of which words that stand somewhere, by theirs, speak. */
export function isOfUnion(word: string, said: ReadonlySet<string>): boolean {
  return MEMBERS.has(word) && SAYS_UNION.some((key) => said.has(key))
}
