import { relative, resolve } from 'node:path'
import { type FileProblem, positionText } from '#core/file-problem.ts'

/** A problem in one line, by the file's path from here, so that a terminal or an editor opens it. */
export function problemLine(folder: string, { file, line, column, message, hint }: FileProblem): string {
  const place = positionText({ file: relative('.', resolve(folder, file)) || file, line, column })
  return `${place}  ${message}${hint === null ? '' : ` (${hint})`}`
}
