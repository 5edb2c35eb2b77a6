import { isJsonObject, type Json, type JsonObject } from '#core/json.ts'
import { ANY_FIELD, fieldName, type FieldPart } from '#plan-language/values/field-path.ts'

/** What a result has, or each of its elements where it is a list. */
export function fieldsOfEach(schema: JsonObject): readonly string[] {
  const at = withoutNull(schema)
  if (!at) return []
  const items = at['items']
  return propertyNames((isJsonObject(items) ? withoutNull(items) : null) ?? at)
}

/** The first field of a path that a schema says isn't there, with those that are; null where nothing is missing or known. */
export function missingField(
  schema: Json | undefined,
  path: readonly FieldPart[],
): { readonly name: string; readonly known: readonly string[] } | null {
  const [part, ...rest] = path
  const at = withoutNull(schema)
  if (part === undefined || !at) return null
  if (part === 'elements') return missingField(at['items'], rest)
  // Of keys that aren't known beforehand, what each of them holds.
  if (part === 'any') return missingField(at['additionalProperties'], rest)
  const known = propertyNames(at)
  if (known.length === 0 || at['additionalProperties'] === true) return null
  return known.includes(part.key) ? missingField(propertyOf(at, part.key), rest) : { name: part.key, known }
}

/** A nullable schema is `anyOf: [that, null]`; of another union nothing is said here. */
export function withoutNull(schema: Json | undefined): JsonObject | null {
  if (!isJsonObject(schema)) return null
  const union = schema['anyOf'] ?? schema['oneOf']
  if (!Array.isArray(union)) return schema
  const members: readonly Json[] = union.filter((member: Json) => !(isJsonObject(member) && member['type'] === 'null'))
  return members.length === 1 ? withoutNull(members[0]) : null
}

export function propertyNames(schema: JsonObject): readonly string[] {
  return isJsonObject(schema['properties']) ? Object.keys(schema['properties']) : []
}

export function propertyOf(schema: JsonObject, name: string): JsonObject | null {
  const properties = schema['properties']
  const property = isJsonObject(properties) && Object.hasOwn(properties, name) ? properties[name] : undefined
  return isJsonObject(property) ? property : null
}

/** Deeper than this nothing is named by itself. */
const MOST_LEVELS = 8

/**
 * The paths of the fields that hold no others, as tools.yaml writes them: `items[].sku`, `[].id`, `people.*.role`. A result
 * that is one value, and what a schema says nothing of, has none.
 */
export function leafPaths(schema: Json, path = '', level = 0): readonly string[] {
  const at = withoutNull(schema)
  const end = path === '' || path === '[]' ? [] : [path]
  if (!at || level > MOST_LEVELS) return end
  if (isJsonObject(at['items'])) return leafPaths(at['items'], `${path}[]`, level + 1)
  const within = (name: string): string => (path === '' ? name : `${path}.${name}`)
  const names = propertyNames(at)
  const rest = at['additionalProperties']
  if (names.length === 0) return isJsonObject(rest) ? leafPaths(rest, within(ANY_FIELD), level + 1) : end
  return names.flatMap((name) => leafPaths(propertyOf(at, name) ?? {}, within(fieldName(name)), level + 1))
}
