import type { FileProblem } from '#core/file-problem.ts'
import type { Starter } from '../starter.ts'
import { yamlAt } from './folder-texts.ts'
import { readScheduleFile } from './schedule-file.ts'
import { NOBODY, type ReadingStarters } from './starter-reading.ts'
import { readWebhookFile } from './webhook-file.ts'

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
