import { isJsonObject, type Json, type JsonObject } from '#core/json.ts'
import { movedReference } from './moved-reference.ts'
import { SUBSCHEMA, SUBSCHEMAS_BY_NAME, SUBSCHEMA_LISTS } from './subschemas.ts'

/**
 * A schema of any draft in the words of 2020-12. What an older draft says is told by its form, since many servers name no
 * draft; only that everything beside a `$ref` counts for nothing (up to draft 7) is told by the name alone.
 */
export function modernSchema(schema: JsonObject): JsonObject {
  const { $schema: named } = schema
  const isOld = typeof named === 'string' && /draft-0?[1-7]\b/.test(named)
  const modern = modernOf(schema, { isOld, root: schema })
  return isJsonObject(modern) ? modern : {}
}

interface Within {
  readonly isOld: boolean
  /** The whole schema, as it was written. */
  readonly root: JsonObject
}

function modernOf(schema: Json, whole: Within): Json {
  if (!isJsonObject(schema)) return schema
  const own = requiredProperties(whole.isOld ? withoutNeighbours(schema) : schema)
  const within = Object.fromEntries(
    Object.entries(own).map(([keyword, value]) => [keyword, modernValue(keyword, value, whole)]),
  )
  return RENEWALS.reduce((renewed, renew) => renew(renewed), within)
}

function modernValue(keyword: string, value: Json, whole: Within): Json {
  if (SUBSCHEMAS_BY_NAME.has(keyword) && isJsonObject(value)) {
    return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, modernOf(one, whole)]))
  }
  if (SUBSCHEMA_LISTS.has(keyword) && Array.isArray(value)) return value.map((one: Json) => modernOf(one, whole))
  if (keyword === '$ref' && typeof value === 'string') return movedReference(value, whole.root)
  return SUBSCHEMA.has(keyword) ? modernOf(value, whole) : value
}

const BESIDE_REF = new Set(['$ref', '$defs', 'definitions', '$id', 'id'])

function withoutNeighbours(schema: JsonObject): JsonObject {
  if (typeof schema['$ref'] !== 'string') return schema
  return Object.fromEntries(Object.entries(schema).filter(([keyword]) => BESIDE_REF.has(keyword)))
}

type Renewal = (schema: JsonObject) => JsonObject

const RENEWALS: readonly Renewal[] = [
  exclusive('minimum', 'exclusiveMinimum'),
  exclusive('maximum', 'exclusiveMaximum'),
  tuple,
  noChoice,
  anchors,
  recursion,
  types,
  nullable,
  renamed('divisibleBy', 'multipleOf'),
  extended,
  dependencies,
]

/** Draft 4: `exclusiveMinimum: true` beside `minimum`. */
function exclusive(bound: string, keyword: string): Renewal {
  return (schema) => {
    if (typeof schema[keyword] !== 'boolean') return schema
    const { [keyword]: isExclusive, [bound]: value, ...rest } = schema
    if (value === undefined) return rest
    return { ...rest, [isExclusive === true ? keyword : bound]: value }
  }
}

/** Up to 2019-09: a list of schemas under `items`, and `additionalItems` for what comes after them. */
function tuple(schema: JsonObject): JsonObject {
  const { items, additionalItems, ...rest } = schema
  if (!Array.isArray(items)) return schema
  return { ...rest, prefixItems: items, ...(additionalItems !== undefined && { items: additionalItems }) }
}

/** A list of choices with none in it, as of projects where there are none yet: nothing fits. */
function noChoice(schema: JsonObject): JsonObject {
  const { enum: choices, ...rest } = schema
  return Array.isArray(choices) && choices.length === 0 ? withAlso(rest, { not: {} }) : schema
}

function withAlso(schema: JsonObject, ...more: readonly Json[]): JsonObject {
  return { ...schema, allOf: [...(Array.isArray(schema['allOf']) ? schema['allOf'] : []), ...more] }
}

