import { detectLanguage } from '../detect-language.ts'
import { overlaps, type Span } from '../span.ts'

const LANGUAGE_VERBS = [
  String.raw`translat\w*|proof-?read\w*|rephras\w*|paraphras\w*|reword\w*|spell-?check\w*|pronounce`,
  String.raw`spell(?:ing)?(?= (?:of|out)? ?["“'‘«])|(?:titles?|headlines?|headings?|captions?|subject lines?|synonyms?|another word|other words) (?:for|of)`,
  String.raw`how (?:do|would|can|should) (?:you|i|we|one) (?:say|write|spell|phrase)|what does .{1,80} mean|(?:correct|fix|check) (?:the |my |this )?(?:grammar|spelling|sentence|wording)`,
  String.raw`übersetz\p{L}*|korrekturles\p{L}*|umformulier\p{L}*|formulier\p{L}*|buchstabier\p{L}*|zitier\p{L}*|(?:titel|überschrift|betreff|synonym|anderes wort) für`,
  String.raw`wie (?:sagt|schreibt|heißt) (?:man|das)|was (?:heißt|bedeutet)`,
]
const OF_LANGUAGE = new RegExp(String.raw`(?<![\p{L}\p{N}])(?:${LANGUAGE_VERBS.join('|')})(?![\p{L}\p{N}])`, 'iu')

