import type { Agent, ToolDeclaration } from '#agents/contract.ts'
import type { FileProblem } from '#core/file-problem.ts'
import { AppError } from '#core/errors.ts'
import type { Source } from '#plan-language/values/label.ts'
import { toolOf } from '#plan-language/values/source-tool.ts'
import type { PolicySet } from '#guardrails/contract.ts'
import type { ToolDefinition, ToolServers } from '#mcp/contract.ts'
import { schemaFaultOf } from '#plan-language/tool-schema/tool-schema-fault.ts'
import type { PlanTool } from '#plan-language/contract.ts'
import type { PlaybookIndex } from '#dialogue/matching/playbook-index.ts'

/** An agent with what it needs to act: its tool servers, the definitions that were accepted, its compiled policy. */
export interface AgentRuntime {
  readonly agent: Agent
  readonly servers: ToolServers
  readonly policies: PolicySet
  /** The rules in policy.shadow.cedar, in the place of those in policy.cedar; null where there is no such file. */
  readonly shadow: ShadowPolicy | null
  readonly index: PlaybookIndex
  /** By tool name, as accepted: what plans are written and judged against, whatever a server says now. */
  readonly definitions: ReadonlyMap<string, ToolDefinition>
  /** Tools that wait for an operator to accept them at all. They have a definition, and are never called. */
  readonly notAccepted: ReadonlySet<string>
  readonly declarations: ReadonlyMap<string, ToolDeclaration>
  /** Reads whose sample in tools.yaml is accepted as it stands there, with their definition as it is. */
  readonly sampled: ReadonlySet<string>
  readonly confirmBy: ConfirmingRoles
}

/**
 * By channel of the operator's file that programs write to (`webhook/helpdesk`): the role that is asked where a requester
 * would be; null where nobody is.
 */
export type ConfirmingRoles = ReadonlyMap<string, string | null>

/** As much of an agent as a program can be tried out with. */
export type PlanningAgent = Pick<AgentRuntime, 'agent' | 'definitions' | 'declarations'>

/** Rules on trial: judged beside those that count, and never heard. `problems` say why they can't be; then `policies` is null. */
export interface ShadowPolicy {
  readonly policies: PolicySet | null
  readonly problems: readonly FileProblem[]
}

/** A declared tool of an agent. One that isn't declared can't have come this far: `tool-undeclared`. */
export function declarationOf(live: Pick<AgentRuntime, 'declarations'>, tool: string): ToolDeclaration {
  const declaration = live.declarations.get(tool)
  if (!declaration) throw new AppError(`${tool} isn't declared in tools.yaml.`, { code: 'tool-undeclared' })
  return declaration
}

/** Whether an agent, or only some tools of it, acts with its requester's own rights. */
export function actsAsRequester({ agent, declarations }: AgentRuntime, tools?: readonly string[]): boolean {
  const servers = tools?.map((tool) => declarations.get(tool)?.server)
  return agent.servers.some(({ name, as }) => as === 'requester' && (servers === undefined || servers.includes(name)))
}

/** The tool that a source is of: `tool:shop/orders.get.note` is of `shop/orders.get`. Undefined where it isn't declared. */
export function toolOfSource({ declarations }: Pick<AgentRuntime, 'declarations'>, source: Source) {
  const tool = toolOf(source, declarations.keys())
  return tool === undefined ? undefined : declarations.get(tool)
}

/** The accepted definition of a declared tool. Throws `tool-not-accepted`. */
export function definitionOf(live: AgentRuntime, tool: string): ToolDefinition {
  const definition = live.definitions.get(tool)
  if (!definition) {
    throw new AppError(`${tool} has no accepted definition. Start its server and accept it.`, {
      code: 'tool-not-accepted',
    })
  }
  return definition
}

/** The tools as a plan sees them: without the argument that takes our key, which no program chooses. */
export function planTools(
  live: Pick<AgentRuntime, 'definitions' | 'declarations'>,
): Readonly<Record<string, PlanTool>> {
  return Object.fromEntries(
    [...live.definitions].map(([tool, definition]) => {
      const declaration = declarationOf(live, tool)
      const planTool: PlanTool = {
        kind: declaration.effect,
        argsSchema: withoutArgument(definition.inputSchema, declaration.idempotencyKey),
        resultSchema: definition.outputSchema,
        inheritsArguments: false,
        later: declaration.later,
        ...(declaration.zone !== undefined && { zone: declaration.zone }),
        ...amountsOf(declaration),
      }
      return [tool, planTool]
    }),
  )
}

function amountsOf({ money }: ToolDeclaration): Pick<PlanTool, 'amounts'> {
  const numbers = Object.entries(money).filter(([, { as }]) => as === 'number')
  return numbers.length === 0
    ? {}
    : { amounts: Object.fromEntries(numbers.map(([name, { currency }]) => [name, currency])) }
}

/** The tools that a plan of this agent could use at all: accepted, of schemas that can be used, and permitted by some rule. */
export function toolsToPlanWith({ definitions, notAccepted, policies }: AgentRuntime): readonly string[] {
  return [...definitions]
    .filter(
      ([tool, definition]) => policies.permitted.has(tool) && !notAccepted.has(tool) && !schemaFaultOf(definition),
    )
    .map(([tool]) => tool)
}

function withoutArgument(schema: ToolDefinition['inputSchema'], name: string | null): ToolDefinition['inputSchema'] {
  const { properties, required } = schema
  if (name === null || typeof properties !== 'object' || properties === null || Array.isArray(properties)) return schema
  return {
    ...schema,
    properties: Object.fromEntries(Object.entries(properties).filter(([key]) => key !== name)),
    ...(Array.isArray(required) ? { required: required.filter((key) => key !== name) } : {}),
  }
}
