import type { Check } from './complaint.ts'
import { clausesOf, NO } from './clauses.ts'

/** Negation is kept: a clause of the sentence is negated where its quotes are, and nowhere else. */
export const keepsNegation: Check = ({ text }, support, stems) => {
  const sources = [...support.quotes, ...support.around].flatMap((source) => clausesOf(source, stems))
  const heading = support.headings.some((each) => NO.test(each))
  const quotesSayNo = sources.some((clause) => says(clause.text)) || heading
  const given = support.quotes.reduce((sum, quote) => sum + noes(quote), 0)
  for (const clause of clausesOf(text, stems)) {
    const isNegative = NO.test(clause.text)
    const at = NO.exec(clause.text)?.[0] ?? clause.text.trim().split(/\s+/u).slice(0, 6).join(' ')
    if (isNegative && !quotesSayNo) return { code: 'negation', at }
    const alike = sources
      .map((source) => ({ source, share: shareOf(clause.stems, source.stems) }))
      .filter(({ share }) => share >= ALIKE)
    const best = Math.max(...alike.map(({ share }) => share))
    const nearest = alike.filter(({ share }) => share >= best - NEARLY)
    if (nearest.length === 0) continue
    if (isNegative && !heading && nearest.every(({ source }) => !says(source.text))) return { code: 'negation', at }
    if (
      noes(text) < given &&
      !isNegative &&
      !SOFT.test(clause.text) &&
      nearest.every(({ source }) => NO.test(source.text))
    )
      return { code: 'negation', at }
  }
  return null
}

/** How much of a clause's words another has to have, to be the one that it says over. */
const ALIKE = 0.6
const NEARLY = 0.1

/** What says no in other words. */
const SOFT =
  /(?<!\p{L})(?:except\p{L}*|unless|exclud\p{L}*|refus\p{L}*|forbid\p{L}*|forbidden|prohibit\p{L}*|impossible|unable|fail\p{L}*|lack\p{L}*|avoid\p{L}*|instead|rather|only|hardly|un\p{L}{3,}|in(?:valid|complete|correct)\p{L}*|missing|stop\p{L}*|free|verboten|ausgeschlossen|unmöglich|außer|nur|statt)(?!\p{L})/iu

function noes(text: string): number {
  return text.match(new RegExp(NO.source, 'giu'))?.length ?? 0
}

function says(text: string): boolean {
  return NO.test(text) || SOFT.test(text)
}

function shareOf(stems: ReadonlySet<string>, others: ReadonlySet<string>): number {
  return stems.size === 0 ? 0 : [...stems].filter((stem) => others.has(stem)).length / stems.size
}
