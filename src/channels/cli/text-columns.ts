/** How many columns a terminal gives a text: wide characters take two, combining marks none. */
export function columnsOf(text: string): number {
  let columns = 0
  for (const character of text) columns += MARK.test(character) ? 0 : WIDE.test(character) ? 2 : 1
  return columns
}

const MARK = /[\p{Mn}\p{Me}]/u
const WIDE =
  /[\u1100-\u115e\u2e80-\u303e\u3041-\u33ff\u3400-\u4dbf\u4e00-\u9fff\ua000-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff01-\uff60\uffe0-\uffe6\u{1f300}-\u{1f64f}\u{1f680}-\u{1f6ff}\u{1f900}-\u{1f9ff}\u{20000}-\u{3fffd}]/u

/** A text with spaces up to a width; longer ones as they are. */
export function padColumns(text: string, columns: number): string {
  return text + ' '.repeat(Math.max(0, columns - columnsOf(text)))
}

/**
 * Lines of at most `columns`, broken at ordinary spaces; a word that is longer is cut over several lines and never
 * shortened. Non-breaking spaces hold ("129.00 EUR") and come out as spaces.
 */
export function wrapColumns(text: string, columns: number): readonly string[] {
  const lines: string[] = []
  let line = ''
  for (const word of text.split(' ').flatMap((piece) => cutWord(piece, columns))) {
    if (line === '') line = word
    else if (columnsOf(line) + 1 + columnsOf(word) <= columns) line += ` ${word}`
    else {
      lines.push(line)
      line = word
    }
  }
  return [...lines, line].map((done) => done.replaceAll('\u00a0', ' ').replaceAll('\u202f', ' '))
}

function cutWord(word: string, columns: number): readonly string[] {
  if (columnsOf(word) <= columns) return [word]
  const pieces: string[] = []
  let piece = ''
  for (const character of word) {
    if (columnsOf(piece + character) > columns) {
      pieces.push(piece)
      piece = ''
    }
    piece += character
  }
  return [...pieces, piece]
}

/** Wraps a text and puts the same indent before each line. */
export function indentedLines(text: string, indent: number, columns: number): readonly string[] {
  return wrapColumns(text, Math.max(10, columns - indent)).map((line) => ' '.repeat(indent) + line)
}
