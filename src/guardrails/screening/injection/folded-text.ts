/** A text in one plain form, in which a disguise is gone: `at[i]` is where its character `i` stands in the original. */
export interface FoldedText {
  readonly text: string
  /** One longer than the text: the last is where the original ends. */
  readonly at: readonly number[]
}

/**
 * Small letters without accents, look-alikes of other scripts as the letters that they look like, digits among letters
 * as those too, nothing that can't be seen, and letters that were spaced out put together again.
 */
export function folded(original: string): FoldedText {
  return despaced(plain(original))
}

const UNSEEN = /[\p{Cf}\p{Mn}\uFE00-\uFE0F\u115F\u1160\u3164\uFFA0\u{E0000}-\u{E01EF}]/u

// Small letters that look like Latin ones, after compatible forms (full width, mathematical, circled) are undone.
const LOOK_ALIKES: ReadonlyMap<string, string> = new Map(
  [
    'аa еe оo рp сc уy хx іi јj ѕs ԁd һh ӏl қk вb нh мm тt кk гr ԛq ԝw ѵv ьb пn шw', // Cyrillic
    'αa βb εe ηn ιi κk νv οo ρp τt υu χx γy ωw', // Greek
    'օo սu ոn հh ցg զq աw', // Armenian
    'ıi ɡg ɑa ʟl ɴn ʀr ᴀa ᴇe ᴏo ᴛt ꜱs łl øo đd', // Latin beyond ASCII
  ].flatMap((pairs) => pairs.split(' ').map((pair): [string, string] => [pair.charAt(0), pair.charAt(1)])),
)

const LETTER_DIGITS: Readonly<Record<string, string>> = {
  '0': 'o',
  '1': 'i',
  '3': 'e',
  '4': 'a',
  '5': 's',
  '7': 't',
}

function plain(original: string): FoldedText {
  let text = ''
  const at: number[] = []
  let offset = 0
  for (const character of original) {
    for (const part of character.normalize('NFKD').toLowerCase()) {
      if (UNSEEN.test(part)) continue
      const written = part === 'ß' ? 'ss' : (LOOK_ALIKES.get(part) ?? part)
      for (let unit = 0; unit < written.length; unit += 1) at.push(offset)
      text += written
    }
    offset += character.length
  }
  at.push(original.length)
  return { text: withoutLeet(text), at }
}

// "1gn0re a11" and not "A12": two letters at least, and none of the digits at the end.
function withoutLeet(text: string): string {
  return text.replaceAll(/[\p{L}\d]+/gu, (word) => {
    const letters = word.replaceAll(/\P{L}/gu, '').length
    const isNumbered = /^\p{L}+\d+$/u.test(word) && word !== 'a11'
    if (letters === word.length || letters === 0 || isNumbered || (letters < 2 && word !== 'a11')) return word
    return word.replaceAll('11', 'll').replaceAll(/[013457]/gu, (digit) => LETTER_DIGITS[digit] ?? digit)
  })
}

/** Four letters or more that stand apart, all by the same sign; more of it, or a wider gap, is the end of a word. */
const SPACED = /(?<![\p{L}\d])\p{L}([ \t\u00A0._\-*|])(?:\p{L}\1){2,}\p{L}(?![\p{L}\d])/gu

function despaced({ text, at }: FoldedText): FoldedText {
  let kept = ''
  const keptAt: number[] = []
  let from = 0
  const keep = (to: number) => {
    kept += text.slice(from, to)
    keptAt.push(...at.slice(from, to))
  }
  for (const { 0: run, index } of text.matchAll(SPACED)) {
    keep(index)
    for (let place = 0; place < run.length; place += 2) {
      kept += run.charAt(place)
      keptAt.push(at[index + place] ?? 0)
    }
    from = index + run.length
  }
  keep(text.length)
  keptAt.push(at.at(-1) ?? 0)
  return { text: kept, at: keptAt }
}
