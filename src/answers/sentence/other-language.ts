import { detectLanguage } from '#dialogue/detect-language.ts'
import { englishGloss } from '../question/german-gloss.ts'
import { stems } from '../grounding.ts'
import type { RankedPassage } from '../place/cited-text.ts'

/** Languages whose words are told apart. */
const LANGUAGES: readonly string[] = ['en', 'de']

/**
 * The language of a text where it plainly is another than the question's; null where it isn't, or where nothing tells. `spoken`:
 * the question's, where that is known and rules know no words of it.
 */
export function otherLanguageOf(question: string, text: string, spoken: string | null = null): string | null {
  const [asked, said] = [question, text].map((each) => detectLanguage(each, LANGUAGES))
  if (spoken !== null && said?.is === 'known' && said.isPlain) return said.language
  if (asked?.is !== 'known' || said?.is !== 'known' || !said.isPlain) return null
  return asked.language === said.language ? null : said.language
}

/** Passages that tell in which language the documents speak of it. */
const PASSAGES = 3

/** A question in the language of what was found, for looking only. */
export interface Reworded {
  readonly question: string
  readonly language: string
}

/**
 * A question in the words of documents in another language: the agent's synonyms where documents have them, everyday words
 * for the rest. Null where question and documents are in one language, or where no words of theirs are known.
 */
export function rewordedFor(
  question: string,
  passages: readonly RankedPassage[],
  synonyms: readonly (readonly string[])[] = [],
): Reworded | null {
  const best = passages.slice(0, PASSAGES)
  const language = otherLanguageOf(question, best.map(({ text }) => text).join(' '))
  if (language !== 'en') return null
  const known = stems(passages.map(({ document, heading, text }) => `${document.title} ${heading} ${text}`).join(' '))
  const isKnown = (phrase: string) => [...stems(phrase)].every((stem) => known.has(stem))
  const meant = synonyms.flatMap((group) => {
    const there = group.find(isKnown)
    return there === undefined
      ? []
      : group.filter((phrase) => phrase !== there).map((phrase) => [phrase, there] as const)
  })
  const own = new Map(meant.map(([phrase, there]) => [phrase.toLowerCase(), there]))
  const said = question.replaceAll(/[\p{L}\p{N}]+/gu, (word) => own.get(word.toLowerCase()) ?? word)
  return { question: englishGloss(said), language }
}
