/**
 * Characters that a reader doesn't see but a model reads: zero-width ones, those that turn the direction of what follows,
 * tags (an invisible copy of ASCII), fillers, and variation selectors in a row, which can carry any bytes.
 */
const INVISIBLE =
  /[\u061C\u115F\u1160\u17B4\u17B5\u180B-\u180E\u200B-\u200F\u202A-\u202E\u2060-\u206F\u3164\uFEFF\uFFA0\uFFF9-\uFFFB\u{1D173}-\u{1D17A}\u{E0000}-\u{E007F}]+|[\uFE00-\uFE0F\u{E0100}-\u{E01EF}]{2,}/gu

/** Marks of direction and byte order that programs leave behind everywhere: dropped, and nothing to report. */
const HARMLESS = /^[\u061C\u200E\u200F\uFEFF\u2060]+$/u

/** Joiners are part of how these are written: Arabic and Indic scripts, and emoji made of several. */
const JOINED =
  /[\p{Script=Arabic}\p{Script=Syriac}\p{Script=Devanagari}\p{Script=Bengali}\p{Script=Gurmukhi}\p{Script=Gujarati}\p{Script=Tamil}\p{Script=Telugu}\p{Script=Kannada}\p{Script=Malayalam}\p{Script=Sinhala}\p{Script=Khmer}\p{Script=Mongolian}\p{Script=Myanmar}\p{Extended_Pictographic}\p{Emoji_Modifier}\uFE0F]$/u

/** Flags of Scotland, Wales and England are a black flag with tags. */
const FLAG = /\u{1F3F4}$/u

const CONTROLS = /[\0-\x08\x0B\x0C\x0E-\x1F\x7F-\x84\x86-\x9F\u00AD\uFDD0-\uFDEF\uFFFE\uFFFF]+/gu

/** The text without what can't be seen. `onFound` hears what was taken out, as words. */
export function withoutInvisible(text: string, onFound: (what: string) => void): string {
  const plain = text.toWellFormed().replaceAll(CONTROLS, '')
  return plain.replaceAll(INVISIBLE, (found, offset: number) => {
    const before = plain.slice(Math.max(0, offset - 2), offset)
    if (/^[\u200C\u200D]$/u.test(found) && JOINED.test(before)) return found
    if (FLAG.test(before) && /^[\u{E0061}-\u{E007A}]{2,6}\u{E007F}$/u.test(found)) return found
    if (!HARMLESS.test(found)) onFound(named(found))
    return ''
  })
}

/** Tags as the letters they stand for, the rest by number. */
function named(found: string): string {
  const tags = [...found].filter((character) => (character.codePointAt(0) ?? 0) >= 0xe0000)
  const letters = tags
    .map((tag) => (tag.codePointAt(0) ?? 0) - 0xe0000)
    .filter((code) => code >= 0x20 && code < 0x7f)
    .map((code) => String.fromCharCode(code))
    .join('')
  if (letters !== '') return `tag characters that say: ${letters}`
  const kinds = new Set([...found].map((character) => `U+${hex(character.codePointAt(0) ?? 0)}`))
  return `${[...found].length} × ${[...kinds].slice(0, 8).join(', ')}`
}

function hex(code: number): string {
  return code.toString(16).toUpperCase().padStart(4, '0')
}
