import { isJsonObject, referenced, type Json, type JsonObject } from '#core/json.ts'
import { ANYTHING, CLOSED } from '#plan-language/sample.ts'

const DEEPEST = 8
const MOST_VALUES = 2_000

/** Stands for whatever there may be where a schema doesn't say. */
const OPEN: JsonObject = { [ANYTHING]: true }

/**
 * A value of a schema's shape, made up: all that may be there is, and what the schema leaves open may be anything.
 * Patterns and limits aren't looked at.
 */
export function sampleValue(schema: Json): Json {
  return valueOf({ root: isJsonObject(schema) ? schema : {}, depth: 0, spent: { values: 0 } }, schema)
}

interface Making {
  readonly root: JsonObject
  readonly depth: number
  readonly spent: { values: number }
}

function valueOf(making: Making, schema: Json | undefined): Json {
  if (schema === undefined || !isJsonObject(schema) || making.depth > DEEPEST) return OPEN
  if (++making.spent.values > MOST_VALUES) return OPEN
  const inner = { ...making, depth: making.depth + 1 }
  const { $ref: reference, enum: choices, type } = schema
  if (typeof reference === 'string') return valueOf(inner, referenced(making.root, reference))
  if ('const' in schema) return schema['const'] ?? null
  if (Array.isArray(choices)) return choices.find((choice) => choice !== null) ?? null
  const alternatives = schema['anyOf'] ?? schema['oneOf']
  if (Array.isArray(alternatives)) return ofAlternatives(inner, alternatives)
  if ('allOf' in schema) return OPEN
  if (!Array.isArray(type)) return ofKind(inner, schema, type)
  const kinds = type.filter((kind) => kind !== 'null')
  // A value of one of several types could be used as another of them.
  return kinds.length > 1 ? OPEN : ofKind(inner, schema, kinds[0] ?? 'null')
}

function ofAlternatives(making: Making, alternatives: readonly Json[]): Json {
  const there = alternatives.filter((each) => !isJsonObject(each) || each['type'] !== 'null')
  return there.length > 1 ? OPEN : valueOf(making, there[0] ?? { type: 'null' })
}

function ofKind(making: Making, schema: JsonObject, kind: Json | undefined): Json {
  switch (kind) {
    case 'string':
      return textOf(schema)
    case 'integer':
    case 'number':
      return 1
    case 'boolean':
      return true
    case 'null':
      return null
    case 'array':
      return [valueOf(making, schema['items'])]
    case 'object':
      return objectOf(making, schema)
    default:
      return isJsonObject(schema['properties'] ?? null) ? objectOf(making, schema) : OPEN
  }
}

function textOf({ format }: JsonObject): string {
  return typeof format === 'string' && Object.hasOwn(TEXTS, format) ? (TEXTS[format] ?? '') : 'text'
}

const TEXTS: Readonly<Record<string, string>> = {
  'date-time': '2026-01-31T09:00:00.000Z',
  date: '2026-01-31',
  email: 'a@b.example',
  uri: 'https://b.example/',
}

// Where its keys aren't said, they are found in what was read.
function objectOf(making: Making, { properties, patternProperties, additionalProperties }: JsonObject): Json {
  if (properties === undefined || !isJsonObject(properties) || Object.keys(properties).length === 0) return OPEN
  const parts = Object.entries(properties).map(([name, schema]): [string, Json] => [name, valueOf(making, schema)])
  const isClosed = additionalProperties === false && patternProperties === undefined
  return Object.fromEntries(isClosed ? [[CLOSED, true], ...parts] : parts)
}
