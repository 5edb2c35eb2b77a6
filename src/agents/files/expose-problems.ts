import type { FileProblem } from '#core/file-problem.ts'
import type { YamlFile } from '#core/yaml-file.ts'
import type { NamedPlaybook } from '../contract.ts'

/** What `expose:` names that isn't there. */
export function exposeProblems(
  file: { readonly expose: readonly string[] } | null,
  yaml: Pick<YamlFile, 'problem'> | null,
  playbooks: readonly Pick<NamedPlaybook, 'name'>[],
): readonly FileProblem[] {
  return (file?.expose ?? []).flatMap((name, index) =>
    yaml === null || playbooks.some((playbook) => playbook.name === name)
      ? []
      : [yaml.problem(['expose', index], `There is no playbook "${name}" to expose.`)],
  )
}
