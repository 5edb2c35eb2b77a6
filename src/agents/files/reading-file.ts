import type { FileProblem } from '#core/file-problem.ts'
import type { YamlFile } from '../yaml/yaml-file.ts'

/** Where problems go, and where variables come from. */
export interface ReadingFile {
  readonly yaml: YamlFile
  readonly problems: FileProblem[]
  readonly reference: (name: string) => string | undefined
}
