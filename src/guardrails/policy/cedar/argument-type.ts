import { isJsonObject, type Json, type JsonObject } from '#core/json.ts'

/** A type that Cedar can hold, of an argument or a part of one. */
export type ArgumentType =
  | { readonly kind: 'bool' | 'string' | 'long' }
  | { readonly kind: 'set'; readonly of: ArgumentType }
  | { readonly kind: 'record'; readonly fields: Readonly<Record<string, ArgumentField>> }

export interface ArgumentField {
  readonly type: ArgumentType
  readonly required: boolean
}

/** Keys that Cedar's JSON reads as an entity or a function call: never given to it as an attribute. */
const CEDAR_ESCAPES: ReadonlySet<string> = new Set(['__entity', '__extn', '__expr'])

export function isAttributeName(name: string): boolean {
  return !CEDAR_ESCAPES.has(name) && name.isWellFormed()
}

/**
 * The Cedar type of a JSON Schema, and whether null stands for "not there". Null where Cedar can't hold it: fractions,
 * free-form objects, unions.
 */
export function argumentType(
  schema: Json | undefined,
): { readonly type: ArgumentType; readonly nullable: boolean } | null {
  if (!isJsonObject(schema)) return null
  const union = schema['anyOf'] ?? schema['oneOf']
  if (Array.isArray(union)) return unionType(union)
  const names: readonly Json[] = Array.isArray(schema['type'])
    ? schema['type']
    : [schema['type'] ?? impliedType(schema)]
  const [name, ...others] = names.filter((one) => one !== 'null')
  if (others.length > 0) return null
  const type = namedType(name, schema)
  return type && { type, nullable: names.includes('null') }
}

function unionType(union: readonly Json[]): ReturnType<typeof argumentType> {
  const members = union.filter((member) => !(isJsonObject(member) && member['type'] === 'null'))
  const [only, ...others] = members
  if (others.length > 0) return null
  const found = argumentType(only)
  return found && { type: found.type, nullable: found.nullable || members.length < union.length }
}

// `enum` and `const` without a `type`: of strings alone, since other kinds name their type in every generator we know.
function impliedType(schema: JsonObject): Json {
  const values = Array.isArray(schema['enum']) ? schema['enum'] : [schema['const']]
  return values.length > 0 && values.every((value) => typeof value === 'string') ? 'string' : null
}

function namedType(name: Json | undefined, schema: JsonObject): ArgumentType | null {
  switch (name) {
    case 'boolean':
      return { kind: 'bool' }
    case 'string':
      return { kind: 'string' }
    case 'integer':
      return { kind: 'long' }
    case 'array': {
      const of = argumentType(schema['items'])
      return of && !of.nullable ? { kind: 'set', of: of.type } : null
    }
    case 'object':
      return recordType(schema)
    default:
      return null
  }
}

function recordType(schema: JsonObject): ArgumentType | null {
  const properties = schema['properties']
  if (!isJsonObject(properties) || Object.keys(properties).length === 0) return null
  const required: readonly Json[] = Array.isArray(schema['required']) ? schema['required'] : []
  const fields: Record<string, ArgumentField> = {}
  for (const [name, property] of Object.entries(properties)) {
    const found = argumentType(property)
    if (found && isAttributeName(name)) {
      fields[name] = { type: found.type, required: required.includes(name) && !found.nullable }
    }
  }
  return Object.keys(fields).length > 0 ? { kind: 'record', fields } : null
}

/** A value as Cedar takes it; undefined for null; null where the value isn't of the type, which refuses the call. */
export function argumentValue(
  type: ArgumentType,
  value: Json | undefined,
): { readonly value: Json | undefined } | null {
  if (value === null || value === undefined) return { value: undefined }
  switch (type.kind) {
    case 'bool':
      return typeof value === 'boolean' ? { value } : null
    case 'string':
      return typeof value === 'string' && value.isWellFormed() ? { value } : null
    case 'long':
      return Number.isSafeInteger(value) ? { value } : null
    case 'set':
      return setValue(type.of, value)
    case 'record':
      return recordValue(type.fields, value)
  }
}

function setValue(of: ArgumentType, value: Json): { readonly value: Json } | null {
  if (!Array.isArray(value)) return null
  const items: Json[] = []
  for (const item of value) {
    const converted = argumentValue(of, item)
    if (converted?.value === undefined) return null
    items.push(converted.value)
  }
  return { value: items }
}

function recordValue(fields: Readonly<Record<string, ArgumentField>>, value: Json): { readonly value: Json } | null {
  if (!isJsonObject(value)) return null
  const record: Record<string, Json> = {}
  for (const [name, field] of Object.entries(fields)) {
    const converted = argumentValue(field.type, Object.hasOwn(value, name) ? value[name] : undefined)
    if (!converted || (field.required && converted.value === undefined)) return null
    if (converted.value !== undefined) record[name] = converted.value
  }
  return { value: record }
}
