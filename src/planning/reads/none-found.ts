import type { ToolDeclaration } from '#agents/contract.ts'
import { isJsonObject, referenced, type Json, type JsonObject } from '#core/json.ts'
import type { ToolDefinition, ToolOutcome } from '#mcp/contract.ts'
import { isListed } from '#mcp/listed-errors.ts'

/**
 * Whether what a read answered means that there is none, by what its entry says (`none:`). For dry runs alone: a look-up
 * after a lost answer goes by null and an empty list, whatever is said here (decision 38).
 */
export function isNoneFound(outcome: ToolOutcome, { none }: Pick<ToolDeclaration, 'none'>): boolean {
  if (none === undefined) return false
  if (none === 'empty') return outcome.ok ? (outcome.asRead ?? outcome.value) === '' : outcome.isEmpty === true
  return !outcome.ok && outcome.error !== undefined && isListed(outcome.error, none)
}

/**
 * What stands for none in a plan: an empty list where the read gives a list, an object whose lists are empty where it
 * gives nothing but lists in one, and null otherwise.
 */
export function noneOf({ outputSchema }: Pick<ToolDefinition, 'outputSchema'>): Json {
  const schema = outputSchema && resolved(outputSchema, outputSchema)
  if (!schema) return null
  if (schema['type'] === 'array') return []
  const { properties, required } = schema
  if (!isJsonObject(properties) || !Array.isArray(required) || required.length === 0) return null
  const lists = required.map((name) => {
    const property = typeof name === 'string' && Object.hasOwn(properties, name) ? properties[name] : undefined
    return isJsonObject(property) && resolved(property, outputSchema)['type'] === 'array' ? name : null
  })
  return lists.includes(null) ? null : Object.fromEntries(lists.map((name) => [String(name), []]))
}

function resolved(schema: JsonObject, root: JsonObject): JsonObject {
  const { $ref: reference } = schema
  const target = typeof reference === 'string' ? referenced(root, reference) : schema
  return isJsonObject(target) ? target : schema
}
