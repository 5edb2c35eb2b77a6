import { isJsonObject, referenced, type Json, type JsonObject } from '#core/json.ts'
import { hasTypes, markOf, singular, withoutSamples, withSample, type ObjectTypes } from './object-types.ts'

/** Deeper than this a type is `unknown`, as is one that contains itself. */
const DEEPEST = 8
/** Types inside one schema that are written out: references may fan out without end. */
const MOST_TYPES = 400
/** Characters of a description. Of what is longer the whole sentences are kept that fit. */
const COMMENT_LENGTH = 600
/** Characters of an object's only field for which it stands on one line. */
const SHORT_FIELD = 60
/** Choices of an enum that are written out. */
const MOST_CHOICES = 40
/** Characters of a text in a sample. */
const SAMPLE_LENGTH = 120

interface TypeOptions {
  readonly types: ObjectTypes
  /** What this type would be called. */
  readonly name?: string | null
  /** A sample of what has this type: its values stand where the type would say no more than what kind they are. */
  readonly sample?: Json | undefined
}

/**
 * A JSON Schema as a TypeScript type. Whatever a schema says that TypeScript can't becomes a comment on one line. Object types
 * are kept in `types` and stand in it as their marks.
 */
export function typeOf(schema: Json, { types, name = null, sample }: TypeOptions): string {
  const root = isJsonObject(schema) ? schema : {}
  return typeIn({ root, depth: 0, spent: { types: 0 }, types, name, sample }, schema)
}

/** Text from a tool server as the inside of a comment: one line, which it can't end. */
export function commentOf(text: string): string {
  const line = text
    .replaceAll(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\s]+/gu, ' ')
    .replaceAll('*/', '* /')
    .replaceAll('/*', '/ *')
    .trim()
  return line.length > COMMENT_LENGTH ? shortened(line) : line
}

function shortened(line: string): string {
  const start = line.slice(0, COMMENT_LENGTH)
  const sentences = /^.*[.!?](?=\s)/u.exec(`${start} `)?.[0] ?? ''
  if (sentences.length >= COMMENT_LENGTH / 3) return sentences
  return `${start.replace(/\s+\S*$/u, '')}…`
}

interface Within {
  /** What `#/…` points into. */
  readonly root: JsonObject
  readonly depth: number
  readonly spent: { types: number }
  readonly types: ObjectTypes
  /** What an object type here would be called, unless it says so itself. */
  readonly name: string | null
  readonly sample: Json | undefined
}

function typeIn(within: Within, schema: Json | undefined): string {
  if (schema === false) return 'never'
  if (schema === undefined || !isJsonObject(schema) || within.depth > DEEPEST) return unknown(within)
  if (++within.spent.types > MOST_TYPES) return unknown(within)
  const inner = { ...within, depth: within.depth + 1 }
  const { $ref } = schema
  if (typeof $ref === 'string')
    return typeIn({ ...inner, name: $ref.split('/').at(-1) ?? null }, referenced(within.root, $ref))
  if ('const' in schema) return literalOf(schema['const'] ?? null)
  if (Array.isArray(schema['enum'])) return choices(schema['enum'])
  const alternatives = schema['anyOf'] ?? schema['oneOf']
  if (Array.isArray(alternatives)) return union(alternatives.map((each) => typeIn(inner, each)))
  if (Array.isArray(schema['allOf'])) return intersection(schema['allOf'].map((each) => typeIn(inner, each)))
  const { type } = schema
  if (Array.isArray(type)) return union(type.map((each) => typeIn(inner, { ...schema, type: each })))
  return ofKind(inner, schema, type)
}

function ofKind(within: Within, schema: JsonObject, type: Json | undefined): string {
  switch (type) {
    case 'boolean':
    case 'null':
      return type
    case 'string':
      return typeof within.sample === 'string' ? withSample(type, sampleText(within.sample)) : type
    case 'number':
    case 'integer':
      return typeof within.sample === 'number' ? withSample(type, sampleText(within.sample)) : type
    case 'array':
      return arrayType(within, schema)
    case 'object':
      return objectType(within, schema)
    default:
      return isJsonObject(schema['properties']) ? objectType(within, schema) : unknown(within)
  }
}

function unknown({ sample }: Within): string {
  return sample === undefined || sample === null ? 'unknown' : withSample('unknown', sampleText(sample))
}

/** A value as a program would write it, on one line. */
function sampleText(value: Json): string {
  if (Array.isArray(value)) return `[${value.map(sampleText).join(', ')}]`
  if (isJsonObject(value)) {
    const fields = Object.entries(value).map(([key, inner]) => `${keyOf(key)}: ${sampleText(inner ?? null)}`)
    return fields.length === 0 ? '{}' : `{ ${fields.join(', ')} }`
  }
  return literalOf(
    typeof value === 'string' && value.length > SAMPLE_LENGTH ? `${value.slice(0, SAMPLE_LENGTH)}…` : value,
  )
}

