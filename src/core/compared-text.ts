/** A text as it is compared: `at[i]` is where its character `i` stands in the original; the last is where that ends. */
export interface ComparedText {
  readonly text: string
  readonly at: readonly number[]
}

// Full width and half width, ligatures, Arabic forms and blanks: not raised or circled digits, which are none of a number.
const COMPATIBLE = /[\u00a0\u2000-\u200a\u202f\u205f\u3000\ufb00-\ufb06\ufb1d-\ufdff\ufe30-\ufefc\uff00-\uffef]/gu

const UNSEEN = /[\u00ad\u200b-\u200d\u2060\ufeff]/gu

/**
 * A text as it is compared: composed (NFC), compatible forms as the plain ones (full width, ligatures), each hyphen and blank
 * as the one that is typed, without soft hyphens and joiners. Cedar, digests and tools are given what stands in the original.
 */
export function comparedText(original: string): string {
  return isPlain(original) ? original : plain(original)
}

/** The same with where each character stands. */
export function comparedWithPlaces(original: string): ComparedText {
  let text = ''
  const at: number[] = []
  for (const { 0: cluster, index } of original.matchAll(/\P{M}\p{M}*|\p{M}+/gu)) {
    const written = plain(cluster)
    for (let unit = 0; unit < written.length; unit += 1) at.push(index)
    text += written
  }
  at.push(original.length)
  return { text, at }
}

/** Whether two texts are the same to whoever reads them, in any case. */
export function isSameText(one: string, other: string): boolean {
  return comparedText(one).toLowerCase() === comparedText(other).toLowerCase()
}

/** Whether nothing of a text is compared otherwise than it is written. */
export function isPlain(text: string): boolean {
  return !/[^\0-\x7f]/u.test(text) || plain(text) === text
}

function plain(text: string): string {
  return text
    .replaceAll(UNSEEN, '')
    .replaceAll(/[\u2010\u2011]/gu, '-')
    .replaceAll(COMPATIBLE, (sign) => sign.normalize('NFKC'))
    .normalize('NFC')
}
