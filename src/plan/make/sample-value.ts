import { isJsonObject, referenced, type Json, type JsonObject } from '#core/json.ts'

/** How many different values are made up for one schema. */
export const VARIANTS = 4

const DEEPEST = 8
const MOST_VALUES = 2_000
const TEXTS = ['2026-01-31T09:00:00.000Z', 'EUR', '12', 'a@b.example']
const NUMBERS = [1, 1250, 0, 7]

/**
 * A value of a schema's shape, made up: which one is `variant`'s to say and nobody else's. Patterns, formats and limits
 * aren't looked at. Null where the schema says nothing.
 */
export function sampleValue(schema: Json, variant: number): Json {
  return valueOf({ root: isJsonObject(schema) ? schema : {}, variant, depth: 0, spent: { values: 0 } }, schema)
}

interface Making {
  readonly root: JsonObject
  readonly variant: number
  readonly depth: number
  readonly spent: { values: number }
}

function valueOf(making: Making, schema: Json | undefined): Json {
  if (schema === undefined || !isJsonObject(schema) || making.depth > DEEPEST) return null
  if (++making.spent.values > MOST_VALUES) return null
  const inner = { ...making, depth: making.depth + 1 }
  const { $ref: reference, enum: choices, type } = schema
  if (typeof reference === 'string') return valueOf(inner, referenced(making.root, reference))
  if ('const' in schema) return schema['const'] ?? null
  if (Array.isArray(choices)) return pick(choices, making.variant) ?? null
  const alternatives = schema['anyOf'] ?? schema['oneOf']
  if (Array.isArray(alternatives)) return valueOf(inner, pick(alternatives, making.variant))
  const kind: Json | undefined = Array.isArray(type) ? pick(type, making.variant) : type
  return ofKind(inner, schema, kind)
}

function ofKind(making: Making, schema: JsonObject, kind: Json | undefined): Json {
  const { variant } = making
  switch (kind) {
    case 'string':
      return TEXTS[variant % TEXTS.length] ?? ''
    case 'integer':
    case 'number':
      return NUMBERS[variant % NUMBERS.length] ?? 0
    case 'boolean':
      return variant % 2 === 0
    case 'array':
      return Array.from({ length: variant % 3 === 2 ? 0 : 1 + (variant % 2) }, () => valueOf(making, schema['items']))
    case 'object':
      return objectOf(making, schema)
    default:
      return isJsonObject(schema['properties'] ?? null) ? objectOf(making, schema) : null
  }
}

// What may be left out is there in every second variant.
function objectOf(making: Making, { properties, required }: JsonObject): Json {
  if (properties === undefined || !isJsonObject(properties)) return {}
  const needed: readonly Json[] = Array.isArray(required) ? required : []
  const entries = Object.entries(properties).filter(([name]) => needed.includes(name) || making.variant % 2 === 0)
  return Object.fromEntries(entries.map(([name, schema]) => [name, valueOf(making, schema)]))
}

function pick(values: readonly Json[], variant: number): Json | undefined {
  return values[variant % values.length]
}
