import { isJsonObject, type Json } from '#core/json.ts'
import type { PolicyTool } from '../contract.ts'
import { argumentType, isAttributeName, type ArgumentType } from './argument-type.ts'

/** A tool as an action that rules speak of: its arguments with what Cedar can hold of each. */
export interface PolicyAction {
  readonly tool: PolicyTool
  readonly arguments: readonly PolicyArgument[]
}

export interface PolicyArgument {
  readonly name: string
  /** Null: Cedar can't hold it, so rules find its name in `context.hidden`. */
  readonly type: ArgumentType | null
  /** A call always has it. */
  readonly given: boolean
  /** A call always has it with a value that rules can see: not null, not a result that isn't known yet. */
  readonly visible: boolean
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
        const found = money ? { type: { kind: 'long' } as const, nullable: false } : argumentType(schema)
        const given = required.includes(name)
        const visible = given && found !== null && !found.nullable && !tool.later.includes(name)
        return { name, type: found?.type ?? null, given, visible }
      }),
  }
}
