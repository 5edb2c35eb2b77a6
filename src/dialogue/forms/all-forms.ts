import de from './de.json' with { type: 'json' }
import en from './en.json' with { type: 'json' }
import type { FormWords } from './form-words.ts'
import { phraseLists } from '../language/language-words.ts'

/** By language code: a further language is one file and one line. */
const LANGUAGES: Readonly<Record<string, FormWords>> = { en: formWords(en), de: formWords(de) }

export const ALL_FORMS: readonly FormWords[] = Object.values(LANGUAGES)

/** The forms of these languages; a code such as `de-AT` has those of `de`. */
export function formsOf(languages: readonly string[]): readonly FormWords[] {
  const codes = new Set(languages.map((code) => code.split('-', 1)[0] ?? code))
  return [...codes].flatMap((code) => LANGUAGES[code] ?? [])
}

function formWords({ isVerbLast, past, ...lists }: typeof en): FormWords {
  return { ...phraseLists(lists), isVerbLast, past: new RegExp(past, 'u') }
}
