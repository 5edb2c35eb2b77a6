import type { Json, JsonObject } from '#core/json.ts'
import type { Handle } from './values.ts'

/**
 * The handle of a part of what a handle stands for; null where its schema has no such part. Where the schema leaves open
 * what there is, any part may be asked for: it is passed on once it is known, and no field that nobody named is trusted.
 */
export function partOfHandle(handle: Handle, key: string | number): Handle | null {
  const { root } = handle
  if (!root) return { ...handle, path: [...handle.path, key] }
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
  if (typeof key === 'number') {
    if (isObject(schema.items)) return [schema.items]
    return schema.items === true || isOpen(schema, 'array') ? [{}] : []
  }
  const { properties, additionalProperties } = schema
  const own = isObject(properties) && Object.hasOwn(properties, key) ? properties[key] : undefined
  if (own !== undefined) return isObject(own) ? [own] : own === true ? [{}] : []
  if (isObject(additionalProperties)) return [additionalProperties]
  return additionalProperties === true || isOpen(schema, 'object') ? [{}] : []
}

/** Whether a schema says nothing of the parts of such a value: `{}`, `true` or no more than its type. */
function isOpen(schema: JsonObject, kind: 'array' | 'object'): boolean {
  const { type, additionalProperties } = schema
  const says = kind === 'array' ? ITEMS : PROPERTIES
  const isOfKind = type === undefined || type === kind || (Array.isArray(type) && type.includes(kind))
  return isOfKind && additionalProperties !== false && !says.some((keyword) => Object.hasOwn(schema, keyword))
}

const ELSEWHERE = ['$ref', 'anyOf', 'oneOf', 'allOf', 'enum', 'const']
const ITEMS = [...ELSEWHERE, 'items', 'prefixItems']
const PROPERTIES = [...ELSEWHERE, 'properties', 'patternProperties']

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
