import type { FileProblem } from '#core/file-problem.ts'
import type { YamlFile } from '#core/yaml-file.ts'
import type { Texts } from './folder-texts.ts'

/** What `expose:` names that isn't there. A playbook that has a mistake of its own is, and says so itself. */
export function exposeProblems(
  file: { readonly expose: readonly string[] } | null,
  yaml: Pick<YamlFile, 'problem'> | null,
  texts: Texts,
): readonly FileProblem[] {
  return (file?.expose ?? []).flatMap((name, index) =>
    yaml === null || texts.has(`playbooks/${name}.js`)
      ? []
      : [yaml.problem(['expose', index], `There is no playbook "${name}" to expose.`)],
  )
}
