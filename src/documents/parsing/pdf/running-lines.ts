import type { Line } from './lines.ts'

/** How far from the page's first and last line a running line may stand. */
const EDGE_LINES = 2

/**
 * The pages without their running headers, footers and page numbers: what stands at the same height at the edge of at
 * least three pages, and of half of them, and differs by numbers alone.
 */
export function withoutRunningLines(pages: readonly (readonly Line[])[]): readonly (readonly Line[])[] {
  const seen = new Map<string, number>()
  for (const lines of pages) {
    for (const key of new Set(edgesOf(lines).map(keyOf))) seen.set(key, (seen.get(key) ?? 0) + 1)
  }
  const least = Math.max(3, pages.length / 2)
  return pages.map((lines) => {
    const running = new Set(edgesOf(lines).filter((line) => (seen.get(keyOf(line)) ?? 0) >= least))
    return lines.filter((line) => !running.has(line))
  })
}

function edgesOf(lines: readonly Line[]): readonly Line[] {
  const sorted = lines.toSorted((one, other) => other.y - one.y)
  return sorted.length <= 2 * EDGE_LINES ? sorted : [...sorted.slice(0, EDGE_LINES), ...sorted.slice(-EDGE_LINES)]
}

function keyOf({ text, y }: Line): string {
  return `${Math.round(y / 4)} ${text.replaceAll(/\d+/gu, '#')}`
}
