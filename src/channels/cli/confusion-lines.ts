import type { ConfusionMatrix } from '#dialogue/matching/confusion-matrix.ts'
import { checkTexts } from './check-texts.ts'
import { visibleText } from '#cards/drawing/visible-text.ts'
import { problemLine } from './problem-line.ts'

/** The examples that are taken for another procedure's, and the table of all, as they may be shown. `folder` is the agent's. */
export function confusionLines(
  folder: string,
  agent: string,
  { procedures, matrix, confused, isByWords }: ConfusionMatrix,
): string[] {
  const named = confused.map(({ file, ...one }) =>
    visibleText(problemLine(folder, { file, line: null, column: null, message: checkTexts.confused(one), hint: null })),
  )
  const width = Math.max(3, ...matrix.flat().map((count) => String(count).length + 1))
  const shown = procedures.map((name) => visibleText(name))
  const names = Math.max(...shown.map((name) => name.length))
  const row = (at: string, name: string, cells: readonly string[]) =>
    `  ${at.padStart(2)} ${name.padEnd(names)} ${cells.map((cell) => cell.padStart(width)).join('')}`
  const numbers = procedures.map((_, index) => String(index + 1))
  return [
    ...named,
    ...(isByWords ? [visibleText(checkTexts.byWords(agent))] : []),
    visibleText(checkTexts.toldApart(agent)),
    row('', '', [...numbers, '–']),
    ...matrix.map((counts, index) =>
      row(
        String(index + 1),
        shown[index] ?? '',
        counts.map((count) => (count === 0 ? '·' : String(count))),
      ),
    ),
  ]
}
