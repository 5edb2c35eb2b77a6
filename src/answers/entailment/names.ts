import type { Check } from './complaint.ts'
import { isLight } from './light-words.ts'
import { meansTheSame } from './synonyms.ts'

/**
 * Named entities are kept: a word with a capital stands in a quote, near it, in its title or heading, or in the question.
 * German capitalizes all nouns, so there the share of words decides.
 */
export const keepsEntities: Check = ({ text, words }, support, stems) => {
  const asked = new Set(support.question.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [])
  const isGerman = GERMAN.test(text)
  for (const word of words) {
    const { text: lower, raw, isCapital, isFirst } = word
    if (!isCapital || /^\p{N}/u.test(raw)) continue
    const given = stems(lower)
    const known = [lower, ...given].some((each) => support.quotedStems.has(each) || support.nearStems.has(each))
    if (known || asked.has(lower) || given.length === 0 || isLight(lower)) continue
    if (!isFirst && !isGerman) return { code: 'name', at: raw }
    // What a sentence begins with has a capital anyway: it is what the sentence is about.
    if (
      isFirst &&
      !isGerman &&
      !/(?:ing|ly)$/u.test(lower) &&
      !support.quoted.some(({ text: other }) => meansTheSame(lower, other))
    )
      return { code: 'name', at: raw }
  }
  return null
}

const GERMAN =
  /(?<!\p{L})(?:der|die|das|und|ist|sind|wird|werden|nicht|ein|eine|mit|für|von|auf|zu|Sie|wir|kann|können)(?!\p{L})/u
