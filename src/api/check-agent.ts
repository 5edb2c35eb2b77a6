import type { Agent, ToolDeclaration } from '#agents/contract.ts'
import { createLogger } from '#core/log.ts'
import type { FileProblem } from '#core/file-problem.ts'
import {
  definitionsOf,
  policyCheckOf,
  type DefinitionSources,
  type KnownDefinitions,
  type PolicyCheck,
} from './check-policy.ts'
import { loadShadow } from '#plan/judge/load-shadow.ts'
import { policySources } from '#plan/judge/policy-sources.ts'
import { unplacedForms, type UnplacedForm } from '#turn/unplaced-forms.ts'

/** What a start would say of an agent's folder, and what whoever starts it should know of its writes. */
export interface AgentCheck extends PolicyCheck {
  /** Mistakes in policy.shadow.cedar: they stop nothing, and then it is asked about nothing. */
  readonly onTrial: readonly FileProblem[]
  /** Writes whose every error counts as "nothing was done" (`nothing: any`). */
  readonly trusted: readonly WriteErrors[]
  /** Writes that don't say which of their errors mean it. */
  readonly unlisted: readonly WriteErrors[]
  /** Forms of its tools that tools.yaml should say more of. */
  readonly unplaced: readonly UnplacedForm[]
  /** Playbooks that do what was only inferred without a yes (`inferred: 'allowed'`). */
  readonly unasked: readonly { readonly file: string; readonly line: number; readonly title: string }[]
}

/** What becomes of an error of a write: called again, looked up where that doesn't tell either, or else a person is asked. */
export interface WriteErrors {
  readonly tool: string
  /** Its line in tools.yaml. */
  readonly line: number
  readonly next: readonly ('call-again' | 'look-up' | 'person')[]
}

/** Checks an agent that was loaded as a start goes on to do, against the accepted tools, or else those that its servers offer. */
export async function checkAgent(agent: Agent, sources: DefinitionSources): Promise<AgentCheck> {
  const found = await definitionsOf(agent, sources)
  const writes = agent.tools.filter(({ effect }) => effect === 'write')
  return {
    ...policyCheckOf(agent, found),
    onTrial: found.unreached.length > 0 ? [] : trialProblems(agent, found.definitions),
    trusted: writes.filter(({ nothing }) => nothing?.codes === 'any').map(errorsOf),
    unlisted: writes.filter(({ nothing }) => nothing === undefined).map(errorsOf),
    unplaced: unplacedForms(agent, found.definitions),
    unasked: agent.playbooks.flatMap(({ file, title, inferred: line }) =>
      line === null ? [] : [{ file, line, title }],
    ),
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
