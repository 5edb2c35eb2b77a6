const DELIMITERS = [',', ';', '\t', '|'] as const

const LINES = 20

/** The first line by which Excel is told what separates the columns; it is no row of the table. */
const STATED = /^\uFEFF?"?sep=(.)"?[\t ]*(?:\r\n?|\n|$)/iu

/** What the first line says that separates the columns; null where it says nothing. */
export function statedDelimiter(text: string): string | null {
  return STATED.exec(text)?.[1] ?? null
}

/** The table's lines as they are counted, with nothing in the one that says what separates the columns. */
export function withoutStated(text: string): string {
  return text.replace(STATED, '\n')
}

/**
 * What separates the columns, where every one of the first lines has the same number of them; null where none does. A
 * file that says it is a table needs only one line, and may differ from line to line.
 */
export function delimiterOf(text: string, saysSo: boolean): string | null {
  const lines = withoutQuoted(text.slice(0, 200_000))
    .split(/\r?\n/u)
    .slice(0, LINES)
    .filter((line) => line.trim() !== '')
  const counts = DELIMITERS.map((delimiter) => {
    const columns = lines.map((line) => line.split(delimiter).length)
    return { delimiter, least: Math.min(...columns), most: Math.max(...columns), first: columns[0] ?? 1 }
  }).toSorted((one, other) => other.first - one.first)
  const steady = counts.find(({ least, most }) => least === most && least > 1)
  if (saysSo) return (steady ?? counts.find(({ first }) => first > 1))?.delimiter ?? ','
  const isTable = lines.length >= 3 && steady !== undefined && steady.delimiter !== '|' && steady.least >= 3
  return isTable ? steady.delimiter : null
}

function withoutQuoted(text: string): string {
  return text.replaceAll(/"(?:[^"]|"")*"/gu, 'q')
}
