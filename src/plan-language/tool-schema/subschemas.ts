import { isJsonObject, type Json, type JsonObject, type JsonPointer } from '#core/json.ts'
import { pointerToken } from '#core/json-pointer.ts'

/** Keywords, of all drafts, whose value is a schema; of some it may be a list of them as well. */
export const SUBSCHEMA: ReadonlySet<string> = new Set([
  'additionalItems',
  'additionalProperties',
  'contains',
  'contentSchema',
  'else',
  'extends',
  'if',
  'items',
  'not',
  'propertyNames',
  'then',
  'unevaluatedItems',
  'unevaluatedProperties',
])

/** Keywords whose value is a list of schemas. */
export const SUBSCHEMA_LISTS: ReadonlySet<string> = new Set([
  'allOf',
  'anyOf',
  'extends',
  'items',
  'oneOf',
  'prefixItems',
  'type',
])

/** Keywords whose value has a schema under each name. */
export const SUBSCHEMAS_BY_NAME: ReadonlySet<string> = new Set([
  '$defs',
  'definitions',
  'dependencies',
  'dependentSchemas',
  'patternProperties',
  'properties',
])

/** Every schema in a schema, itself first, with its JSON Pointer. What stands in `enum`, `const` or `default` is none. */
export function* subschemas(schema: Json, pointer: JsonPointer = ''): Generator<readonly [JsonPointer, JsonObject]> {
  if (!isJsonObject(schema)) return
  yield [pointer, schema]
  for (const [keyword, value] of Object.entries(schema)) {
    const at = `${pointer}/${pointerToken(keyword)}`
    if (SUBSCHEMAS_BY_NAME.has(keyword) && isJsonObject(value)) {
      for (const [name, one] of Object.entries(value)) yield* subschemas(one, `${at}/${pointerToken(name)}`)
    } else if (SUBSCHEMA_LISTS.has(keyword) && Array.isArray(value)) {
      for (const [index, one] of value.entries()) yield* subschemas(one, `${at}/${index}`)
    } else if (SUBSCHEMA.has(keyword)) {
      yield* subschemas(value, at)
    }
  }
}
