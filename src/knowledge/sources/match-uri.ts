/** Whether a URI fits a pattern: `*` is anything but a slash, `**` anything, all else itself. Its time grows with the square of the URI’s length. */
export function matchesUri(uri: string, pattern: string): boolean {
  let reached = new Set([0])
  for (const part of pattern.split(/(\*+)/u).filter((one) => one !== '')) {
    reached = new Set([...reached].flatMap((at) => endsOf(part, uri, at)))
  }
  return reached.has(uri.length)
}

/** Where in the URI a part of a pattern may end that begins at `at`. */
function endsOf(part: string, uri: string, at: number): readonly number[] {
  if (!part.startsWith('*')) return uri.startsWith(part, at) ? [at + part.length] : []
  const slash = part.length > 1 ? -1 : uri.indexOf('/', at)
  const most = slash === -1 ? uri.length : slash
  return Array.from({ length: most - at + 1 }, (_, index) => at + index)
}
