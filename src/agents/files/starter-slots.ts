import { nearest } from '#text/nearest.ts'
import type { YamlPath } from '../yaml/yaml-file.ts'
import type { NamedPlaybook } from '../contract.ts'
import type { SlotOrigin } from '../starter.ts'
import type { StarterFile } from './starter-reading.ts'

/** The procedure that a file names; null, with the problem, where there is none. */
export function procedureNamed(name: string, { texts, playbooks, yaml, problems }: StarterFile): NamedPlaybook | null {
  const playbook = playbooks.find((candidate) => candidate.name === name) ?? null
  // A playbook that has a mistake of its own is there, and says so itself.
  if (playbook === null && !texts.has(`playbooks/${name}.js`)) {
    const near = nearest(
      name,
      playbooks.map((each) => each.name),
    )
    const hint = near === null ? null : `Did you mean "${near}"?`
    problems.push(yaml.problem(['procedure'], `There is no playbook "${name}".`, hint))
  }
  return playbook
}

/** Checks that these are slots of the procedure, and all that it needs: there is no one to ask for what is missing. */
export function checkSlots(
  origins: Readonly<Record<string, SlotOrigin>>,
  { name, slots }: NamedPlaybook,
  { yaml, problems }: Pick<StarterFile, 'yaml' | 'problems'>,
  path: YamlPath = ['slots'],
): void {
  for (const slot of Object.keys(origins)) {
    if (Object.hasOwn(slots, slot)) continue
    const near = nearest(slot, Object.keys(slots))
    const hint = near === null ? `It has: ${Object.keys(slots).join(', ') || 'none'}.` : `Did you mean "${near}"?`
    problems.push(yaml.keyProblem([...path, slot], `The playbook "${name}" has no slot "${slot}".`, hint))
  }
  const missing = Object.entries(slots).flatMap(([slot, { optional }]) =>
    optional || Object.hasOwn(origins, slot) ? [] : [`"${slot}"`],
  )
  if (missing.length === 0) return
  const message = `The playbook "${name}" needs ${missing.join(', ')}, and nobody is there to be asked for it.`
  problems.push(yaml.problem(path, message, 'Name it under "slots".'))
}
