import { domainToASCII } from 'node:url'

/**
 * Text from outside as a terminal may show it: nothing in it moves the cursor, changes a colour, hides, reverses the
 * reading direction or starts a line. What can't be seen is written as its number, `⟨U+202E⟩`.
 */
export function visibleText(text: string): string {
  return honestHosts(text)
    .replace(/\r\n|\n|\r/g, ' ⏎ ')
    .replace(MARK_PILES, (pile) => `${[...pile].slice(0, 2).join('')}⟨${[...pile].length - 2} marks⟩`)
    .replace(INVISIBLE, (character) => `⟨U+${codePoint(character).toString(16).toUpperCase().padStart(4, '0')}⟩`)
    .replace(/[\p{Zs}\u2800]{3,}/gu, (spaces) => ` ⟨${spaces.length} spaces⟩ `)
}

// Controls (ANSI escapes begin with one), formatting and direction marks, surrogates alone, private use, unassigned,
// line separators, and the letters and selectors that draw nothing.
const INVISIBLE =
  /[\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Cn}\p{Zl}\p{Zp}\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u3164\uffa0\ufe00-\ufe0f\u{e0100}-\u{e01ef}]/gu

// Enough piled up, combining marks cover the lines above and below.
const MARK_PILES = /[\p{Mn}\p{Me}]{4,}/gu

const HOST = /(?:[\p{L}\p{N}-]+\.)+[\p{L}\p{N}-]{2,}/gu

// A host name that mixes scripts looks like another one, so it is shown as the network sees it.
function honestHosts(text: string): string {
  return text.replace(HOST, (host) => (mixesScripts(host) ? domainToASCII(host) || host : host))
}

function mixesScripts(text: string): boolean {
  const scripts = [/\p{Script=Latin}/u, /\p{Script=Cyrillic}/u, /\p{Script=Greek}/u, /\p{Script=Armenian}/u]
  return scripts.filter((script) => script.test(text)).length > 1
}

function codePoint(character: string): number {
  return character.codePointAt(0) ?? 0
}
