import { GERMAN_FORMS } from './de.ts'
import { ENGLISH_FORMS } from './en.ts'
import type { FormWords } from './form-words.ts'

/** By language code: a further language is one file and one line. */
const LANGUAGES: Readonly<Record<string, FormWords>> = { en: ENGLISH_FORMS, de: GERMAN_FORMS }

export const ALL_FORMS: readonly FormWords[] = Object.values(LANGUAGES)

/** The forms of these languages; a code such as `de-AT` has those of `de`. */
export function formsOf(languages: readonly string[]): readonly FormWords[] {
  const codes = new Set(languages.map((code) => code.split('-', 1)[0] ?? code))
  return [...codes].flatMap((code) => LANGUAGES[code] ?? [])
}
