import { detectLanguage } from '#dialogue/detect-language.ts'
import type { NearExample } from '#dialogue/matching/nearest-examples.ts'

/** By its text: an agent has some hundred examples, which are looked at for each message. */
const known = new Map<string, string | null>()
/** Texts that are kept. */
const MOST_KNOWN = 20_000

/**
 * Examples in the language of a message, or in none that can be told, in their order; of a procedure that has none of these,
 * all that it has. The same ones where the message's language can't be told.
 */
export function inItsLanguage(
  near: readonly NearExample[],
  typed: string,
  languages: readonly string[],
): readonly NearExample[] {
  const language = spokenIn(typed, languages)
  if (language === null || languages.length < 2) return near
  const isIts = ({ written }: NearExample) => {
    const its = exampleLanguage(written, languages)
    return its === null || its === language
  }
  const having = new Set(near.filter(isIts).map(({ playbook }) => playbook))
  return near.filter((example) => isIts(example) || !having.has(example.playbook))
}

function exampleLanguage(written: string, languages: readonly string[]): string | null {
  const key = `${languages.join()} ${written}`
  const before = known.get(key)
  if (before !== undefined) return before
  if (known.size >= MOST_KNOWN) known.clear()
  const language = spokenIn(written, languages)
  known.set(key, language)
  return language
}

function spokenIn(text: string, languages: readonly string[]): string | null {
  const detected = detectLanguage(text, languages)
  return detected.is === 'known' ? detected.language : null
}
