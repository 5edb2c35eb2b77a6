import { isJsonObject, type Json, type JsonObject } from '#core/json.ts'
import { pathOf } from './condition-parts.ts'
import type { Rule } from './parse-rules.ts'
import type { PolicyAction } from './policy-action.ts'

/**
 * An action with those of its numbers that a rule about it uses as decimals. The others are hidden, as if there were no
 * decimals: a rule over many tools may ask `has` for what is a whole number in some of them, and means only those.
 */
export function withUsedDecimals(action: PolicyAction, rules: readonly Rule[]): PolicyAction {
  const { tool, effect } = action.tool
  const applying = rules.filter(
    ({ actions }) => actions === null || actions.some((name) => name === tool || name === effect),
  )
  const used = new Set(applying.flatMap(({ conditions }) => usedAsDecimals(conditions)))
  return {
    ...action,
    arguments: action.arguments.map((argument) =>
      argument.type?.kind !== 'decimal' || used.has(argument.name)
        ? argument
        : { ...argument, type: null, visible: false },
    ),
  }
}

const METHODS = ['lessThan', 'lessThanOrEqual', 'greaterThan', 'greaterThanOrEqual'] as const
const BESIDE = ['==', '!=', 'contains', 'containsAll', 'containsAny'] as const

// `context.args.confidence.lessThan(…)`, `context.args.confidence == decimal("0.5")`.
function usedAsDecimals(node: Json): readonly string[] {
  if (Array.isArray(node)) return node.flatMap(usedAsDecimals)
  if (!isJsonObject(node) || 'Value' in node) return []
  const compared = METHODS.flatMap((method) => {
    const sides = node[method]
    return Array.isArray(sides) ? sides.flatMap(valuesIn) : []
  })
  const beside = BESIDE.flatMap((operator) => {
    const sides = node[operator]
    if (!isJsonObject(sides)) return []
    const values = [sides['left'] ?? null, sides['right'] ?? null].flatMap(valuesIn)
    return values.some((value) => 'decimal' in value) ? values : []
  })
  return [...[...compared, ...beside].flatMap(argumentIn), ...Object.values(node).flatMap(usedAsDecimals)]
}

// What an expression may turn out to be, or to have in it: of an `if` both ends, of a set its members.
function valuesIn(node: Json): readonly JsonObject[] {
  if (!isJsonObject(node)) return []
  const { 'if-then-else': choice, Set: members } = node
  if (Array.isArray(members)) return members.flatMap(valuesIn)
  return isJsonObject(choice) ? [choice['then'] ?? null, choice['else'] ?? null].flatMap(valuesIn) : [node]
}

function argumentIn(node: JsonObject): readonly string[] {
  const [root, attribute, name, ...rest] = ('.' in node ? pathOf(node) : null) ?? []
  return root === 'context' && attribute === 'args' && name !== undefined && rest.length === 0 ? [name] : []
}
