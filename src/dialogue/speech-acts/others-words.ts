import type { Rules } from './rules.ts'
import { cueIn, stemsIn, wholeLine } from './segments.ts'
import type { Sentence } from './sentences.ts'
import { wordsOf } from './words.ts'

/** Of more words in quotation marks somebody may have said something. */
const MOST_NAMED = 4

/** Whether words in quotation marks are a name that somebody doubts, and nothing that was said: the "lavender dream" set. */
export function isDoubtedName(quoted: string, rules: Rules): boolean {
  const words = namesIn(quoted)
  if (isOfStatus(words, rules)) return true
  const isSaid = words.some((word) => /\p{N}/u.test(word) || rules.pointing.has(word) || rules.negations.has(word))
  const isName = words.length > 0 && words.length <= MOST_NAMED && !isSaid
  return isName && stemsIn({ line: words.join(' ') }, rules.deeds).length === 0
}

function namesIn(quoted: string): readonly string[] {
  return wordsOf(quoted).map(({ folded }) => folded)
}

// The parcel that is “delivered, left in a safe place”: that is what its carrier wrote of it.
function isOfStatus(words: readonly string[], { statuses }: Rules): boolean {
  return words.length > 0 && words.every((word) => statuses.has(word))
}

/** Whether a part of a sentence asks for something by itself. */
type Asks = (own: Sentence) => boolean

/** With fewer words behind it "my wife said" may bring what follows it. */
const LEAST_SAID = 4

/**
 * A sentence in two, where its requester asks for something before they tell what another says of it: "Cancel B83, my landlord
 * says no shelves on the walls". Null where it isn't plain that the words before are their own.
 */
export function partedBefore(
  sentence: Sentence,
  cue: string,
  { rules, asks }: { readonly rules: Rules; readonly asks: Asks },
): readonly [Sentence, Sentence] | null {
  if (!isSpoken(cue, rules) || sentence.gaps.includes('colon')) return null
  const at = placeOf(sentence, cue)
  const from = sentence.gaps.findLastIndex((gap, place) => gap === 'comma' && place > 0 && place <= at)
  const [own, others] = [partOf(sentence, 0, from), partOf(sentence, from, sentence.words.length)]
  if (from < 1 || at <= from || at - from > MOST_SPEAKER) return null
  return isOfThings(wholeLine(partOf(sentence, at + 1, sentence.words.length), rules), rules) && asks(own)
    ? [own, others]
    : null
}

/**
 * The same where what another says stands before what follows from it: "My partner says we don't need another clock, so please
 * cancel A58".
 */
export function partedBehind(
  sentence: Sentence,
  cue: string,
  { rules, asks, asksPlainly }: { readonly rules: Rules; readonly asks: Asks; readonly asksPlainly: Asks },
): readonly [Sentence, Sentence] | null {
  if (!isSpoken(cue, rules) || sentence.gaps.includes('colon')) return null
  const at = placeOf(sentence, cue)
  const to = sentence.words.findIndex(({ folded }, place) => place > at && rules.consequences.has(folded))
  // "… another clock, not so we'd like to"
  if (to === -1 || rules.negations.has(sentence.words[to - 1]?.folded ?? '')) return null
  const [others, own] = [partOf(sentence, 0, to), partOf(sentence, to, sentence.words.length)]
  // Without a comma a bare command may be theirs: "my wife says the candles are bad so refund them".
  const isOwn = sentence.gaps[to] === 'comma' ? asks(own) : asksPlainly(own)
  return isOfThings(wholeLine(partOf(others, at + 1, to), rules), rules) && isOwn ? [others, own] : null
}

function isSpoken(cue: string, rules: Rules): boolean {
  return cue.split(' ').some((word) => rules.spoken.has(word))
}

// What another says that can be nobody's wish: it has enough words, no deed, and points at nothing that was said.
function isOfThings(line: string, rules: Rules): boolean {
  const words = line.trim().split(' ')
  const isOpen = words.some((word) => isNumber(word) || rules.dictated.has(word) || rules.pointing.has(word))
  const isTold = words.length >= LEAST_SAID || isOfNoThing(words, rules)
  return isTold && !isOpen && stemsIn({ line }, rules.deeds).length === 0
}

/** Whether a colon stands behind the words that bring another's: what follows it is theirs. */
export function isOpenBehind(sentence: Sentence, cue: string): boolean {
  return sentence.gaps.slice(Math.max(placeOf(sentence, cue), 0)).includes('colon')
}

