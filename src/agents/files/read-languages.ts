import type { z } from 'zod'
import type { FileProblem } from '#core/file-problem.ts'
import { nearest } from '#text/nearest.ts'
import type { Agent, NamedPlaybook, ToolDeclaration, ToolServer } from '../contract.ts'
import type { AgentTexts, ToolTexts } from '../texts.ts'
import type { ParsePlaybook } from './parse-playbook.ts'
import {
  AgentTextsFile,
  languageFileOf,
  nameProblem,
  PlaybookTexts,
  ToolTextsFile,
  type LanguageFile,
} from './language-files.ts'
import { playbookInLanguage } from './playbook-texts.ts'
import type { YamlFile, YamlPath } from '../yaml/yaml-file.ts'

interface Reading {
  readonly languages: readonly string[]
  readonly playbooks: readonly NamedPlaybook[]
  readonly tools: readonly ToolDeclaration[]
  readonly servers: readonly ToolServer[]
  readonly texts: ReadonlyMap<string, string>
  readonly problems: FileProblem[]
  /** Reads a file as YAML; its problems are kept, and null comes back. */
  read(path: string): YamlFile | null
  readonly parsePlaybook: ParsePlaybook
}

type Intents = Agent['intents']

/** What an agent says in its other languages. */
export interface InLanguages {
  /** With all their examples, in whatever language, and with what each says in others. */
  readonly playbooks: readonly NamedPlaybook[]
  readonly intents: readonly Intents[]
  readonly conversation: NonNullable<Agent['conversation']>
  readonly synonyms: NonNullable<Agent['synonyms']>
  readonly address: NonNullable<Agent['address']>
  readonly texts: Readonly<Record<string, AgentTexts>>
  readonly toolTexts: Readonly<Record<string, ToolTexts>>
}

/** Reads the files that say others' texts in more languages: `agent.de.yaml`, `tools.de.yaml`, `playbooks/refund.de.yaml`. */
export function readLanguages(reading: Reading): InLanguages {
  const files = [...reading.texts.keys()]
    .flatMap((path) => languageFileOf(path) ?? [])
    .filter((file) => isNamed(file, reading))
  const agents = files.filter(({ of }) => of === 'agent').flatMap((file) => parsed(file, AgentTextsFile, reading))
  return {
    playbooks: reading.playbooks.map((playbook) => spoken(playbook, files, reading)),
    intents: agents.map(({ said }) => said.intents),
    conversation: Object.fromEntries(agents.map(({ language, said }) => [language, said.conversation])),
    synonyms: agents.flatMap(({ said }) => said.synonyms),
    address: Object.fromEntries(agents.map(({ language, said }) => [language, said.address])),
    texts: Object.fromEntries(agents.map(({ language, said }) => [language, said])),
    toolTexts: Object.fromEntries(
      files
        .filter(({ of }) => of === 'tools')
        .flatMap((file) => parsed(file, ToolTextsFile, reading))
        .map(({ language, said, yaml }) => {
          reading.problems.push(...toolProblems(said, yaml, reading))
          return [language, said]
        }),
    ),
  }
}

/** Examples of intents with those of other languages behind them. */
export function withMore(intents: Intents, others: readonly Intents[]): Intents {
  return {
    answer: [intents, ...others].flatMap(({ answer }) => answer),
    'hand-over': [intents, ...others].flatMap((each) => each['hand-over']),
  }
}

// Where agent.yaml has mistakes its languages aren't known, and no file is blamed for that.
function isNamed(file: LanguageFile, { languages, playbooks, texts, problems }: Reading): boolean {
  if (languages.length === 0) return false
  const problem = nameProblem(file, { languages, playbooks })
  // A playbook that has a mistake itself is there all the same.
  if (problem && texts.has(`${file.of}.js`) && languages.slice(1).includes(file.language)) return false
  if (problem) problems.push(problem)
  return problem === null
}

