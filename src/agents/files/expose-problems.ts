import type { FileProblem } from '#core/file-problem.ts'
import type { YamlFile } from '#core/yaml-file.ts'
import type { ExposedPlaybook, NamedPlaybook } from '../contract.ts'
import type { Texts } from './folder-texts.ts'

interface Written {
  readonly texts: Texts
  readonly playbooks: readonly NamedPlaybook[]
}

/** What `expose:` names that isn't there. A playbook that has a mistake of its own is, and says so itself. */
export function exposeProblems(
  file: { readonly expose: readonly ExposedPlaybook[] } | null,
  yaml: Pick<YamlFile, 'problem'> | null,
  { texts, playbooks }: Written,
): readonly FileProblem[] {
  if (yaml === null) return []
  return (file?.expose ?? []).flatMap(({ name, trusted }, index) => {
    if (!texts.has(`playbooks/${name}.js`))
      return [yaml.problem(['expose', index], `There is no playbook "${name}" to expose.`)]
    const playbook = playbooks.find((one) => one.name === name)
    const slots = Object.keys(playbook?.slots ?? {})
    // A misspelt one would trust nothing, and whoever wrote it would believe that it does.
    return trusted
      .filter((slot) => playbook && !slots.includes(slot))
      .map((slot) => {
        const hint = slots.length === 0 ? 'It has none.' : `It has: ${slots.join(', ')}.`
        return yaml.problem(['expose', index], `The playbook "${name}" has no slot "${slot}" to trust.`, hint)
      })
  })
}
