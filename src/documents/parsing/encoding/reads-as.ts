import { composed } from '#text/compared-text.ts'
import { areOfOneLanguage } from './alphabets.ts'

/** Words with something beyond ASCII in them that are looked at; more say no more. */
const MOST_WORDS = 4_000
/** What may be wrong of what is beyond ASCII: names and quotations in other letters. */
const MOST_WRONG = 0.03
/** The share of East Asian signs that are among the frequent ones of their character set. */
const LEAST_FREQUENT = 0.85
const LEAST_HANGUL = 0.95
const LEAST_KANA = 0.08

/**
 * Whether a text that was decoded reads as text of one script: letters of one language's alphabet, or the signs that are
 * frequent in the encoding. What was decoded by another encoding has signs within words and letters of several scripts.
 */
export function readsAsText(text: string, encoding: string): boolean {
  const words = wordsBeyondAscii(text)
  const joined = words.join('')
  const beyond = joined.replaceAll(/[\0-\x7f]/g, '')
  if (beyond === '') return true
  // Controls of the 8-bit sets, private signs and those that no character is.
  if (/[\x80-\x9f\p{Co}\p{Cn}\ufffd]/u.test(joined)) return false
  return EAST_ASIAN.has(encoding) ? readsAsEastAsian(words, beyond, encoding) : readsAsLetters(words, text)
}

const EAST_ASIAN: ReadonlyMap<string, readonly [first: number, last: number, from: number, to: number]> = new Map([
  // The level of frequent characters: lead bytes, trail bytes (GB 2312, Big5).
  ['gb18030', [0xb0, 0xd7, 0xa1, 0xfe]],
  ['big5', [0xa4, 0xc6, 0x40, 0xfe]],
  ['euc-kr', [0, 0, 0, 0]],
  ['shift_jis', [0, 0, 0, 0]],
  ['euc-jp', [0, 0, 0, 0]],
])

function readsAsEastAsian(words: readonly string[], beyond: string, encoding: string): boolean {
  const share = (pattern: RegExp) => (beyond.match(pattern)?.length ?? 0) / letters
  const letters = beyond.match(/\p{L}/gu)?.length ?? 0
  // Signs between small Latin letters are those letters' accents, in another encoding.
  const within = words.filter((word) => /[a-z](?![\0-\x7f])\p{L}+[a-z]/u.test(word))
  if (letters === 0 || within.length > words.length * MOST_WRONG || share(/[\uff61-\uff9f]/gu) > 0.3) return false
  const kana = share(/[\u3041-\u30fe]/gu)
  if (encoding === 'euc-kr') return share(/[\uac00-\ud7a3]/gu) >= LEAST_HANGUL
  if (encoding === 'shift_jis' || encoding === 'euc-jp')
    return kana >= LEAST_KANA && share(/[\u3005\u3041-\u30fe\u4e00-\u9fff\uff10-\uff5a]/gu) >= 0.97
  const frequent = frequentIn(encoding)
  return kana < LEAST_KANA && [...beyond].filter((sign) => frequent.has(sign)).length / letters >= LEAST_FREQUENT
}

const known = new Map<string, ReadonlySet<string>>()

function frequentIn(encoding: string): ReadonlySet<string> {
  const before = known.get(encoding)
  if (before) return before
  const [first, last, from, to] = EAST_ASIAN.get(encoding) ?? [1, 0, 1, 0]
  const bytes: number[] = []
  for (let lead = first; lead <= last; lead += 1)
    for (let trail = from; trail <= to; trail += 1) if (trail < 0x7f || trail > 0xa0) bytes.push(lead, trail)
  const signs = new Set(new TextDecoder(encoding).decode(new Uint8Array(bytes)).replaceAll(/\P{L}/gu, ''))
  known.set(encoding, signs)
  return signs
}

function readsAsLetters(words: readonly string[], text: string): boolean {
  const letters = new Map<string, number>()
  let wrong = 0
  for (const word of words) {
    if (isWrong(word)) wrong += 1
    for (const [letter] of composed(word.toLowerCase()).matchAll(/[^\0-\x7f]/gu))
      if (/[\p{L}--[µªº]]/v.test(letter)) letters.set(letter, (letters.get(letter) ?? 0) + 1)
  }
  if (wrong > words.length * MOST_WRONG) return false
  if (areOftenAlone(words)) return false
  if ([...letters.keys()].every((letter) => /[\u05d0-\u05ea\u0621-\u06d3\u0e01-\u0e4f]/u.test(letter))) return true
  // A quotation in another language has letters of its own; what is rare counts for nothing in a long text.
  const most = Math.max(...letters.values())
  const common = new Map([...letters].filter(([, times]) => times * 200 >= most))
  return areOfOneLanguage(common, text.slice(0, 200_000).match(/\p{L}/gu)?.length ?? 0)
}

/** Of symbols, those that stand for themselves. */
const SYMBOL_WITHIN = /\p{L}[^\0-\x7f\p{L}\p{M}\p{N}·’‘'‐‑–—\u00a0…“”„«»‹›]+\p{L}/u
const CAPITAL_WITHIN = /\p{Ll}(?=[^\0-\x7f])\p{Lu}|(?![\0-\x7f])\p{L}\p{Lu}\p{Ll}/u
const TWO_SCRIPTS = /\p{Script=Latin}(?!\p{Script=Latin})\p{L}|(?![µ\p{Script=Latin}])\p{L}\p{Script=Latin}/u
const AT_A_NUMBER = /(?![\0-\x7fªº])\p{L}\d|\d(?![\0-\x7fªºµ])\p{L}/u
const BARE_SIGN = /[¤¦\u2500-\u259f]|(?![\0-\x7f])\p{Sk}|[¬†‡]\p{L}{2}|\p{L}{2}[€¬†‡]/u
/** A vowel sign or accent of its own, which stands at a letter. */
const BARE_MARK = /(?<![\p{L}\p{M}])\p{M}|[เ-ไ](?![ก-ฮ])|[ะ-ฺ็-๎](?<![ก-ฮะ-ฺ็-๎].)/u
const ALL_MARKED = /(?<![\p{L}])(?:(?![\0-\x7f])\p{Script=Latin}){5,}(?![\p{L}])/u

function isWrong(word: string): boolean {
  return [SYMBOL_WITHIN, CAPITAL_WITHIN, TWO_SCRIPTS, AT_A_NUMBER, BARE_SIGN, BARE_MARK, ALL_MARKED].some((sign) =>
    sign.test(word),
  )
}

// "10 µm" in another encoding has a letter of a language there that has no other word in the text.
function areOftenAlone(words: readonly string[]): boolean {
  const runs = words
    .flatMap((word) => word.match(/(?:(?!\p{Script=Latin})\p{L}|\p{M})+/gu) ?? [])
    .filter((run) => run !== 'µ')
  return runs.filter((run) => run.length === 1).length * 2 > runs.length
}

function wordsBeyondAscii(text: string): readonly string[] {
  const words: string[] = []
  for (const [word] of text.matchAll(/[^\s]*[^\0-\x7f\s][^\s]*/gu)) {
    words.push(word.slice(0, 200))
    if (words.length === MOST_WORDS) break
  }
  return words
}
