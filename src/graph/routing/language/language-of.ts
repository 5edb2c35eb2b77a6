import { ENGLISH } from './english.ts'
import type { Language } from './language.ts'

const LANGUAGES: Readonly<Record<string, Language>> = { en: ENGLISH }

/** The first of an agent's languages that there are words for; English where there is none. */
export function languageOf(codes: readonly string[]): Language {
  return codes.map((code) => LANGUAGES[code]).find((language) => language !== undefined) ?? ENGLISH
}
