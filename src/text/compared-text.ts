/** A text in another form: `at[i]` is where its character `i` stands in the original; the last is where that ends. */
export interface ComparedText {
  readonly text: string
  readonly at: readonly number[]
}

// Full width and half width, ligatures, Arabic forms and blanks: not raised or circled digits, which are none of a number,
// and not the marks that Chinese and Japanese sentences have.
const COMPATIBLE =
  /[[\u00a0\u2000-\u200a\u202f\u205f\u3000\ufb00-\ufb06\ufb1d-\ufdff\ufe30-\ufefc\uff00-\uffef]--[！（），：；？～]]/gv

/** Those marks within a number or a time of day. */
const WITHIN_NUMBER = /(?<=[0-9０-９])[，：](?=[0-9０-９])/gu

const UNSEEN = /[\u00ad\u200b-\u200d\u2060\ufeff]/gu

/** What may be one character once it is composed: a letter with its marks, vowels and finals of Korean, half-width voicing. */
const CLUSTER = /[^](?:[\u00ad\u200b-\u200d\u2060\ufeff]*[\p{M}\u1160-\u11ff\uff9e\uff9f])*/gu

/**
 * A text as it is compared: composed (NFC), compatible forms as the plain ones (full width, ligatures), each hyphen and blank
 * as the one that is typed, without soft hyphens and joiners. Cedar, digests and tools are given what stands in the original.
 */
export function comparedText(original: string): string {
  return isPlain(original) ? original : plain(original)
}

/** The same with where each character stands. */
export function comparedWithPlaces(original: string): ComparedText {
  return withPlaces(plainNumbers(original), plainCluster)
}

/** Where each character stands of a text as it reads the same, composed (NFC). */
export function composedWithPlaces(original: string): ComparedText {
  return withPlaces(original, composed)
}

/** A text as its words are looked for: all compatible forms are one, as `compared_text` has it in the words index. */
export function textOfWords(original: string): string {
  return comparedText(original).normalize('NFKC')
}

/** A text in NFC: it reads the same, and accents stand in their letters. */
export function composed(text: string): string {
  return text.normalize('NFC')
}

/** The invisible characters that aren't compared: soft hyphens and joiners. */
export function unseenIn(text: string): string {
  return text.match(UNSEEN)?.join('') ?? ''
}

/** A name as it is written, and as others that read the same have it: composed, and with its accents apart. */
export function writtenForms(name: string): readonly string[] {
  return [...new Set([name, composed(name), name.normalize('NFD')])]
}

/** Where a piece of a text in another form stands in the original, its last character with all that was made one of. */
export function placeIn(
  { at }: ComparedText,
  { start, end }: { readonly start: number; readonly end: number },
): { readonly start: number; readonly end: number } {
  const whole = at.at(-1) ?? 0
  const last = at[end - 1]
  const after = end > start ? at.findIndex((place, index) => index >= end && place !== last) : end
  return { start: at[start] ?? whole, end: at[after] ?? whole }
}

/** Whether nothing of a text is compared otherwise than it is written. */
export function isPlain(text: string): boolean {
  return !/[^\0-\x7f]/u.test(text) || plain(text) === text
}

function withPlaces(original: string, form: (cluster: string) => string): ComparedText {
  let text = ''
  const at: number[] = []
  for (const { 0: cluster, index } of original.matchAll(CLUSTER)) {
    const written = cluster.length === 1 && cluster < '\u0080' ? cluster : form(cluster)
    for (let unit = 0; unit < written.length; unit += 1) at.push(index)
    text += written
  }
  at.push(original.length)
  return { text, at }
}

function plain(text: string): string {
  return plainCluster(plainNumbers(text))
}

// As many characters as before.
function plainNumbers(text: string): string {
  return text.replaceAll(WITHIN_NUMBER, (mark) => mark.normalize('NFKC'))
}

function plainCluster(text: string): string {
  return composed(
    text
      .replaceAll(UNSEEN, '')
      .replaceAll(/[\u2010\u2011]/gu, '-')
      .replaceAll(COMPATIBLE, (sign) => sign.normalize('NFKC')),
  )
}
