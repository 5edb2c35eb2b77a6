import type { ToolDeclaration } from '#agents/contract.ts'
import { ANY_FIELD, coversField, fieldName, fieldNames } from '#plan-language/values/field-path.ts'
import { isJsonObject, type JsonObject } from '#core/json.ts'
import { leafPaths } from '#turn/definitions/schema-fields.ts'
import type { ToolDefinition } from '#mcp/contract.ts'
import type { DeclaredTool } from '#models/tool-declarations.ts'
import { declarationOf, definitionOf, planTools, toolsToPlanWith, type AgentRuntime } from '#turn/agent-runtime.ts'
import { noneOf } from '../reads/none-found.ts'
import { shownSample } from './shown-sample.ts'

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
      resultSchema: kind === 'write' ? ofTrusted(resultSchema, declaration) : resultSchema,
      ...(live.sampled.has(tool) && { sample: shownSample(declaration) }),
      later,
      description: definitionOf(live, tool).description,
      maybeNull: kind === 'read' && maybeNull(declaration, definitionOf(live, tool)),
      money: moneyOf(declaration),
      condition: conditionOf(declaration),
      follows: declaration.follows,
      trusted: declaration.trust.trusted,
      unvouched: resultSchema && unvouchedFields(resultSchema, declaration),
    }
  })
}

// A handle's other fields are nothing that a later step could be trusted with.
function ofTrusted(schema: JsonObject | null, { trust }: ToolDeclaration): JsonObject | null {
  const names = new Set(trust.trusted.flatMap((path) => fieldNames(path)[0] ?? []))
  const properties = schema?.['properties']
  if (schema === null || !isJsonObject(properties)) return schema
  const trusted = Object.entries(properties).filter(([name]) => names.has(fieldName(name)) || names.has(ANY_FIELD))
  return trusted.length === 0 || trusted.length === Object.keys(properties).length
    ? schema
    : { ...schema, properties: Object.fromEntries(trusted) }
}

/** The untrusted fields of a result; null where its schema says nothing of its fields. */
function unvouchedFields(schema: JsonObject, { trust }: ToolDeclaration): readonly string[] | null {
  const fields = leafPaths(schema)
  const trusted = trust.trusted.filter((path) => path !== 'shape').map((path) => fieldNames(path))
  if (fields.length === 0) return null
  return fields.filter((path) => !trusted.some((one) => coversField(one, fieldNames(path))))
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
