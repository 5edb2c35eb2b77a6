import type { LanguageWords } from '../language.ts'
import de from './de.json' with { type: 'json' }
import { GERMAN_DATES } from './german-dates.ts'
import { spelt } from './german-spelling.ts'
import { languageWords } from './language-words.ts'

/** German, whichever address is spoken. */
export const GERMAN: LanguageWords = {
  ...languageWords(de, (phrases) => spelt(...phrases)),
  code: 'de',
  ordinals: [
    ...ordinals('erst', '1'),
    [...ordinals('zweit', '2').flat(), 'die andere', 'der andere', 'das andere', 'den anderen'],
    ...ordinals('dritt', '3'),
    ...ordinals('viert', '4'),
  ],
  dates: GERMAN_DATES,
}

function ordinals(stem: string, digit: string): readonly (readonly string[])[] {
  const forms = ['e', 'er', 'es', 'en'].map((ending) => stem + ending)
  return [
    [...forms, ...forms.flatMap((form) => ['das', 'die', 'der', 'den'].map((article) => `${article} ${form}`)), digit],
  ]
}
