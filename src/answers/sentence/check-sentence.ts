import { hasWords } from '#dialogue/language-of.ts'
import { findUnsupportedFact } from '../translated/translation-check.ts'
import { comparedText } from '#text/compared-text.ts'
import { type CitedSentence, type Evidence, isQuotedFrom } from '../place/cited-text.ts'
import { escapePattern } from '#text/escape-pattern.ts'
import { findQuotes, groundFound, type Ground, type QuotedSentence } from '../grounding.ts'
import { plainText, sentencesOfPassage } from '../grounding.ts'
import { changesNoPlace } from '../entailment/close-copy.ts'
import type { Check, Complaint } from '../entailment/complaint.ts'
import { promisesNothing } from '../entailment/deeds.ts'
import { standsLetterByLetter } from '../entailment/letters.ts'
import { keepsModality } from '../entailment/modality.ts'
import { keepsEntities } from '../entailment/names.ts'
import { keepsNegation } from '../entailment/negations.ts'
import { keepsAntonyms } from '../entailment/opposites.ts'
import { keepsQuantifiers } from '../entailment/quantifiers.ts'
import { asksForNoSecret } from '../entailment/secrets.ts'
import { sharesItsWords } from '../entailment/shared-words.ts'
import type { Stems } from '../entailment/stems.ts'
import { readSupport, type EntailmentSupport } from '../entailment/support.ts'
import { wordsIn } from './claim-words.ts'
import { languagesOf, type AnswerGround } from './sentence-languages.ts'

/** The cheapest first; what is told is the first that complains. */
const CHECKS: readonly Check[] = [
  standsLetterByLetter,
  asksForNoSecret,
  promisesNothing,
  keepsAntonyms,
  sharesItsWords,
  changesNoPlace,
  keepsEntities,
  keepsNegation,
  keepsQuantifiers,
  keepsModality,
]

/** A sentence as it may be shown, or why it isn't: `facts` are its quotes, numbers and dates. */
export type Checked = Foreign &
  (
    | { readonly ok: true; readonly sentence: CitedSentence }
    | {
        readonly ok: false
        readonly code: Complaint['code'] | 'facts' | 'language' | 'entailment'
        /** The word or stretch of it that shows what is wrong. */
        readonly at: string
        /** Its quotes that stand in the documents. */
        readonly evidence: readonly Evidence[]
      }
  )

/** What the rule-based checks can't tell of a sentence. */
export interface Foreign {
  /** The language of its quotes, where it is in another; null where it isn't. */
  readonly translatedFrom: string | null
  /** Whether it is in words that the checks don't know, so that somebody else has to judge what it says. */
  readonly isUnread: boolean
}

/** A sentence as a model writes it. */
export interface WrittenAnswerSentence extends QuotedSentence {
  /** An item of a list. */
  readonly item: boolean
}

/** Whether the documents say a sentence that a model wrote. What is shown of it is plain text. */
export function checkSentence(written: QuotedSentence, ground: AnswerGround, stems: Stems): Checked {
  const named = withoutTitles(written, ground)
  const found = findQuotes(written, ground)
  const evidence = found.map((quote) => quote.evidence)
  const languages = languagesOf(named, evidence, ground)
  const { from, to } = languages
  const isTranslated = from !== null && to !== null && from !== to
  const isUnread = isTranslated || (to !== null && !hasWords(to))
  const foreign: Foreign = { translatedFrom: isTranslated ? from : null, isUnread }
  const text = plainText(written.text)
  if (isTranslated || (isUnread && from === null)) {
    const complaint = evidence.length === 0 ? NO_FACTS : translated(text, { evidence, ground, from, to })
    return complaint
      ? { ...foreign, ok: false, ...complaint, evidence }
      : { ...foreign, ok: true, sentence: { text: text.replaceAll(/\p{White_Space}+/gu, ' ').trim(), evidence } }
  }
  const cited = groundFound(named, found, ground)
  const complaint = cited ? unsupported(cited, ground, stems) : NO_FACTS
  if (complaint || !cited) return { ...foreign, ok: false, ...(complaint ?? NO_FACTS), evidence }
  return { ...foreign, ok: true, sentence: { ...cited, text } }
}

const NO_FACTS = { code: 'facts', at: '' } as const

interface Translated {
  readonly evidence: readonly Evidence[]
  readonly ground: AnswerGround
  readonly from: string | null
  readonly to: string
}

// Of what is in no language that can be told nobody can say whether it is translated rightly.
function translated(text: string, { evidence, ground, from, to }: Translated) {
  if (from === null) return { code: 'language', at: to } as const
  return findUnsupportedFact(comparedText(text), supportOf({ evidence }, ground), { from, to })
}

// "According to “A page as two people”, …": a title is named and counts nothing.
function withoutTitles({ text, quotes }: QuotedSentence, { stretches }: Ground): string {
  const titles = quotes.flatMap(({ passage }) => stretches[passage - 1]?.[0].document.title ?? [])
  return titles.reduce((rest, title) => {
    const name = escapePattern(comparedText(title).replace(/^\d+\.\s+/u, ''))
    return rest.replace(new RegExp(String.raw`^${name}:\s+|[“„"‘']${name}[”“"’'],?`, 'u'), '')
  }, comparedText(text))
}

/**
 * What of a sentence its quotes don't say; null where they carry it. The sentence has quotes that stand in their passages,
 * and its numbers and dates are theirs (`groundFound`).
 */
function unsupported(sentence: CitedSentence, ground: Ground, stems: Stems): Complaint | null {
  const text = comparedText(sentence.text)
  const claim = { text, words: wordsIn(text) }
  const support = readSupport(supportOf(sentence, ground), claim.words, stems)
  for (const check of CHECKS) {
    const complaint = check(claim, support, stems)
    if (complaint) return complaint
  }
  return null
}

function supportOf({ evidence }: Pick<CitedSentence, 'evidence'>, { stretches, question }: Ground): EntailmentSupport {
  const passages = stretches.flat()
  const around: string[] = []
  const headings = new Set<string>()
  for (const quoted of evidence) {
    const { passageId, document } = quoted
    headings.add(document.title)
    const passage = passages.find((each) => each.passageId === passageId)
    if (!passage) continue
    headings.add(passage.heading)
    const sentences = sentencesOfPassage(passage.text)
    const touched = sentences.flatMap((each, at) => (isQuotedFrom(passage, each, quoted) ? [at] : []))
    const [first] = touched
    const leans = first !== undefined && PRONOUN.test(sentences[first]?.plain ?? '')
    around.push(...[...(leans ? [first - 1] : []), ...touched].flatMap((at) => sentences[at]?.plain ?? []))
  }
  const asCompared = (texts: Iterable<string>) => [...texts].map(comparedText)
  const quotes = asCompared(evidence.map(({ quote }) => quote))
  return { quotes, around: asCompared(around), headings: asCompared(headings), question: comparedText(question) }
}

const PRONOUN =
  /(?<!\p{L})(?:it|its|they|their|them|this|that|these|those|he|she|his|her|him|es|sie|ihr\p{L}*|er|dies\p{L}*)(?!\p{L})/iu
