import { REQUESTER } from '#auth/roles.ts'
import type { FileProblem } from '#core/file-problem.ts'
import type { YamlFile } from '#core/yaml-file.ts'
import type { NamedPlaybook } from '../contract.ts'
import type { Starter } from '../starter.ts'
import { yamlAt, type Texts } from './folder-texts.ts'
import { readScheduleFile } from './schedule-file.ts'
import { readWebhookFile } from './webhook-file.ts'

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

/** Nobody is asked in place of a requester. */
const NOBODY = 'nobody'

/** What begins something without a person: the files in `webhooks/` and `schedules/`. One that has a problem isn't among them. */
export function readStarters(reading: ReadingStarters): {
  readonly starters: readonly Starter[]
  readonly warnings: readonly string[]
} {
  const starters = [...reading.texts.keys()].flatMap((file) => {
    const [, folder, name] = /^(webhooks|schedules)\/([\w-]+)\.yaml$/.exec(file) ?? []
    if (folder === undefined || name === undefined) return []
    const yaml = yamlAt(file, reading.texts, reading.problems)
    if (yaml === null || !isNamed(name, file, reading.problems)) return []
    const at = { ...reading, name, file, yaml }
    return (folder === 'webhooks' ? readWebhookFile(at) : readScheduleFile(at)) ?? []
  })
  return { starters, warnings: starters.flatMap(unasked) }
}

/** Who is asked in a requester's place: a role, or null for nobody. A problem where the file doesn't say. */
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

function isNamed(name: string, file: string, problems: FileProblem[]): boolean {
  if (/^[a-z][a-z0-9-]{0,39}$/.test(name)) return true
  const hint = 'Use lower-case letters a-z, digits and hyphens, such as returns.yaml.'
  problems.push({ file, line: null, column: null, message: 'It can’t be called this.', hint })
  return false
}

function unasked(starter: Starter): readonly string[] {
  if (starter.confirmBy !== null) return []
  const folder = starter.kind === 'hook' ? 'webhooks' : 'schedules'
  return [
    `${folder}/${starter.name}.yaml: nobody is asked before what it begins is done ("confirmBy: ${NOBODY}"): only the rules hold it back.`,
  ]
}
