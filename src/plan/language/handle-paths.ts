import type { Json, JsonObject } from '#core/json.ts'
import type { Handle } from './values.ts'

/** The handle of a part of what a handle stands for; null where its schema has no such part. */
export function partOfHandle(handle: Handle, key: string | number): Handle | null {
  const { root } = handle
  if (!root) return null
  const schemas = handle.schemas
    .flatMap((schema) => resolved(schema, root, 0))
    .flatMap((schema) => partsOf(schema, key))
  return schemas.length === 0 ? null : { ...handle, path: [...handle.path, key], schemas }
}

const DEEPEST_SCHEMA = 8

/** The schemas that a schema stands for, through `$ref` and its choices. */
function resolved(schema: JsonObject, root: JsonObject, depth: number): readonly JsonObject[] {
  if (depth > DEEPEST_SCHEMA) return []
  const choices = [schema.anyOf, schema.oneOf, schema.allOf].flatMap((list) => (Array.isArray(list) ? list : []))
  const target = typeof schema.$ref === 'string' ? [definitionAt(root, schema.$ref)] : []
  const others = [...choices, ...target].filter(isObject)
  return [schema, ...others.flatMap((other) => resolved(other, root, depth + 1))]
}

function partsOf(schema: JsonObject, key: string | number): readonly JsonObject[] {
  if (typeof key === 'number') return isObject(schema.items) ? [schema.items] : []
  const { properties, additionalProperties } = schema
  const own = isObject(properties) && Object.hasOwn(properties, key) ? properties[key] : undefined
  if (own !== undefined) return isObject(own) ? [own] : own === true ? [{}] : []
  return isObject(additionalProperties) ? [additionalProperties] : []
}

function definitionAt(root: JsonObject, reference: string): Json | undefined {
  if (reference === '#') return root
  const match = /^#\/(\$defs|definitions)\/([^/]+)$/u.exec(reference)
  const group = match?.[1] === undefined ? undefined : root[match[1]]
  const name = match?.[2]
  return isObject(group) && name !== undefined && Object.hasOwn(group, name) ? group[name] : undefined
}

function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
