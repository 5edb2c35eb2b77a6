/** A match, to be put into a replacement. */
export interface Replaced {
  readonly text: string
  readonly start: number
  readonly end: number
  /** The whole, then each group. */
  readonly groups: readonly (string | undefined)[]
  readonly names: ReadonlyMap<string, number>
}

/** What `$1`, `$&`, `$<name>` and their like stand for in a replacement. */
export function replacement(pattern: string, { text, start, end, groups, names }: Replaced): string {
  return pattern.replaceAll(REFERENCE, (reference, sign?: string, digits?: string, name?: string) => {
    if (sign === '$') return '$'
    if (sign === '&') return groups[0] ?? ''
    if (sign === '`') return text.slice(0, start)
    if (sign === "'") return text.slice(end)
    if (name !== undefined) return names.size > 0 ? (groups[names.get(name) ?? groups.length] ?? '') : reference
    return numbered(groups, digits ?? '') ?? reference
  })
}

const REFERENCE = /\$(?:([$&`'])|(\d{1,2})|<([^>]*)>)/gu

// Of two digits the first alone counts where there are not so many groups.
function numbered(groups: readonly (string | undefined)[], digits: string): string | null {
  const isGroup = (index: number) => index > 0 && index < groups.length
  if (isGroup(Number(digits))) return groups[Number(digits)] ?? ''
  const first = Number(digits.charAt(0))
  return digits.length === 2 && isGroup(first) ? (groups[first] ?? '') + digits.slice(1) : null
}