function parsed<T>(
  { path, language }: LanguageFile,
  schema: z.ZodType<T>,
  { read, problems }: Reading,
): readonly { readonly language: string; readonly said: T; readonly yaml: YamlFile }[] {
  const yaml = read(path)
  const said = yaml?.parse(schema, problems) ?? null
  return yaml && said !== null ? [{ language, said, yaml }] : []
}

function spoken(playbook: NamedPlaybook, files: readonly LanguageFile[], reading: Reading): NamedPlaybook {
  const own = files.filter(({ of }) => `${of}.js` === playbook.file)
  const text = reading.texts.get(playbook.file) ?? ''
  const read = own.flatMap((file) => parsed(file, PlaybookTexts, reading))
  if (read.length === 0) return playbook
  const { problems, parsePlaybook } = reading
  const inLanguages = read.flatMap(({ language, said, yaml }) => {
    const made = playbookInLanguage(playbook, said, { text, yaml, problems, parsePlaybook })
    return made ? [[language, made] as const] : []
  })
  const examples = read.flatMap(({ said }) => [said.title, ...said.examples])
  const not = read.flatMap(({ said }) => said.not)
  return {
    ...playbook,
    examples: [...playbook.examples, ...examples],
    not: [...playbook.not, ...not],
    inLanguages: Object.fromEntries(inLanguages),
  }
}

function toolProblems(said: ToolTextsFile, yaml: YamlFile, { tools, servers }: Reading): readonly FileProblem[] {
  // Where tools.yaml can't be read, nothing is known of its tools.
  if (tools.length === 0) return []
  const names = tools.map(({ tool }) => tool)
  const titles = servers.map(({ name }) => name)
  return [
    ...unknownOf('tools', said.tools, names, yaml),
    ...unknownOf('servers', said.servers, titles, yaml),
    ...tools.flatMap((tool) => gapProblems(tool, said.tools[tool.tool]?.title, yaml)),
    ...tools.flatMap((tool) => wordProblems(tool, said.tools[tool.tool]?.words ?? {}, yaml)),
  ]
}

function unknownOf(
  key: string | YamlPath,
  said: object,
  known: readonly string[],
  yaml: YamlFile,
): readonly FileProblem[] {
  return Object.keys(said)
    .filter((name) => !known.includes(name))
    .map((name) => {
      const near = nearest(name, known)
      const hint = near === null ? `Known are ${known.join(', ') || 'none'}.` : `Did you mean "${near}"?`
      return yaml.keyProblem([key, name].flat(), `tools.yaml has no ${name}.`, hint)
    })
}

function wordProblems(
  { tool, words = {} }: ToolDeclaration,
  said: NonNullable<ToolDeclaration['words']>,
  yaml: YamlFile,
): readonly FileProblem[] {
  const at = ['tools', tool, 'words']
  return [
    ...unknownOf(at, said, Object.keys(words), yaml),
    ...Object.entries(said).flatMap(([name, { choices = {} }]) =>
      words[name] ? unknownOf([...at, name, 'choices'], choices, Object.keys(words[name].choices ?? {}), yaml) : [],
    ),
  ]
}

// What decides is shown in every language: a title that leaves an argument out would say less to some than to others.
function gapProblems(
  { tool, title }: ToolDeclaration,
  said: string | undefined,
  yaml: YamlFile,
): readonly FileProblem[] {
  if (said === undefined) return []
  const gaps = (text: string) => [...text.matchAll(/\{[^{}]*\}/gu)].map(([gap]) => gap).toSorted()
  const [own, other] = [gaps(title), gaps(said)]
  if (own.join(' ') === other.join(' ')) return []
  const hint = own.length === 0 ? 'It has no values in it.' : `It shows ${own.join(', ')}, each once.`
  return [yaml.problem(['tools', tool, 'title'], `This title doesn’t show what that of tools.yaml does.`, hint)]
}
