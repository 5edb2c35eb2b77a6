import type { ToolDeclaration } from '#agents/contract.ts'
import type { ToolDefinition } from '#mcp/contract.ts'
import type { DeclaredTool } from '#models/tool-declarations.ts'
import { declarationOf, definitionOf, planTools, toolsToPlanWith, type AgentRuntime } from '#turn/agent-runtime.ts'
import { noneOf } from './none-found.ts'

/** The tools that a plan could use, with all that a planner is told of them, in the folder's order. */
export function plannerTools(live: AgentRuntime): readonly DeclaredTool[] {
  const inPlans = planTools(live)
  return toolsToPlanWith(live).flatMap((tool) => {
    const plan = inPlans[tool]
    if (!plan) return []
    const declaration = declarationOf(live, tool)
    const { kind, argsSchema, resultSchema, later } = plan
    return {
      tool,
      kind,
      argsSchema,
      resultSchema,
      later,
      description: definitionOf(live, tool).description,
      maybeNull: kind === 'read' && maybeNull(declaration, definitionOf(live, tool)),
      money: moneyOf(declaration),
      condition: conditionOf(declaration),
      trusted: declaration.trust.trusted,
    }
  })
}

function maybeNull({ owner, none }: ToolDeclaration, definition: ToolDefinition): boolean {
  return (owner.kind === 'result' && owner.each === null) || (none !== undefined && noneOf(definition) === null)
}

function moneyOf({ money }: ToolDeclaration): DeclaredTool['money'] {
  return Object.fromEntries(
    Object.entries(money).map(([name, { currency, unit, as }]) => [
      name,
      unit === 'minor' ? `whole minor units of ${currency}` : `decimal ${as ?? 'text'} in ${currency}`,
    ]),
  )
}

function conditionOf({ owner }: ToolDeclaration): string | null {
  switch (owner.kind) {
    case 'argument':
      return `${owner.argument} must be the person's own ${owner.is === 'principal.email' ? 'mail address' : 'id'}`
    case 'from':
      return `${owner.argument} must be one that ${owner.tool} gave in this program`
    case 'result':
    case 'none':
      return null
  }
}
