import { REQUESTER } from '#auth/roles.ts'
import type { FileProblem } from '#core/file-problem.ts'
import type { YamlFile } from '../yaml/yaml-file.ts'
import type { NamedPlaybook } from '../contract.ts'
import type { Texts } from './folder-texts.ts'

export interface ReadingStarters {
  readonly texts: Texts
  readonly problems: FileProblem[]
  readonly playbooks: readonly NamedPlaybook[]
  readonly reference: (name: string) => string | undefined
}

/** One file of a starter, and what it may name. */
export interface StarterFile extends ReadingStarters {
  /** The file's name without folder and ending. */
  readonly name: string
  readonly file: string
  readonly yaml: YamlFile
}

/** No one is asked in place of a requester. */
export const NOBODY = 'nobody'

/** The role that confirms in a requester's place, or null for none. A problem where the file doesn't say. */
export function confirmingRole(said: string | undefined, { yaml, problems }: StarterFile): string | null {
  const hint = `Name a role, such as confirmBy: support-lead; or say confirmBy: ${NOBODY} where nobody has to be asked.`
  if (said === undefined) {
    const message = 'No person is there to be asked, so "confirmBy" must say who is asked instead.'
    problems.push(yaml.problem([], message, hint))
    return null
  }
  if (said === REQUESTER) problems.push(yaml.problem(['confirmBy'], 'Nobody is the requester here.', hint))
  return said === NOBODY ? null : said
}
