/**
 * Text from outside as one line that hides nothing: nothing in it moves a cursor, changes a colour, reverses the reading
 * direction or starts a line. What can't be seen is written as its number, `⟨U+202E⟩`.
 */
export function visibleText(text: string): string {
  return visiblePieces(text.replace(/\r\n|\n|\r/g, ' ⏎ '))
    .map(({ kind, text: piece }) =>
      kind === 'text' ? piece : piece.endsWith('spaces') ? ` ⟨${piece}⟩ ` : `⟨${piece}⟩`,
    )
    .join('')
}

/** A stretch of a text: to be shown as it is, or as a box that names what can't be seen. */
export interface VisiblePiece {
  readonly kind: 'text' | 'box'
  readonly text: string
}

/** The same in pieces, for a screen that draws boxes. Line ends stay, as `\\n`. */
export function visiblePieces(text: string): readonly VisiblePiece[] {
  const honest = honestHosts(text.replace(/\r\n?/g, '\n'))
  const pieces: VisiblePiece[] = []
  let at = 0
  for (const match of honest.matchAll(UNSEEN)) {
    const { shown, box } = drawn(match[0])
    if (match.index + shown.length > at) pieces.push({ kind: 'text', text: honest.slice(at, match.index) + shown })
    pieces.push({ kind: 'box', text: box })
    at = match.index + match[0].length
  }
  if (at < honest.length) pieces.push({ kind: 'text', text: honest.slice(at) })
  return pieces
}

function drawn(match: string): { readonly shown: string; readonly box: string } {
  const characters = [...match]
  if (/^[\p{Mn}\p{Me}]{4}/u.test(match)) {
    return { shown: characters.slice(0, 2).join(''), box: `${characters.length - 2} marks` }
  }
  if (characters.length > 1) return { shown: '', box: `${characters.length} spaces` }
  return { shown: '', box: `U+${(match.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}` }
}

// Marks piled up, which cover the lines around; long runs of spaces, which push what follows out of sight; controls,
// formatting and direction marks, lone surrogates, private use, unassigned, line separators, and what draws nothing.
const UNSEEN =
  /[\p{Mn}\p{Me}]{4,}|[\p{Zs}\u2800]{3,}|(?!\n)[\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Cn}\p{Zl}\p{Zp}\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u3164\uffa0\ufe00-\ufe0f\u{e0100}-\u{e01ef}]/gu

// A name has 63 characters in a label and 127 labels at most; without bounds a long word would be tried over and over.
const HOST = /(?:[\p{L}\p{N}-]{1,63}\.){1,126}[\p{L}\p{N}-]{2,63}/gu

// A host name that mixes scripts looks like another one, so it is shown as the network sees it.
function honestHosts(text: string): string {
  return text.replace(HOST, (host) => (mixesScripts(host) ? asciiHost(host) : host))
}

function mixesScripts(text: string): boolean {
  const scripts = [/\p{Script=Latin}/u, /\p{Script=Cyrillic}/u, /\p{Script=Greek}/u, /\p{Script=Armenian}/u]
  return scripts.filter((script) => script.test(text)).length > 1
}

function asciiHost(host: string): string {
  return URL.canParse(`http://${host}`) ? new URL(`http://${host}`).hostname : host
}

/** The same of a line of a difference or of data, its indentation kept. */
export function visibleLine(line: string): string {
  const indent = /^[-+ ]? */.exec(line)?.[0] ?? ''
  return indent + visibleText(line.slice(indent.length))
}
