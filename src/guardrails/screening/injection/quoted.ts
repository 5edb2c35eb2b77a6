/** What stands between quotation marks or back ticks, in one line. */
const QUOTED = /"[^"\n]{3,200}"|“[^”“\n]{3,200}[”“]|„[^“”\n]{3,200}[“”]|«[^»\n]{3,200}»|`[^`\n]{3,200}`/gu

/** Words of texts that speak about orders to models and give none. */
const ABOUT =
  /\b(?:attack|inject|jailbreak|malicious|hostile|adversar|phrase|flag|detect|angriff|angreif|eingeschleust|beispiel)|\binstruction-like\b|\bpatterns?\b|\bmuster\b|\bmay (?:say|read)\b|\bsuch as\b|\bsätze wie\b/iu

/**
 * The same text with spaces in the place of what it only speaks about: quotes in a line that says of them that they are
 * an attack, or an example of one. Same length, same places.
 */
export function withoutMentions(text: string): string {
  return text.replaceAll(/[^\n]+/gu, (line) => {
    const outside = line.replaceAll(QUOTED, ' ')
    return outside !== line && ABOUT.test(outside) ? line.replaceAll(QUOTED, (quote) => ' '.repeat(quote.length)) : line
  })
}
