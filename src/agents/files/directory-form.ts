import { z } from 'zod'
import type { DirectoryList, ToolDeclaration } from '../contract.ts'
import { fieldParts } from '#plan-language/values/field-path.ts'
import type { FileProblem } from '#core/file-problem.ts'
import { decoded } from './folder-texts.ts'
import type { YamlFile } from '../yaml/yaml-file.ts'

const Value = z.string().trim().min(1).max(300)
const Path = z.string().refine((path) => fieldParts(path) !== null, 'must be a path such as [].email')

/** The operator's own lists: `people: [ana@example.com]`, `rooms: { file: rooms.txt }`, `rooms: { read: rooms/list, at: '[]' }`. */
export const DirectoryForm = z.record(
  z.string().regex(/^[a-z][a-z0-9]*(?:-[a-z0-9]+)*$/u, 'must be lower-case words joined by hyphens'),
  z.union(
    [
      z.array(Value).min(1).max(5_000),
      z.strictObject({ file: z.string().min(1) }),
      z.strictObject({ read: z.string().min(1), at: Path }),
    ],
    'must be a list of values, { file: people.txt } or { read: rooms/rooms.list, at: "[].name" }',
  ),
)
type DirectoryForm = z.infer<typeof DirectoryForm>

interface Folder {
  readonly yaml: YamlFile
  readonly problems: FileProblem[]
  readonly files: ReadonlyMap<string, Buffer>
  readonly tools: readonly ToolDeclaration[]
}

/** The lists of an agent's directory. Those in a file have a value a line. */
export function readDirectory(form: DirectoryForm, folder: Folder): Readonly<Record<string, DirectoryList>> {
  const lists = Object.entries(form).flatMap(([name, list]): (readonly [string, DirectoryList])[] => {
    const read = listOf(list, folder)
    if (typeof read !== 'string') return [[name, read]]
    folder.problems.push(folder.yaml.problem(['directory', name], read))
    return []
  })
  for (const { tool, acceptsWhere = [] } of folder.tools) {
    for (const { from } of acceptsWhere.filter((each) => each.where === 'chosen')) {
      if (from === undefined || Object.hasOwn(form, from)) continue
      const message = `${tool} accepts what is chosen from "${from}", and there is no such list in "directory".`
      folder.problems.push(folder.yaml.problem([], message))
    }
  }
  return Object.fromEntries(lists)
}

// A text: why there is none.
function listOf(list: DirectoryForm[string], { files, tools }: Folder): DirectoryList | string {
  if (Array.isArray(list)) return { values: list }
  if ('file' in list) {
    const content = files.get(list.file)
    const lines =
      content &&
      decoded(content)
        ?.split('\n')
        .map((line) => line.trim())
    const values = lines?.filter((line) => line !== '' && !line.startsWith('#'))
    if (!values) return `There is no file ${list.file} in the agent’s folder, or it isn’t text.`
    return values.length === 0 ? `${list.file} has no value: one stands on each line.` : { values }
  }
  const { read, at } = list
  const declared = tools.find(({ tool }) => tool === read)
  if (declared?.effect !== 'read') return `There is no read ${read} in tools.yaml.`
  if (!declared.trust.trusted.includes(at)) return `"${at}" isn’t among what ${read} is trusted for (trust.trusted).`
  return { read, at }
}
