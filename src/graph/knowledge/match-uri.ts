/** Whether a URI fits a pattern: `*` is anything but a slash, `**` anything, all else itself. Its time grows with the square of the URI’s length. */
export function matchesUri(uri: string, pattern: string): boolean {
  return fits(
    uri,
    pattern.split(/(\*+)/u).filter((part) => part !== ''),
  )
}

function fits(uri: string, parts: readonly string[]): boolean {
  let reached = new Set([0])
  for (const part of parts) {
    const next = new Set<number>()
    for (const at of reached) {
      if (!part.startsWith('*')) {
        if (uri.startsWith(part, at)) next.add(at + part.length)
        continue
      }
      const slash = part.length > 1 ? -1 : uri.indexOf('/', at)
      const most = slash === -1 ? uri.length : slash
      for (let end = at; end <= most; end += 1) next.add(end)
    }
    reached = next
  }
  return reached.has(uri.length)
}
