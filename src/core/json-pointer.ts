// Apart from `json.ts`, whose schemas bring a library along that neither a plan's isolate nor a page has use for.

/** One reference token of a JSON Pointer, escaped (RFC 6901 §3). */
export function pointerToken(key: string | number): string {
  return String(key).replaceAll('~', '~0').replaceAll('/', '~1')
}

/** The reference tokens of a JSON Pointer, unescaped. */
export function pointerTokens(pointer: string): readonly string[] {
  return pointer
    .split('/')
    .slice(1)
    .map((token) => token.replaceAll('~1', '/').replaceAll('~0', '~'))
}
