import { RE2JS } from 're2js'
import { nearest } from '#text/nearest.ts'
import type { z } from 'zod'
import type { NamedPlaybook, ToolDeclaration } from '../contract.ts'
import type { AgentFile as AgentForm } from './agent-file.ts'
import { contextProblems } from './context-form.ts'
import type { EvalCase } from './eval-case.ts'
import type { FileProblem } from '#core/file-problem.ts'
import type { YamlFile } from '../yaml/yaml-file.ts'
import type { Texts } from './folder-texts.ts'

/** What one file of a folder says of another that isn't so. */
export function crossProblems(agent: {
  readonly evals: readonly EvalCase[]
  readonly playbooks: readonly NamedPlaybook[]
  readonly tools: readonly ToolDeclaration[]
  readonly texts: ReadonlyMap<string, string>
}): readonly FileProblem[] {
  return [
    ...agent.evals.flatMap((one) => evalProblems(one, agent)),
    ...agent.playbooks.flatMap((one) => slotProblems(one, agent.texts)),
  ]
}

type AgentFile = z.infer<typeof AgentForm>

interface NamedThings {
  readonly texts: Texts
  readonly playbooks: readonly NamedPlaybook[]
  readonly tools: readonly ToolDeclaration[]
}

/**
 * What `offer:`, `expose:` and `context:` name that isn't there. A playbook that has a mistake of its own is, and says so itself.
 */
export function namedProblems(
  file: Pick<AgentFile, 'offer' | 'expose' | 'context'> | null,
  yaml: Pick<YamlFile, 'problem'> | null,
  { texts, playbooks, tools }: NamedThings,
): readonly FileProblem[] {
  if (yaml === null || file === null) return []
  const isThere = (name: string) => texts.has(`playbooks/${name}.js`)
  const notOffered = file.offer.flatMap((name, index) =>
    isThere(name) ? [] : [yaml.problem(['offer', index], `There is no playbook "${name}" to offer.`)],
  )
  const notExposed = file.expose.flatMap(({ name, trusted }, index) => {
    if (!isThere(name)) return [yaml.problem(['expose', index], `There is no playbook "${name}" to expose.`)]
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
  return [...notOffered, ...notExposed, ...contextProblems(file.context, yaml, tools)]
}

function evalProblems(
  { file, line, expect }: EvalCase,
  agent: {
    readonly playbooks: readonly NamedPlaybook[]
    readonly tools: readonly ToolDeclaration[]
    readonly texts: ReadonlyMap<string, string>
  },
): readonly FileProblem[] {
  const tools = agent.tools.map(({ tool }) => tool)
  const files = [...agent.texts.keys()].filter((path) => path.startsWith('playbooks/'))
  // A playbook or tool that has a problem itself is there all the same.
  const playbooks = files.map((path) => path.replace(/\.js$/, '').replace(/^playbooks/, 'playbook'))
  const wrong = [
    ...(expect.route?.startsWith('playbook/') && !playbooks.includes(expect.route)
      ? [[expect.route, playbooks] as const]
      : []),
    ...(tools.length === 0
      ? []
      : (expect.effects ?? []).filter(({ tool }) => !tools.includes(tool)).map(({ tool }) => [tool, tools] as const)),
  ]
  return wrong.map(([name, known]) => {
    const near = nearest(name, known)
    return {
      file,
      line,
      column: null,
      message: `This agent has no ${name}.`,
      hint: near === null ? null : `Did you mean "${near}"?`,
    }
  })
}

// Patterns run on what anybody writes, so on an engine whose time grows with the text alone.
function slotProblems({ file, slots }: NamedPlaybook, texts: ReadonlyMap<string, string>): readonly FileProblem[] {
  return Object.entries(slots).flatMap(([name, slot]) => {
    if (slot.type !== 'pattern') return []
    const fault = patternFault(slot.pattern)
    if (fault === null) return []
    const lines = (texts.get(file) ?? '').split('\n')
    const line = lines.findIndex((text) => text.includes(`${name}:`)) + 1
    const hint = 'Patterns have no look-around and no back-references.'
    return {
      file,
      line: line || null,
      column: null,
      message: `The pattern of "${name}" can’t be used: ${fault}.`,
      hint,
    }
  })
}

function patternFault(pattern: string): string | null {
  try {
    RE2JS.compile(pattern)
    return null
  } catch (error) {
    return error instanceof Error ? error.message.replace(/\.$/, '') : 'it is no regular expression'
  }
}
