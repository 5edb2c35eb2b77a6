import { detectLanguage } from '#dialogue/detect-language.ts'
import type { Evidence } from '../place/cited-text.ts'
import type { Ground } from '../grounding.ts'

/** What an answer is held against. */
export interface AnswerGround extends Ground {
  /** The code of the language that was asked in, where rules know no words of it. */
  readonly spoken?: string | null
}

/** Null where nothing tells. */
export interface Told {
  /** Of the quotes, or else of the passages that they are from. */
  readonly from: string | null
  /** Of the sentence. */
  readonly to: string | null
}

/** In which languages a sentence and its quotes are, by their codes. */
export function languagesOf(
  text: string,
  evidence: readonly Evidence[],
  { stretches, spoken = null }: AnswerGround,
): Told {
  const quoted = new Set(evidence.map(({ passageId }) => passageId))
  const passages = stretches.flat().filter(({ passageId }) => quoted.has(passageId))
  const from =
    languageOf(evidence.map(({ quote }) => quote).join(' ')) ??
    languageOf(passages.map((passage) => passage.text).join(' '))
  return { from, to: languageOf(text) ?? spoken }
}

function languageOf(text: string): string | null {
  const told = detectLanguage(text, LANGUAGES)
  if (told.is === 'unsure') return null
  return told.is === 'other' || told.isPlain ? told.language : null
}

/** Those that the checks know words of. */
const LANGUAGES: readonly string[] = ['en', 'de']
