import { z } from 'zod'
import type { FileProblem } from '#core/file-problem.ts'
import { fieldParts } from '#plan-language/values/field-path.ts'
import { nearest } from '#text/nearest.ts'
import type { ToolDeclaration } from '../tool-declaration.ts'
import type { YamlFile } from '../yaml/yaml-file.ts'

const Text = z.string().trim().min(1).max(200)

/** A field of what is read, and how it is written: `total|money` with the `currency` beside it. */
const Shown = z
  .string()
  .refine((shown) => fieldParts(shown.replace(/\|money$/u, '')) !== null, 'must be a path such as items[].title')

/** `{orderId}` is that argument of the step, `{requester.email}` is of whoever asked; anything else is what it says. */
const Argument = Text.transform((written): { says: string } | { step: string } | { whoAsked: string } => {
  const name = /^\{([^{}]+)\}$/u.exec(written)?.[1]
  if (name === undefined) return { says: written }
  const [, attribute] = /^requester\.(.+)$/u.exec(name) ?? []
  return attribute === undefined ? { step: name } : { whoAsked: attribute }
})

/** What is looked up beside a plan for whoever decides on it. */
const ContextRead = z.strictObject({
  title: Text,
  read: Text,
  /** The steps that it is about, by their tools; left out: it is about whoever asked, and stands beside every plan. */
  for: z.array(Text).min(1).max(100).default([]),
  args: z.record(Text, Argument).default({}),
  show: z.array(Shown).min(1).max(30),
})
export type ContextRead = z.infer<typeof ContextRead>

export const ContextForm = z.array(ContextRead).max(10).default([])

/** What `context:` names that isn't there, or may not be looked up like that. */
export function contextProblems(
  reads: readonly ContextRead[],
  yaml: Pick<YamlFile, 'problem'>,
  tools: readonly ToolDeclaration[],
): readonly FileProblem[] {
  // Without tools.yaml that is what there is to say.
  if (tools.length === 0) return []
  const problem = (index: number, words: string, hint?: string) => yaml.problem(['context', index], words, hint)
  return reads.flatMap((one, index) => [
    ...namedTools(one, tools).map(({ words, hint }) => problem(index, words, hint)),
    ...Object.values(one.args).flatMap((argument) => {
      if ('whoAsked' in argument && !KNOWN_OF_WHO_ASKED.includes(argument.whoAsked))
        return [
          problem(
            index,
            `Of whoever asked there is no "${argument.whoAsked}".`,
            `There are: ${KNOWN_OF_WHO_ASKED.join(', ')}.`,
          ),
        ]
      if ('step' in argument && one.for.length === 0)
        return [problem(index, `"{${argument.step}}" is an argument of a step: name its tools under "for".`)]
      return []
    }),
  ])
}

const KNOWN_OF_WHO_ASKED: readonly string[] = ['id', 'name', 'email']

interface Fault {
  readonly words: string
  readonly hint?: string
}

function namedTools({ read, for: steps }: ContextRead, tools: readonly ToolDeclaration[]): readonly Fault[] {
  const find = (name: string) => tools.find(({ tool }) => tool === name)
  const unknown = [read, ...steps].filter((name) => !find(name)).map((name) => unknownTool(name, tools))
  const declared = find(read)
  if (declared && declared.effect !== 'read')
    return [...unknown, { words: `${read} changes something: only what is read can stand beside a plan.` }]
  if (declared?.consumes)
    return [...unknown, { words: `${read} uses up what it reads, so it can't be looked up again and again.` }]
  const reads = steps.filter((name) => find(name)?.effect === 'read')
  return [...unknown, ...reads.map((name) => ({ words: `${name} reads: nobody decides on it as a step.` }))]
}

function unknownTool(name: string, tools: readonly ToolDeclaration[]): Fault {
  const near = nearest(
    name,
    tools.map(({ tool }) => tool),
  )
  return {
    words: `There is no tool "${name}" in tools.yaml.`,
    ...(near !== null && { hint: `Did you mean "${near}"?` }),
  }
}
