import { germanPlanTexts, germanScreenTexts } from './german-card-texts.ts'
import { planTexts } from './plan-texts.ts'
import { screenTexts } from './screen-texts.ts'

/** The texts of cards in other languages than English, by code. */
const LANGUAGES: Readonly<Record<string, readonly (readonly [texts: object, spoken: object])[]>> = {
  de: [
    [planTexts, germanPlanTexts],
    [screenTexts, germanScreenTexts],
  ],
}

/**
 * Draws in a language: while `draw` runs, and no longer, the texts are that language's; what it has no text for stays in
 * English. Everything that draws a card takes its words from these objects at once, so none of them is handed a language.
 */
export function inLanguage<T>(language: string, draw: () => T): T {
  const code = language.split('-', 1)[0] ?? language
  const undo = (LANGUAGES[code] ?? []).flatMap(([texts, spoken]) => putIn(texts, spoken))
  try {
    return draw()
  } finally {
    for (const back of undo.toReversed()) back()
  }
}

function putIn(texts: object, spoken: object): readonly (() => void)[] {
  return Object.entries(spoken).flatMap(([key, value]: readonly [string, unknown]) => {
    const before: unknown = Reflect.get(texts, key)
    if (isGroup(before) && isGroup(value)) return putIn(before, value)
    Reflect.set(texts, key, value)
    return [() => void Reflect.set(texts, key, before)]
  })
}

function isGroup(value: unknown): value is object {
  return typeof value === 'object' && value !== null
}
