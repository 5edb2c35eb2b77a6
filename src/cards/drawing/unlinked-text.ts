/** A text, and where a place of the original is in it. */
export interface UnlinkedText {
  readonly text: string
  /** Both in UTF-16 units. */
  at(place: number): number
}

/**
 * Words that anybody may have written, for whoever draws Markdown or HTML: an image, a link or a tag in them isn't one, so
 * that nothing is fetched or followed by showing them. A space is put where one would begin; nothing is taken out.
 */
export function unlinked(text: string): UnlinkedText {
  const gaps = [...text.matchAll(BEGINS)].map(({ index, 0: match }) => index + match.length)
  const pieces = gaps.map((gap, index) => text.slice(gaps[index - 1] ?? 0, gap))
  return {
    text: [...pieces, text.slice(gaps.at(-1) ?? 0)].join(' '),
    at: (place) => place + gaps.filter((gap) => gap < place).length,
  }
}

// An image's `![`; the end of what a link's text may be; a tag (CommonMark 0.31, 6.3 to 6.6); an address (GFM, 6.9).
const BEGINS = /!(?=\[)|\](?=[([:])|<(?=[a-z/!?])|:\/\/(?=\S)|\bwww\.(?=\S)|\b(?:mailto|xmpp):(?=\S)/giu