function arrayType(within: Within, { items, prefixItems }: JsonObject): string {
  const samples = Array.isArray(within.sample) ? within.sample : []
  if (Array.isArray(prefixItems))
    return `[${prefixItems.map((each, at) => typeIn({ ...within, sample: samples[at] }, each)).join(', ')}]`
  const item = typeIn({ ...within, name: within.name && singular(within.name), sample: samples[0] }, items)
  const plain = withoutSamples(item)
  return /[ |&]/u.test(plain) && !plain.startsWith('{') ? `(${item})[]` : `${item}[]`
}

function objectType(within: Within, { properties, required, additionalProperties, title }: JsonObject): string {
  const fields = isJsonObject(properties) ? Object.entries(properties) : []
  const samples = isJsonObject(within.sample) ? within.sample : {}
  if (fields.length === 0) {
    if (additionalProperties === false) return '{}'
    return recordType(within, isJsonObject(additionalProperties) ? additionalProperties : {})
  }
  const names = new Set(Array.isArray(required) ? required : [])
  const lines = fields.map(([name, schema]) => {
    const sample = Object.hasOwn(samples, name) ? samples[name] : undefined
    const about = remarksOn(schema, typeof sample === 'string')
    const remark = about === '' ? '' : ` // ${about}`
    return `  ${keyOf(name)}${names.has(name) ? '' : '?'}: ${typeIn({ ...within, name, sample }, schema)}${remark}`
  })
  const [only = ''] = lines
  const isShort =
    lines.length === 1 && withoutSamples(only).length <= SHORT_FIELD && !only.includes('//') && !hasTypes(only)
  if (isShort) return `{ ${only.trim()} }`
  return markOf(within.types, `{\n${lines.join('\n')}\n}`, typeof title === 'string' ? title : within.name)
}

// What its keys look like is as much of a sample as what stands under them.
function recordType(within: Within, schema: JsonObject): string {
  const [first] = isJsonObject(within.sample) ? Object.entries(within.sample) : []
  const key = first ? withSample('string', sampleText(first[0])) : 'string'
  return `Record<${key}, ${typeIn({ ...within, sample: first?.[1] }, schema)}>`
}

/** What a type can't say, in words. */
function remarksOn(schema: Json, isSampled: boolean): string {
  if (!isJsonObject(schema)) return ''
  const { description, format, pattern, minimum, maximum } = schema
  const parts = [
    ...(typeof format === 'string' && !isSampled ? [format] : []),
    ...(typeof pattern === 'string' ? [`matches ${pattern}`] : []),
    ...(isBound(minimum) ? [`at least ${minimum}`] : []),
    ...(isBound(maximum) ? [`at most ${maximum}`] : []),
    ...(typeof description === 'string' ? [description] : []),
  ]
  return commentOf(parts.join('; '))
}

// The ends of what a whole number can be at all are written out by schema libraries, and say nothing.
function isBound(value: Json | undefined): value is number {
  return typeof value === 'number' && Math.abs(value) < Number.MAX_SAFE_INTEGER
}

function choices(values: readonly Json[]): string {
  const shown = values.slice(0, MOST_CHOICES).map(literalOf)
  return union(values.length > MOST_CHOICES ? [...shown, 'string'] : shown)
}

function union(types: readonly string[]): string {
  const distinct = [...new Set(types)]
  const open = distinct.find((type) => withoutSamples(type) === 'unknown')
  return distinct.length === 0 ? 'never' : (open ?? distinct.join(' | '))
}

function intersection(types: readonly string[]): string {
  const told = [...new Set(types)].filter((type) => type !== 'unknown')
  return told.length === 0 ? 'unknown' : told.map((type) => (type.includes(' | ') ? `(${type})` : type)).join(' & ')
}

function literalOf(value: Json): string {
  if (typeof value === 'object' && value !== null) return 'unknown'
  return onOneLine(JSON.stringify(value))
}

/** A name as an object type's key: as it is, or in quotes where it is no identifier. */
export function keyOf(name: string): string {
  return /^[\p{ID_Start}$_][\p{ID_Continue}$]*$/u.test(name) ? name : onOneLine(JSON.stringify(name))
}

// JSON leaves these as they are, and TypeScript ends a line at them.
function onOneLine(text: string): string {
  return text.replaceAll(/[\p{Cf}\p{Zl}\p{Zp}]/gu, (char) => `\\u{${(char.codePointAt(0) ?? 0).toString(16)}}`)
}