function placeOf({ words }: Sentence, cue: string): number {
  return words.findIndex(({ folded }) => cue.split(' ').includes(folded))
}

// "No more clocks", "no shelves", but not "no", "no thanks": it denies a thing, by its name.
function isOfNoThing(words: readonly string[], rules: Rules): boolean {
  const [first = '', ...rest] = words
  const isPlain = rest.every((word) => rules.openers.has(word) || rules.closers.has(word) || rules.ofWords.has(word))
  const isShort = rest.length > 0 && rest.length < LEAST_SAID && !rest.some((word) => rules.pointing.has(word))
  return rules.interjections.has(first) && isShort && !isPlain && !rules.bareNegations.has(words.join(' '))
}

/** Of more words before "says" some are no name for who does. */
const MOST_SPEAKER = 3

function partOf({ words, gaps, ...rest }: Sentence, from: number, to: number): Sentence {
  return { ...rest, isQuestion: false, words: words.slice(from, to), gaps: gaps.slice(from, to) }
}

/**
 * Whether a sentence with another's words has them whole, and leaves what is asked for beside it as it is: "My colleague
 * said you deliver in two days. Cancel B83". `cue`: the words that bring them.
 */
export function isSaidBeside(
  sentence: Sentence,
  cue: string,
  {
    typed,
    sentences,
    rules,
  }: { readonly typed: string; readonly sentences: readonly Sentence[]; readonly rules: Rules },
): boolean {
  const next = sentences[sentences.indexOf(sentence) + 1]
  const line = wholeLine(sentence, rules)
  // 'The app says "delivered"'
  const quoted = next?.line === sentence.line && line.trim().endsWith(cue) ? next.quoted : null
  if (quoted && isOfStatus(namesIn(typed.slice(quoted.start, quoted.end)), rules)) return true
  if (!isSpoken(cue, rules) || isOpenBehind(sentence, cue)) return false
  const said = saidBehind(line, cue, rules) ?? saidBefore(line, cue, rules)
  // "Cancel A58. The doctor says no more spending"
  const isLast = next === undefined && said !== null && isOfNoThing(said.split(' '), rules)
  if (said === null || !(isLast || next?.line === sentence.line)) return false
  if (said.split(' ').some((word) => isNumber(word) || rules.dictated.has(word))) return false
  // "She said to refund it at once. Refund A12": whose wish that is, isn't sure.
  const others = sentences.flatMap((other) => (other === sentence ? [] : wholeLine(other, rules))).join('')
  const asked = stemsIn({ line: others }, rules.deeds)
  return !stemsIn({ line: said }, rules.deeds).some((deed) => asked.includes(deed))
}

// Of an order or an account: an age or "2kg" is none.
function isNumber(word: string): boolean {
  return /\p{N}/u.test(word) && !/^\p{N}{1,2}(?:kg|g|cm|mm|m|l|st|nd|rd|th|x|d)?$/u.test(word)
}

function saidBehind(line: string, cue: string, rules: Rules): string | null {
  const said = line.slice(line.indexOf(cue) + cue.length).trim()
  const words = said.split(' ')
  const isTold = words.length >= LEAST_SAID || isOfNoThing(words, rules)
  return isTold && !rules.pointing.has(words.at(-1) ?? '') ? said : null
}

/** More words behind "my mother said" are what she said. */
const MOST_BEHIND = 1

// "Clocks are bad luck, my mother told me": nothing of it is wished or pointed at.
function saidBefore(line: string, cue: string, rules: Rules): string | null {
  const place = line.indexOf(cue)
  const behind = line
    .slice(place + cue.length)
    .trim()
    .split(' ')
    .filter((word) => word !== '')
  const said = line.slice(0, place).trim()
  const words = said.split(' ')
  // "That's what I would have said": their own.
  const isOwn = rules.beforeNot.has(words.at(-1) ?? '') && !rules.openers.has(words.at(-1) ?? '')
  const isOpen = words.some((word) => rules.pointing.has(word)) || cueIn({ line: `${said} ` }, rules.wishes) !== null
  const isKept = stemsIn({ line: said }, rules.keepings).length > 0 || rules.negations.has(words[0] ?? '')
  return behind.length <= MOST_BEHIND && words.length >= LEAST_SAID && !isOwn && !isOpen && !isKept ? said : null
}
