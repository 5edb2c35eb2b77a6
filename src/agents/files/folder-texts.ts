import type { Agent } from '../contract.ts'
import type { Folder } from './read-folder.ts'
import { readYaml, type YamlFile } from '../yaml/yaml-file.ts'
import type { FileProblem } from '#core/file-problem.ts'

/** What an agent is made of, by the path from its folder. */
export type Texts = ReadonlyMap<string, string>

// Knowledge may be anything, and isn't looked into here.
const PARTS =
  /^(?:(?:agent|tools|playbooks\/[\w-]+)\.[a-z]{2,3}(?:-[A-Za-z0-9]{2,8})*\.yaml|agent\.yaml|tools\.yaml|instructions\.md|[\w-]+\.cedar|playbooks\/[\w-]+\.js|evals\/[\w-]+\.ya?ml|(?:webhooks|schedules)\/[\w-]+\.yaml)$/

const SHADOW = 'policy.shadow.cedar'

/** The texts of a folder, with a problem for each file that isn't used or isn't text. */
export function textsOf({ files }: Folder, problems: FileProblem[]): Texts {
  const texts = new Map<string, string>()
  for (const [path, content] of files) {
    // A rule in a file that nobody reads forbids nothing.
    if (
      !PARTS.test(path) &&
      path !== SHADOW &&
      /^(?:(?:playbooks|evals|webhooks|schedules)\/|[^/]*\.cedar$)/.test(path)
    ) {
      const hint =
        'Playbooks end with .js, what they say in another language with .de.yaml and the like, evals, webhooks and schedules with .yaml, rules with .cedar; names are letters, digits, - and _.'
      problems.push({ file: path, line: null, column: null, message: 'A file with this name isn’t read.', hint })
    }
    if (PARTS.test(path)) {
      const text = decoded(content)
      if (text === null)
        problems.push({ file: path, line: null, column: null, message: 'This isn’t UTF-8 text.', hint: null })
      else texts.set(path, text)
    }
  }
  return texts
}

/** The text of a file; null where it isn't UTF-8. */
export function decoded(content: Buffer): string | null {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(content)
  } catch {
    return null
  }
}

/** One of them, as YAML that is in order; null, with the problem, where it isn't. */
export function yamlAt(path: string, texts: Texts, problems: FileProblem[]): YamlFile | null {
  const text = texts.get(path)
  if (text === undefined) {
    problems.push(missing(path, false))
    return null
  }
  const yaml = readYaml(path, text)
  problems.push(...yaml.problems)
  return yaml.problems.length > 0 ? null : yaml
}

export function missing(file: string, isEmpty: boolean): FileProblem {
  const message = isEmpty ? 'The file is empty.' : 'The file is missing.'
  return { file, line: null, column: null, message, hint: 'See docs/reference/agent-folder.md.' }
}

/** The rules on trial. No mistake in them may stop anything, so they aren't looked into here. */
export function shadowOf({ files }: Folder): Agent['shadow'] {
  const content = files.get(SHADOW)
  return content === undefined ? null : { path: SHADOW, text: decoded(content) }
}
