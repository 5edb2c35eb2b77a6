/** At most so many characters, cut at a word where there is one near. */
export function cut(text: string, most: number): string {
  if (text.length <= most) return text
  const head = text.slice(0, most - 1)
  const space = head.lastIndexOf(' ')
  return `${space > most / 2 ? head.slice(0, space) : head.replace(/[\uD800-\uDBFF]$/u, '')}…`
}

/** A text in pieces of at most so many characters, at line ends where there are some. */
export function pieces(text: string, most: number): readonly string[] {
  const found: string[] = []
  let rest = text
  while (rest.length > most) {
    const end = rest.lastIndexOf('\n', most)
    const at = end > most / 2 ? end : most - (/[\uD800-\uDBFF]/u.test(rest[most - 1] ?? '') ? 1 : 0)
    found.push(rest.slice(0, at))
    rest = rest.slice(at).trimStart()
  }
  return rest === '' ? found : [...found, rest]
}
