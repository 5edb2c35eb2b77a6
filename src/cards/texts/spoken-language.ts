import type { Translation } from '#text/languages/translated-texts.ts'

/** The texts that are there in other languages than English, by code. */
const LANGUAGES = new Map<string, Translation>()

/**
 * Draws in a language: while `draw` runs, and no longer, the texts are that language's; what it has no text for stays in
 * English. Everything that draws takes its words from these objects at once, so none of them is handed a language. Within
 * one language another may be drawn, as a card in a chat is.
 */
export function inLanguage<T>(language: string, draw: () => T): T {
  const before = spoken
  speak(language.split('-', 1)[0] ?? language)
  try {
    return draw()
  } finally {
    speak(before)
  }
}

/** Draws in a language from now on, where a screen is of one conversation alone. */
export function drawFromNowOnIn(language: string): void {
  speak(language.split('-', 1)[0] ?? language)
}

/** Adds translations by language: each channel has its own texts, and a page loads the languages that it speaks. */
export function alsoInLanguages(translations: ReadonlyMap<string, Translation>): void {
  for (const [code, translation] of translations) LANGUAGES.set(code, [...(LANGUAGES.get(code) ?? []), ...translation])
}

let spoken = 'en'
let undo: readonly (() => void)[] = []

function speak(code: string): void {
  if (code === spoken) return
  for (const back of undo.toReversed()) back()
  undo = (LANGUAGES.get(code) ?? []).flatMap(([texts, own]) => putIn(texts, own))
  spoken = code
}

function putIn(texts: object, own: object): readonly (() => void)[] {
  return Object.entries(own).flatMap(([key, value]: readonly [string, unknown]) => {
    const before: unknown = Reflect.get(texts, key)
    if (isGroup(before) && isGroup(value)) return putIn(before, value)
    Reflect.set(texts, key, value)
    return [() => void Reflect.set(texts, key, before)]
  })
}

function isGroup(value: unknown): value is object {
  return typeof value === 'object' && value !== null
}
