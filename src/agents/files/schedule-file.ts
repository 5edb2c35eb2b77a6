import { z } from 'zod'
import { cronFault } from '../cron.ts'
import { TimeZone } from '../time-zone.ts'
import type { SlotOrigin, StarterSchedule } from '../starter.ts'
import { Name } from './agent-file.ts'
import { confirmingRole, type StarterFile } from './starter-reading.ts'
import { checkSlots, procedureNamed } from './starter-slots.ts'

const Text = z.string().trim().min(1)

/** `schedules/<name>.yaml`. */
const ScheduleYaml = z.strictObject({
  title: Text.max(200),
  cron: Text.max(200),
  zone: TimeZone,
  missed: z.enum(['skip', 'once', 'all']),
  procedure: Name.optional(),
  slots: z.record(z.string(), z.union([Text, z.number()])).default({}),
  message: Text.max(2_000).optional(),
  roles: z.array(Name).default([]),
  confirmBy: Name.optional(),
})
type ScheduleYaml = z.infer<typeof ScheduleYaml>

/** Reads it; null where it has a problem. */
export function readScheduleFile(at: StarterFile): StarterSchedule | null {
  const { yaml, problems, name } = at
  const before = problems.length
  const entry = yaml.parse(ScheduleYaml, problems)
  if (entry === null) return null
  const { title, roles, missed, cron, zone } = entry
  const rule = { cron, zone }
  const fault = cronFault(rule)
  if (fault !== null) problems.push(yaml.problem(['cron'], `"${cron}" ${fault}.`))
  const begins = readBegins(entry, at)
  const confirmBy = confirmingRole(entry.confirmBy, at)
  if (begins === null || problems.length > before) return null
  return { kind: 'schedule', name, title, roles, confirmBy, rule, missed, begins }
}

function readBegins({ procedure, slots, message }: ScheduleYaml, at: StarterFile): StarterSchedule['begins'] | null {
  const { yaml, problems } = at
  if ((procedure === undefined) === (message === undefined)) {
    problems.push(yaml.problem([], 'It must begin either a "procedure" or a "message".'))
    return null
  }
  if (message !== undefined) {
    if (Object.keys(slots).length > 0)
      problems.push(yaml.keyProblem(['slots'], '"slots" are a procedure’s. What a message wants stands in it.'))
    return { what: 'message', text: message }
  }
  const playbook = procedureNamed(procedure ?? '', at)
  const origins = Object.fromEntries(
    Object.entries(slots).map(([slot, value]): [string, SlotOrigin] => [slot, { from: 'file', value }]),
  )
  if (playbook) checkSlots(origins, playbook, at)
  return { what: 'procedure', procedure: procedure ?? '', slots: origins }
}
