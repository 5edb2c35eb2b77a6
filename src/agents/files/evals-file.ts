import { z } from 'zod'
import { JsonObject } from '#core/json.ts'
import type { EvalCase } from './eval-case.ts'
import type { FileProblem } from '#core/file-problem.ts'
import type { YamlFile } from '../yaml/yaml-file.ts'

const Text = z.string().trim().min(1)

const EvalYaml = z.strictObject({
  name: Text,
  as: Text.default('customer'),
  say: Text,
  expect: z.strictObject({
    route: z
      .string()
      .regex(/^(?:answer|hand-over|plan|playbook\/[\w-]+)$/, 'must be answer, hand-over, plan or playbook/<name>')
      .optional(),
    effects: z
      .array(
        z.strictObject({
          tool: Text,
          args: JsonObject.optional(),
          origins: z.record(z.string(), z.array(Text)).optional(),
        }),
      )
      .optional(),
    verdict: z
      .string()
      .regex(/^(?:allow|deny|ask\/[a-z][a-z0-9-]*(?:\s*\+\s*[a-z][a-z0-9-]*)*)$/, 'must be allow, deny or ask/<role>')
      .optional(),
    says: z.array(Text).optional(),
    answer: z.strictObject({ cites: z.array(Text).optional(), contains: z.array(Text).optional() }).optional(),
  }),
})

/** Reads one file of evals/: a list of cases, each with a name that no other has. */
export function readEvalsFile(file: string, yaml: YamlFile, problems: FileProblem[]): readonly EvalCase[] {
  const entries = yaml.parse(z.array(z.unknown()), problems) ?? []
  const names = new Set<string>()
  return entries.flatMap((_, index) => {
    const entry = yaml.parse(EvalYaml, problems, [index])
    if (!entry) return []
    const place = yaml.problem([index, 'name'], `There is already a case "${entry.name}".`)
    if (names.has(entry.name)) problems.push(place)
    names.add(entry.name)
    return { ...entry, file, line: place.line ?? 1 }
  })
}
