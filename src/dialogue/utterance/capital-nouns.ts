import { baseLanguage } from '#dialogue/language-of.ts'

const LANGUAGES: ReadonlySet<string> = new Set(['de', 'lb'])

/** Whether a language writes every noun with a capital, so that a name can't be told by its own. */
export function hasCapitalNouns(language: string): boolean {
  return LANGUAGES.has(baseLanguage(language))
}
