import { isJsonObject, type JsonObject } from '#core/json.ts'
import { pointerTokens } from '#core/json-pointer.ts'
import { usableSchema, type SchemaMismatch } from '../tool-schema/usable-schema.ts'

/**
 * What is wrong with a call's arguments, in words without any of their values, or null. `deferred` names arguments
 * that hold a handle: they have no value yet, and are checked when they have one. A schema that can't be used refuses
 * nothing: its tool isn't called.
 */
export function faultInArguments(schema: JsonObject, args: JsonObject, deferred: ReadonlySet<string>): string | null {
  const usable = usableSchema(withoutDeferred(schema, deferred))
  if (!usable.ok) return null
  const known = Object.fromEntries(Object.entries(args).filter(([name]) => !deferred.has(name)))
  const mismatch = usable.mismatch(known)
  return mismatch && wording(mismatch, schema)
}

function withoutDeferred(schema: JsonObject, deferred: ReadonlySet<string>): JsonObject {
  const { required } = schema
  if (deferred.size === 0 || !Array.isArray(required)) return schema
  return { ...schema, required: required.filter((name) => typeof name !== 'string' || !deferred.has(name)) }
}

// Names of the schema may be told. Deeper places may be keys that came with data.
function wording({ instancePath, message = 'does not fit' }: SchemaMismatch, schema: JsonObject): string {
  const [first, ...deeper] = pointerTokens(instancePath)
  if (first === undefined) return `the arguments ${message}`
  const { properties } = schema
  const name = isJsonObject(properties) && Object.hasOwn(properties, first) ? `"${first}"` : 'an argument'
  return deeper.length > 0 ? `something in ${name} ${message}` : `${name} ${message}`
}