const NEGATION =
  /(?<![\p{L}\p{N}])(?:not|never|no(?!\.?\s*\p{L}*\d)|nobody|none|nothing|neither|nor|cannot|nicht|nichts|nie|niemals|niemand|kein(?:e[nmrs]?)?)(?![\p{L}\p{N}])|n['’]t(?![\p{L}\p{N}])/iu
const MARKS: readonly (readonly [open: string, close: string])[] = [
  ['"', '"'],
  ['“', '”'],
  ['„', '“'],
  ['„', '”'],
  ['«', '»'],
  ['»', '«'],
  ['‘', '’'],
  ['‚', '‘'],
  ['`', '`'],
]

/**
 * Whether words within what was typed may ask for something: nothing denies in their clause, they don't stand in quotation
 * marks, and their sentence doesn't ask for something to be done with words (translate, proofread, a title for …). What stands
 * in quotation marks and is one of the `values` that a call is given is a value and denies nothing. This is no reading: it only keeps a deed from beginning where the plainest signs speak against it.
 */
export function isPlainlyRequested(said: string, words: Span, values: readonly string[] = []): boolean {
  const typed = withoutValues(said, values)
  return isTheirOwn(typed, words) && !NEGATION.test(textOf(typed, clausesAt(typed, words)))
}

/**
 * Whether words only name a thing, and may do so in a clause that denies something of it: “my credit card” of “I can’t find my
 * credit card”. A thing that a value stands for is named by that, and nothing is done to it where the clause denies.
 */
export function isPlainlyNamed(typed: string, words: Span): boolean {
  const text = textOf(typed, words)
  return NAMING.test(text) && !/[\p{N}@]/u.test(text) && isTheirOwn(typed, words)
}

const NAMING =
  /^(?:my|our|the|this|that|these|those|mein(?:e[nmrs]?)?|unser(?:e[nmrs]?)?|die(?:s(?:e[nmrs]?)?)?|der|das|den|dem)(?:\s+[\p{L}\p{M}-]+){1,3}$/iu

function isTheirOwn(typed: string, words: Span): boolean {
  if (quotedIn(typed).some(({ start, end }) => start < words.start && words.end < end)) return false
  return !OF_LANGUAGE.test(textOf(typed, sentencesAt(typed, words)))
}

// A title that somebody gives a thing says nothing of what they want done with it, whatever its words are.
function withoutValues(said: string, values: readonly string[]): string {
  if (values.length === 0) return said
  return quotedIn(said).reduce((text, quote) => {
    const within = { start: quote.start + 1, end: quote.end - 1 }
    return values.includes(textOf(said, within).trim()) ? blanked(text, within) : text
  }, said)
}

/** Whether `isPlainlyRequested` knows the words of a message's language, or nothing tells that it doesn't. */
export function isReadable(typed: string): boolean {
  const sentences = pieces(typed, SENTENCE_ENDS).map((sentence) => textOf(typed, sentence))
  return [typed, ...sentences].every((text) => detectLanguage(text, READABLE).is !== 'other')
}

const READABLE: readonly string[] = ['en', 'de']

/** The sentences that a stretch stands in: with what leads to it by a colon. */
export function sentencesAt(typed: string, words: Span): Span {
  return around(typed, words, SENTENCE_ENDS)
}

const SENTENCE_ENDS = /(?<=[.!?])\s+|;\s*|(?<!:\s*)\n\s*/gu
const CLAUSE_ENDS =
  /(?<=[.!?])\s+|;\s*|(?<!:\s*)\n\s*|,\s+|\s[–—-]\s|\s(?=(?:because|since|who|which|whose|but|weil|denn|aber|sondern)\s)/giu

// "Refund A12, not": what only denies belongs to what it stands beside, in its sentence.
function clausesAt(typed: string, words: Span): Span {
  const clause = around(typed, words, CLAUSE_ENDS)
  const sentence = sentencesAt(typed, words)
  const all = pieces(typed, CLAUSE_ENDS).filter((piece) => overlaps(piece, [sentence]))
  const behind = all.find(({ start }) => start >= clause.end)
  const before = all.findLast(({ end }) => end <= clause.start)
  return {
    start: before && isBareNegation(textOf(typed, before), BARE_BEFORE) ? before.start : clause.start,
    end: behind && isBareNegation(textOf(typed, behind), BARE_BEHIND) ? behind.end : clause.end,
  }
}

const MOST_BARE_WORDS = 3
const BARE_BEHIND = NEGATION
/** "No, refund A31" is a correction, and "don't, refund A31" none. */
const BARE_BEFORE = /n['’]t(?![\p{L}\p{N}])|(?<![\p{L}\p{N}])(?:not|never|nicht|niemals)(?![\p{L}\p{N}])/iu

function isBareNegation(clause: string, negation: RegExp): boolean {
  return clause.split(/\s+/u).filter((word) => /\p{L}/u.test(word)).length <= MOST_BARE_WORDS && negation.test(clause)
}

function around(typed: string, words: Span, ends: RegExp): Span {
  const within = pieces(typed, ends).filter((piece) => overlaps(piece, [words]))
  return { start: within[0]?.start ?? words.start, end: within.at(-1)?.end ?? words.end }
}

function pieces(typed: string, ends: RegExp): readonly Span[] {
  const found = [...typed.matchAll(ends)].map(({ index, 0: { length } }) => ({ at: index, behind: index + length }))
  return [{ behind: 0 }, ...found].map(({ behind }, place) => ({
    start: behind,
    end: found[place]?.at ?? typed.length,
  }))
}

function textOf(typed: string, { start, end }: Span): string {
  return typed.slice(start, end)
}

// From left to right, each closed by the first mark that closes it: a guillemet opens one language's quotes and closes another's.
function quotedIn(typed: string): readonly Span[] {
  const found: Span[] = []
  // Where a mark stands nowhere behind a place, it stands nowhere behind the places after it.
  const absent = new Set<string>()
  const placeOf = (mark: string, from: number): number | null => {
    if (absent.has(mark)) return null
    const place = typed.indexOf(mark, from)
    if (place === -1) absent.add(mark)
    return place === -1 ? null : place
  }
  for (let at = nextOpening(typed, 0); at !== -1; at = nextOpening(typed, at + 1)) {
    const closes = MARKS.flatMap(([open, close]) => (typed[at] === open ? (placeOf(close, at + 1) ?? []) : []))
    const [end] = closes.sort((one, other) => one - other)
    // 5" is a length.
    if (end === undefined || (typed[at] === '"' && /\p{N}/u.test(typed[at - 1] ?? ''))) continue
    found.push({ start: at, end: end + 1 })
    at = end
  }
  return found
}

const OPENING = new RegExp(`[${MARKS.map(([open]) => open).join('')}]`, 'gu')

function nextOpening(typed: string, from: number): number {
  OPENING.lastIndex = from
  return OPENING.exec(typed)?.index ?? -1
}

function blanked(text: string, { start, end }: Span): string {
  return `${text.slice(0, start)}${text.slice(start, end).replaceAll(/./gsu, (character) => ' '.repeat(character.length))}${text.slice(end)}`
}
