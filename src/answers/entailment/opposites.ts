import { baseForms } from './base-forms.ts'
import type { Check } from './complaint.ts'
import OPPOSITE_WORDS from './opposites.json' with { type: 'json' }

/** Antonyms: no word stands in the sentence whose opposite the quotes have, such as "smallest" for "largest". */
export const keepsAntonyms: Check = ({ words }, { quoted, quotedStems }, stems) => {
  const said = new Set(words.flatMap(({ text }) => baseForms(text)))
  const there = new Set(quoted.flatMap(({ text }) => baseForms(text)))
  for (const { text, raw } of words) {
    if (quotedStems.has(text) || stems(text).some((stem) => quotedStems.has(stem))) continue
    const turned = baseForms(text).flatMap(oppositesOf)
    if (turned.some((opposite) => there.has(opposite) && !said.has(opposite))) return { code: 'opposite', at: raw }
  }
  return null
}

/** Whether two words are antonyms, in any of their forms. */
export function areOpposite(one: string, other: string): boolean {
  const forms = baseForms(other)
  return baseForms(one).some((form) => oppositesOf(form).some((opposite) => forms.includes(opposite)))
}

function oppositesOf(word: string): readonly string[] {
  const prefixed =
    word.length < LEAST_LETTERS
      ? []
      : PREFIXES.flatMap((prefix) =>
          word.startsWith(prefix) && word.length > prefix.length + 2 ? [word.slice(prefix.length)] : [prefix + word],
        )
  return [...(OPPOSITES.get(word) ?? []), ...prefixed]
}

/** "It" and "unit" have nothing to do with each other. */
const LEAST_LETTERS = 4

const PREFIXES: readonly string[] = ['un', 'in', 'im', 'ir', 'il', 'non', 'dis', 'mis', 'de', 'anti']

/**
 * WordNet's pairs by base forms, but for those that a prefix makes (fair, unfair), and those that it doesn't have, or not in this
 * form; German as well.
 */
const OPPOSITES = pairsOf([...OPPOSITE_WORDS.wordnet, ...OPPOSITE_WORDS.ours])

function pairsOf(lines: readonly string[]): ReadonlyMap<string, ReadonlySet<string>> {
  const found = new Map<string, Set<string>>()
  const add = (one: string, other: string) => found.set(one, (found.get(one) ?? new Set()).add(other))
  for (const pair of lines.flatMap((line) => line.split(','))) {
    const [one, other] = pair.split(' ')
    if (one === undefined || other === undefined) continue
    add(one, other)
    add(other, one)
  }
  return found
}
