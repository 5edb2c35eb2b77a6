import { isJsonObject, type Json } from '#core/json.ts'
import type { PolicyTool } from '#guardrails/contract.ts'
import { argumentType, isAttributeName, type ArgumentType } from './argument-type.ts'

/** A tool as an action that rules speak of: its arguments with what Cedar can hold of each. */
export interface PolicyAction {
  readonly tool: PolicyTool
  readonly arguments: readonly PolicyArgument[]
}

export interface PolicyArgument {
  readonly name: string
  /** Null: Cedar can't hold it, so rules find its name in `context.hidden`. A number that no rule uses as a decimal is there, too. */
  readonly type: ArgumentType | DecimalType | null
  /** A call always has it. */
  readonly given: boolean
  /** A call always has it with a value that rules can see: not null, not a result that isn't known yet. */
  readonly visible: boolean
}

/** A number with decimals, of an argument itself: not of a part of one. */
export interface DecimalType {
  readonly kind: 'decimal'
}

/** The whole plan as an action: permitted unless a rule forbids it. */
export const PLAN_ACTION = 'plan.apply'
/** The groups that every tool is in: `action in Action::"read"`. */
export const ACTION_GROUPS = ['read', 'write'] as const

export function policyAction(tool: PolicyTool): PolicyAction {
  const properties = isJsonObject(tool.argsSchema['properties']) ? tool.argsSchema['properties'] : {}
  const required: readonly Json[] = Array.isArray(tool.argsSchema['required']) ? tool.argsSchema['required'] : []
  return {
    tool,
    arguments: Object.entries(properties)
      .filter(([name]) => isAttributeName(name))
      .map(([name, schema]) => {
        const money = tool.money[name]
        const found = money
          ? { type: { kind: 'long' } as const, nullable: false }
          : (argumentType(schema) ?? decimalType(schema))
        const given = required.includes(name)
        const visible = given && found !== null && !found.nullable && !tool.later.includes(name)
        return { name, type: found?.type ?? null, given, visible }
      }),
  }
}

function decimalType(schema: Json): { readonly type: DecimalType; readonly nullable: boolean } | null {
  if (!isJsonObject(schema)) return null
  const { type, anyOf } = schema
  const names: readonly Json[] = Array.isArray(type)
    ? type
    : Array.isArray(anyOf)
      ? anyOf.map((one: Json) => (isJsonObject(one) ? (one['type'] ?? null) : null))
      : [type ?? null]
  const others = names.filter((name) => name !== 'null')
  const isNumber = others.length > 0 && others.every((name) => name === 'number' || name === 'integer')
  return isNumber ? { type: { kind: 'decimal' }, nullable: others.length < names.length } : null
}
