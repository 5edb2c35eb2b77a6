import { screenTexts } from '#cards/texts/screen-texts.ts'
import { alsoInLanguages } from '#cards/texts/spoken-language.ts'
import { threadTexts } from '#cards/texts/thread-texts.ts'

type LanguagePart = typeof import('./language-part.ts')

/** English texts, by the name that they have in the message files. */
type Named = readonly (readonly [name: string, english: object])[]

// Parts come in any order: a language finds the texts that are there, and texts the languages.
let texts: Named = [
  ['screen', screenTexts],
  ['thread', threadTexts],
]
let languages: readonly LanguagePart[] = []

/** Texts came with a part. */
export function addTexts(added: Named): void {
  texts = [...texts, ...added]
  for (const { translationsOf } of languages) alsoInLanguages(translationsOf(added))
}

/** A language came. */
export function addLanguage(language: LanguagePart): void {
  languages = [...languages, language]
  alsoInLanguages(language.translationsOf(texts))
}
