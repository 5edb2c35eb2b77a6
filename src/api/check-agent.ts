import type { AcceptedWhere, Agent, ToolDeclaration } from '#agents/contract.ts'
import { AppError } from '#core/errors.ts'
import { createLogger } from '#core/log.ts'
import type { FileProblem } from '#core/file-problem.ts'
import {
  definitionsOf,
  policyCheckOf,
  type DefinitionSources,
  type KnownDefinitions,
  type PolicyCheck,
} from './check-policy.ts'
import { compilePolicy } from '#guardrails/policy/compile-policy.ts'
import type { Sandbox } from '#plan-language/contract.ts'
import { type LeftOutQuestion, questionsLeftOut } from '#knowledge/search/questions-left-out.ts'
import { tryPlaybook, type TriedPlaybook } from '#planning/try-playbook.ts'
import { loadShadow } from '#judging/policies/load-shadow.ts'
import { policySources } from '#judging/policies/policy-sources.ts'
import { unplacedForms, type UnplacedForm } from '#turn/definitions/unplaced-forms.ts'

/** What a start would say of an agent's folder, and what whoever starts it should know of its writes. */
export interface AgentCheck extends PolicyCheck {
  /** Mistakes in policy.shadow.cedar: they stop nothing, and then it is asked about nothing. */
  readonly onTrial: readonly FileProblem[]
  /** Writes whose every error counts as "nothing was done" (`nothing: any`). */
  readonly trusted: readonly WriteErrors[]
  /** Writes that don't say which of their errors mean it. */
  readonly unlisted: readonly WriteErrors[]
  /** Why its playbooks weren't tried out; null where they were, or where something else is wrong that comes first. */
  readonly untried: string | null
  /** Reads of its playbooks that people are asked about each time, since untrusted text decides them. */
  readonly asked: readonly FileProblem[]
  /** Forms of its tools that tools.yaml should say more of. */
  readonly unplaced: readonly UnplacedForm[]
  /** Questions that its documents list and search leaves out, each with the file and the reason. */
  readonly questions: readonly LeftOutQuestion[]
  /** What its files trust that its operator should know of. */
  readonly warnings: readonly string[]
  /** Playbooks that do what was only inferred without a yes (`inferred: 'allowed'`). */
  readonly unasked: readonly { readonly file: string; readonly line: number; readonly title: string }[]
  /** What its tools take though untrusted text decides it, under a condition. */
  readonly chosen: readonly { readonly tool: string; readonly line: number; readonly accepted: AcceptedWhere }[]
}

/** What becomes of an error of a write: called again, looked up where that doesn't tell either, or else a person is asked. */
export interface WriteErrors {
  readonly tool: string
  /** Its line in tools.yaml. */
  readonly line: number
  readonly next: readonly ('call-again' | 'look-up' | 'person')[]
}

export interface CheckSources extends DefinitionSources {
  /** Where playbooks are tried out. It is asked for once there are tools to try them with. */
  readonly openSandbox: () => Promise<Sandbox>
  readonly nowMs: number
}

/** Checks an agent that was loaded as a start goes on to do, against the accepted tools, or else those that its servers offer. */
export async function checkAgent(agent: Agent, sources: CheckSources): Promise<AgentCheck> {
  const found = await definitionsOf(agent, sources)
  const checked = policyCheckOf(agent, found)
  const isWhole = checked.problems.length + checked.unreached.length === 0
  const tried = isWhole ? await tryPlaybooks(agent, found, sources) : UNTRIED
  const writes = agent.tools.filter(({ effect }) => effect === 'write')
  return {
    ...checked,
    problems: [...checked.problems, ...tried.mistakes],
    untried: tried.untried,
    asked: tried.asked,
    onTrial: found.unreached.length > 0 ? [] : trialProblems(agent, found.definitions),
    trusted: writes.filter(({ nothing }) => nothing?.codes === 'any').map(errorsOf),
    unlisted: writes.filter(({ nothing }) => nothing === undefined).map(errorsOf),
    unplaced: unplacedForms(agent, found.definitions),
    questions: await questionsLeftOut(agent.knowledge, sources.signal),
    warnings: agent.warnings,
    unasked: agent.playbooks.flatMap(({ file, title, inferred: line }) =>
      line === null ? [] : [{ file, line, title }],
    ),
    chosen: agent.tools.flatMap(({ tool, line, acceptsWhere = [] }) =>
      acceptsWhere.map((accepted) => ({ tool, line, accepted })),
    ),
  }
}

// Rules and tools that don't fit are told first: a program would only be told the same of them again.
async function tryPlaybooks(agent: Agent, { definitions }: KnownDefinitions, sources: CheckSources): Promise<Tried> {
  const declarations = new Map(agent.tools.map((declaration) => [declaration.tool, declaration]))
  const compiled = compilePolicy(policySources(agent, { definitions, declarations }))
  if (agent.playbooks.length === 0 || !compiled.ok) return UNTRIED
  const opened = await opening(sources)
  if (typeof opened === 'string') return { ...UNTRIED, untried: opened }
  await using sandbox = opened
  const { nowMs, signal } = sources
  const live = { agent, definitions, declarations, policies: compiled.policies }
  const tried: TriedPlaybook[] = []
  for (const playbook of agent.playbooks) tried.push(await tryPlaybook({ live, sandbox, nowMs, signal }, playbook))
  return {
    mistakes: tried.flatMap(({ mistakes }) => mistakes),
    asked: tried.flatMap(({ asked }) => asked),
    untried: null,
  }
}

interface Tried extends TriedPlaybook {
  readonly untried: string | null
}

const UNTRIED: Tried = { mistakes: [], asked: [], untried: null }

// Where its files aren't built yet, or no process may be started, the rest of the check is worth having.
async function opening({ openSandbox }: CheckSources): Promise<Sandbox | string> {
  try {
    return await openSandbox()
  } catch (error) {
    if (error instanceof AppError) return error.message
    throw error
  }
}

function trialProblems(agent: Agent, definitions: KnownDefinitions['definitions']): readonly FileProblem[] {
  const declarations = new Map(agent.tools.map((declaration) => [declaration.tool, declaration]))
  const sources = policySources(agent, { definitions, declarations })
  return loadShadow(agent, sources, createLogger('silent'))?.problems ?? []
}

function errorsOf({ tool, line, idempotent, idempotencyKey, keyLivesMs, verify }: ToolDeclaration): WriteErrors {
  const isCalledAgain = idempotent || (idempotencyKey !== null && keyLivesMs !== null)
  return { tool, line, next: [...(isCalledAgain ? ['call-again' as const] : []), verify ? 'look-up' : 'person'] }
}
