/** A stretch of a text that can be read in another way, and what it says then. */
export interface Decoded {
  readonly start: number
  readonly end: number
  readonly text: string
}

/** Stretches that are looked at, and how much of each: somebody's text must not make it slow. */
const MOST_STRETCHES = 20
const MOST_CHARACTERS = 4_000

const READINGS: readonly { readonly written: RegExp; readonly read: (stretch: string) => string }[] = [
  { written: /(?<![A-Za-z\d+/=])[A-Za-z\d+/_-]{16,}={0,2}/gu, read: (it) => fromBytes(Buffer.from(it, 'base64')) },
  {
    written: /(?<![\dA-Za-z])(?:[\dA-Fa-f]{2}[ :]?){8,}(?![\dA-Za-z])/gu,
    read: (it) => fromBytes(Buffer.from(it.replaceAll(/[ :]/gu, ''), 'hex')),
  },
  { written: /(?:[01]{8} ?){6,}/gu, read: (it) => units(it.match(/[01]{8}/gu) ?? [], 2) },
  { written: /(?:\\u[\dA-Fa-f]{4}){6,}/gu, read: (it) => units(it.match(/[\dA-Fa-f]{4}/gu) ?? [], 16) },
  { written: /(?:%[\dA-Fa-f]{2}|[\w.]){0,200}(?:%[\dA-Fa-f]{2}[\w.]{0,20}){4,}/gu, read: percentDecoded },
  { written: /(?:&#\d{2,7};){6,}/gu, read: (it) => units(it.match(/\d+/gu) ?? [], 10) },
  { written: /(?:&#x[\dA-Fa-f]{2,6};){6,}/gu, read: (it) => units(it.match(/(?<=x)[\dA-Fa-f]+/gu) ?? [], 16) },
]

/**
 * What stands in a text in base64, in hexadecimal, in bits, as escapes or percent-encoded, where it says something in
 * letters. Whoever writes so hides it from people; a model reads it all the same.
 */
export function decodedIn(text: string): readonly Decoded[] {
  return READINGS.flatMap(({ written, read }) =>
    [...text.matchAll(written)].slice(0, MOST_STRETCHES).flatMap(({ 0: stretch, index }) => {
      const said = read(stretch.slice(0, MOST_CHARACTERS))
      return isWords(said) ? [{ start: index, end: index + stretch.length, text: said }] : []
    }),
  )
}

/** The text with each letter thirteen on, and the text from its end: as long as it is, and so place by place. */
export function turnedOf(text: string): readonly { readonly text: string; readonly at: (index: number) => number }[] {
  const rotated = text.replaceAll(/[a-z]/giu, (letter) => {
    const first = letter <= 'Z' ? 65 : 97
    return String.fromCharCode(((letter.charCodeAt(0) - first + 13) % 26) + first)
  })
  return [
    { text: rotated, at: (index) => index },
    { text: text.split('').toReversed().join(''), at: (index) => text.length - index },
  ]
}

function isWords(said: string): boolean {
  const letters = said.replaceAll(/[^\p{L}\s]/gu, '').length
  return said.length >= 6 && letters / said.length > 0.8
}

function fromBytes(bytes: Buffer): string {
  return bytes.toString('utf8')
}

function units(numbers: readonly string[], base: number): string {
  return numbers
    .map((number) => Number.parseInt(number, base))
    .map((code) => (code <= 0x10_ff_ff ? String.fromCodePoint(code) : ''))
    .join('')
}

function percentDecoded(stretch: string): string {
  try {
    return decodeURIComponent(stretch)
  } catch {
    return ''
  }
}