/** Draft 3, and people who write as in it: `required: true` at the property. */
function requiredProperties(schema: JsonObject): JsonObject {
  const { properties } = schema
  if (!isJsonObject(properties)) return withoutOwnRequired(schema)
  const entries = Object.entries(properties)
  const named = entries.filter(([, one]) => isJsonObject(one) && one['required'] === true).map(([name]) => name)
  const listed = Array.isArray(schema['required']) ? schema['required'] : []
  const without = entries.map(([name, one]) => [name, isJsonObject(one) ? withoutOwnRequired(one) : one] as const)
  const required = [...new Set([...listed, ...named])]
  return {
    ...withoutOwnRequired(schema),
    properties: Object.fromEntries(without),
    ...(required.length > 0 && { required }),
  }
}

function withoutOwnRequired(schema: JsonObject): JsonObject {
  if (typeof schema['required'] !== 'boolean') return schema
  const { required: _, ...rest } = schema
  return rest
}

/** Up to draft 7 a name within the schema is `$id: "#name"`, in draft 4 `id`. */
function anchors(schema: JsonObject): JsonObject {
  const { $schema: _, $id, id, ...rest } = schema
  const own = typeof $id === 'string' ? $id : typeof id === 'string' ? id : null
  const kept = typeof id === 'string' || id === undefined ? rest : { ...rest, id }
  if (own === null) return $id === undefined ? kept : { ...kept, $id }
  return own.startsWith('#') ? (own === '#' ? kept : { ...kept, $anchor: own.slice(1) }) : { ...kept, $id: own }
}

/** Of a schema that stands alone what is dynamic (2020-12) or recursive (2019-09) leads to its own. */
function recursion(schema: JsonObject): JsonObject {
  const { $recursiveRef, $recursiveAnchor: _, $dynamicRef = $recursiveRef, $dynamicAnchor, ...rest } = schema
  const anchored = $dynamicAnchor === undefined ? rest : { ...rest, $anchor: $dynamicAnchor }
  return $dynamicRef === undefined ? anchored : { ...anchored, $ref: $dynamicRef }
}

/** Draft 3: `any`, and schemas among the types. */
function types(schema: JsonObject): JsonObject {
  const { type, ...rest } = schema
  if (type === 'any' || (Array.isArray(type) && type.includes('any'))) return rest
  if (!Array.isArray(type) || !type.some(isJsonObject)) return schema
  const anyOf = type.map((one: Json) => (typeof one === 'string' ? { type: one } : one))
  return withAlso(rest, { anyOf })
}

/** OpenAPI's, which means something only beside a `type`; beside a reference it is meant too. */
function nullable(schema: JsonObject): JsonObject {
  const { nullable: isNullable, ...rest } = schema
  if (isNullable !== true || schema['type'] !== undefined) return schema
  const { $defs, definitions, ...own } = rest
  const shared = { ...($defs !== undefined && { $defs }), ...(definitions !== undefined && { definitions }) }
  return { ...shared, anyOf: [own, { type: 'null' }] }
}

function renamed(before: string, now: string): Renewal {
  return (schema) => {
    const { [before]: value, ...rest } = schema
    return value === undefined || rest[now] !== undefined ? schema : { ...rest, [now]: value }
  }
}

/** Draft 3: `extends` and `disallow`. */
function extended(schema: JsonObject): JsonObject {
  const { extends: base, disallow, ...rest } = schema
  const more = [
    ...(base === undefined ? [] : Array.isArray(base) ? base : [base]),
    ...(typeof disallow === 'string' || Array.isArray(disallow) ? [{ not: types({ type: disallow }) }] : []),
  ]
  if (more.length === 0) return schema
  return withAlso(rest, ...more)
}

/** Draft 3: one name where others take a list. */
function dependencies(schema: JsonObject): JsonObject {
  const { dependencies: named } = schema
  if (!isJsonObject(named)) return schema
  const entries = Object.entries(named).map(([name, one]) => [name, typeof one === 'string' ? [one] : one] as const)
  return { ...schema, dependencies: Object.fromEntries(entries) }
}
