/** A program's lines. A playbook keeps its file's line numbers, so what stood before it is blank there and left out. */
export function writtenLines(program: string): readonly { readonly number: number; readonly text: string }[] {
  const lines = program.split(/\r?\n/).map((line) => line.trimEnd())
  const first = lines.findIndex((line) => line !== '')
  const last = lines.findLastIndex((line) => line !== '')
  return first < 0 ? [] : lines.slice(first, last + 1).map((text, index) => ({ number: first + index + 1, text }))
}
