import type { ParsedDocument } from '../contract.ts'

/** Whether a child's text could be stored and its spans lie in it: places in order, findings within. */
export function holdsTogether({ text, places, findings }: ParsedDocument, mostCharacters: number): boolean {
  if (text.length > mostCharacters || text.includes('\0') || !text.isWellFormed()) return false
  let from = 0
  for (const { start, end } of places) {
    if (start < from || end <= start || end > text.length) return false
    from = end
  }
  return findings.every(({ start, end }) =>
    start === null || end === null ? start === end : start <= end && end <= text.length,
  )
}
