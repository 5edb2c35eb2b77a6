import { MESSAGE_FILES, type Texts } from './message-files.ts'
import { messageFormat } from './message-format.ts'

/** English texts, each with those of a language that take their places. */
export type Translation = readonly (readonly [english: object, own: object])[]

/** The translations of texts, by language; each text comes with the name that it has in the message files. */
export function translationsOf(
  named: readonly (readonly [name: string, english: object])[],
): ReadonlyMap<string, Translation> {
  return new Map(
    [...MESSAGE_FILES].map(([code, { texts }]) => [
      code,
      named.map(([name, english]) => [english, translatedTexts(english, texts[name] ?? {}, code)] as const),
    ]),
  )
}

// Those that there are, in the form of the English ones: a function where that is one.
function translatedTexts(english: object, own: Texts, code: string): object {
  const texts: Record<string, unknown> = {}
  for (const [key, text] of Object.entries(own)) {
    const same: unknown = Reflect.get(english, key)
    if (typeof text === 'string') texts[key] = typeof same === 'function' ? messageFormat(text, code) : text
    else if (typeof same === 'object' && same !== null) texts[key] = translatedTexts(same, text, code)
  }
  return texts
}

/** English texts in a language: its own by their name in its message file, and in English what that lacks. */
export function textsIn<English extends object>(
  { code, address }: { readonly code: string; readonly address: 'formal' | 'informal' },
  name: string,
  english: English,
): English {
  const { texts, informal } = MESSAGE_FILES.get(code) ?? { texts: {} }
  const own = [texts, ...(address === 'informal' ? [informal?.texts ?? {}] : [])]
  return own.map((each) => translatedTexts(english, each[name] ?? {}, code)).reduce<English>(withTexts, english)
}

function withTexts<English extends object>(english: English, own: object): English {
  const texts = { ...english }
  for (const [key, text] of Object.entries(own)) {
    const before: unknown = Reflect.get(english, key)
    Reflect.set(texts, key, typeof before === 'object' && before !== null ? withTexts(before, text) : text)
  }
  return texts
}
