import { type ComparedText, comparedWithPlaces, placeIn, unseenIn } from '#text/compared-text.ts'
import { memoized } from '#core/memoized.ts'
import { type Evidence, evidenceAt, type QuotablePassage } from '../place/cited-text.ts'

/** Less than this is found in any passage and supports nothing: "the", "30". */
const MIN_QUOTE_CHARACTERS = 8

/**
 * Where a quote stands in its passage, character for character as texts are compared: white space may differ in kind and
 * length, and the citation is the passage's own text. A quote that begins or ends inside a word, a number or a range isn't
 * found: "40.00 EUR" doesn't stand in "140.00 EUR", "8 days" not in "5 to 8 days" and "You can" not in "You can't".
 */
export function findQuote(quote: string, passage: QuotablePassage): Evidence | null {
  const wanted = comparable(quote).text.trim()
  if (wanted.length < MIN_QUOTE_CHARACTERS) return null
  const within = comparablePassage(passage.text)
  for (let at = within.text.indexOf(wanted); at >= 0; at = within.text.indexOf(wanted, at + 1)) {
    const end = at + wanted.length
    if (isCut(within.text, at) || isCut(within.text, end)) continue
    const evidence = evidenceAt(passage, placeIn(within, { start: at, end }))
    if (hidesNothing(quote, evidence)) return evidence
  }
  return null
}

/** The sentences of an answer, and answers of one time, quote the same few passages. */
const comparablePassage = memoized(comparable, { keyOf: (text) => text, most: 200 })

// Who copies adds nothing that can't be seen; a document's own soft hyphens may be left out.
function hidesNothing(quote: string, evidence: Evidence): boolean {
  const unseen = unseenIn(quote)
  return unseen === '' || unseen === unseenIn(evidence.quote)
}

// Unit by unit, so that every place can be led back: white space in a row is one space.
function comparable(original: string): ComparedText {
  const compared = comparedWithPlaces(original)
  let text = ''
  const at: number[] = []
  for (const [place, index] of compared.at.entries()) {
    const unit = compared.text.charAt(place)
    const isSpace = WHITE_SPACE.test(unit)
    if (isSpace && text.endsWith(' ')) continue
    text += isSpace ? ' ' : unit
    at.push(index)
  }
  return { text, at }
}

// Unicode's own list: a zero-width space isn't on it, and neither is the byte order mark that `\s` takes for one.
const WHITE_SPACE = /\p{White_Space}/u

/** How far to both sides a border is looked at. */
const AROUND = 12

function isCut(text: string, at: number): boolean {
  const [before, after] = [text.slice(Math.max(0, at - AROUND), at), text.slice(at, at + AROUND)]
  return CUTS.some(({ left, right }) => left.test(before) && right.test(after))
}

/** What belongs together: `left` is what stands before a border, `right` what stands after it. */
const CUTS: readonly { readonly left: RegExp; readonly right: RegExp }[] = [
  // Letters and digits of a word, and marks that change the letter before them.
  { left: /[\p{L}\p{N}\p{M}\p{Cf}_]$/u, right: /^[\p{L}\p{N}\p{M}\p{Cf}_]/u },
  { left: /[^\s]$/u, right: /^\p{M}/u },
  // The halves of one character.
  { left: /[\uD800-\uDBFF]$/, right: /^[\uDC00-\uDFFF]/ },
  // can't, well-known, 1,250.00, 13:00, 5–8
  { left: /[\p{L}\p{N}]$/u, right: /^['’‐‑–-][\p{L}\p{N}]/u },
  { left: /[\p{L}\p{N}]['’‐‑–-]$/u, right: /^[\p{L}\p{N}]/u },
  { left: /\p{N}$/u, right: /^[.,:/]\p{N}/u },
  { left: /\p{N}[.,:/]$/u, right: /^\p{N}/u },
  // -5, €50, >30, 50 %
  { left: /[-−+±~<>≤≥€$£¥#]\s?$/u, right: /^\p{N}/u },
  { left: /\p{N}\s?$/u, right: /^\s?[%‰°€$£¥]/u },
  // 5 to 8, 5 – 8
  { left: /\p{N}\s(?:to|or|and|–|-)\s?$/u, right: /^\s?\p{N}/u },
  { left: /\p{N}\s?$/u, right: /^\s?(?:to|or|–|-)\s\p{N}/u },
]
