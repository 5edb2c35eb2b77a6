import { z } from 'zod'
import { isJsonObject, type Json, type JsonObject } from '#core/json.ts'

/**
 * What is wrong with the schema that a program gave. A code and no words: names and values in a schema may have been read
 * somewhere, and a fault is told to the program's author.
 */
export type SchemaFaultCode = 'schema-keyword' | 'schema-type' | 'schema-name' | 'schema-value' | 'schema-too-large'

/** The form of an answer, made into what checks one. What passes is JSON. */
export type AnswerSchema =
  | { readonly ok: true; readonly schema: z.ZodType }
  | { readonly ok: false; readonly code: SchemaFaultCode }

/** The largest schema, in characters of its JSON, levels, and parts (a part is whatever has a type). */
const SCHEMA = { length: 8_000, levels: 5, parts: 60 } as const
/** The largest answer, where its schema allows more or doesn't say. */
const ANSWER = { textLength: 5_000, items: 100 } as const

const SHARED = ['type', 'description']
const KEYWORDS = {
  object: [...SHARED, 'properties', 'required', 'additionalProperties'],
  array: [...SHARED, 'items', 'minItems', 'maxItems'],
  string: [...SHARED, 'enum', 'minLength', 'maxLength', 'verbatim'],
  number: [...SHARED, 'enum', 'minimum', 'maximum'],
  integer: [...SHARED, 'enum', 'minimum', 'maximum'],
  boolean: SHARED,
} as const satisfies Readonly<Record<string, readonly string[]>>
type Type = keyof typeof KEYWORDS

/**
 * Reads the small part of JSON Schema that `extract` takes. An object has the properties that are named and no others.
 * `verbatim: true` on a string is ours: it must stand in `text`, character for character.
 */
export function answerSchema(schema: JsonObject, text: string): AnswerSchema {
  try {
    if (JSON.stringify(schema).length > SCHEMA.length) fault('schema-too-large')
    return { ok: true, schema: partOf(schema, { text, level: 1, count: { parts: 0 } }) }
  } catch (error) {
    if (error instanceof SchemaFault) return { ok: false, code: error.code }
    throw error
  }
}

class SchemaFault extends Error {
  override readonly name = 'SchemaFault'
  readonly code: SchemaFaultCode

  constructor(code: SchemaFaultCode) {
    super(code)
    this.code = code
  }
}

function fault(code: SchemaFaultCode): never {
  throw new SchemaFault(code)
}

interface Place {
  readonly text: string
  readonly level: number
  readonly count: { parts: number }
}

function partOf(part: Json | undefined, place: Place): z.ZodType {
  place.count.parts += 1
  if (place.level > SCHEMA.levels || place.count.parts > SCHEMA.parts) fault('schema-too-large')
  if (!isJsonObject(part)) return fault('schema-type')
  const { type, nullable } = typeOf(part['type'])
  const known: readonly string[] = KEYWORDS[type]
  if (!Object.keys(part).every((keyword) => known.includes(keyword))) fault('schema-keyword')
  const made = ofType(type, part, place)
  const description = [...(part['description'] === undefined ? [] : [textIn(part['description'])]), ...hintsOf(part)]
  const described = description.length === 0 ? made : made.describe(description.join(' '))
  return nullable ? described.nullable() : described
}

// Lengths and `verbatim` are checked here and sent as words: not every server that holds a schema knows them.
function hintsOf({ verbatim, maxLength }: JsonObject): readonly string[] {
  return [
    ...(verbatim === true ? ['Copied from the text exactly.'] : []),
    ...(maxLength === undefined ? [] : [`At most ${String(maxLength)} characters.`]),
  ]
}

// `"string"`, or `["string", "null"]` for one that may be null.
function typeOf(type: Json | undefined): { readonly type: Type; readonly nullable: boolean } {
  const names: readonly unknown[] = Array.isArray(type) ? type : [type]
  const [name, ...others] = names.filter((candidate) => candidate !== 'null')
  if (!isType(name) || others.length > 0) return fault('schema-type')
  return { type: name, nullable: names.includes('null') }
}

function isType(name: unknown): name is Type {
  return typeof name === 'string' && Object.hasOwn(KEYWORDS, name)
}

function ofType(type: Type, part: JsonObject, place: Place): z.ZodType {
  switch (type) {
    case 'object':
      return objectOf(part, place)
    case 'array':
      return arrayOf(part, place)
    case 'string':
      return part['enum'] === undefined ? stringOf(part, place.text) : choiceOf(part, isFilled)
    case 'number':
      return part['enum'] === undefined ? between(z.number(), part) : choiceOf(part, Number.isFinite)
    case 'integer':
      return part['enum'] === undefined ? between(z.int(), part) : choiceOf(part, Number.isSafeInteger)
    case 'boolean':
      return z.boolean()
  }
}

function objectOf(part: JsonObject, place: Place): z.ZodType {
  const { properties, required = [], additionalProperties = false } = part
  if (!isJsonObject(properties) || !Array.isArray(required) || additionalProperties !== false)
    return fault('schema-value')
  const names = Object.keys(properties)
  if (!names.every(isPropertyName)) fault('schema-name')
  if (!required.every((name) => names.includes(String(name)))) fault('schema-value')
  const shape = names.map((name): [string, z.ZodType] => {
    const value = partOf(properties[name], { ...place, level: place.level + 1 })
    return [name, required.includes(name) ? value : value.optional()]
  })
  return z.strictObject(Object.fromEntries(shape))
}

function arrayOf(part: JsonObject, place: Place): z.ZodType {
  const item = partOf(part['items'], { ...place, level: place.level + 1 })
  const most = Math.min(countIn(part['maxItems'], ANSWER.items), ANSWER.items)
  return z.array(item).min(countIn(part['minItems'], 0)).max(most)
}

function stringOf(part: JsonObject, text: string): z.ZodType {
  const { verbatim = false } = part
  if (typeof verbatim !== 'boolean') return fault('schema-value')
  const least = countIn(part['minLength'], 0)
  const most = Math.min(countIn(part['maxLength'], ANSWER.textLength), ANSWER.textLength)
  return z
    .string()
    .refine((answer) => answer.length >= least && answer.length <= most, 'is too short or too long')
    .refine((answer) => !verbatim || text.includes(answer), 'is not in the text')
}

function between(number: z.ZodNumber, part: JsonObject): z.ZodType {
  const { minimum = null, maximum = null } = part
  const least = minimum === null ? number : number.min(numberIn(minimum))
  return maximum === null ? least : least.max(numberIn(maximum))
}

function choiceOf(part: JsonObject, fits: (choice: unknown) => boolean): z.ZodType {
  const { enum: choices } = part
  const isList = Array.isArray(choices) && choices.length > 0 && choices.every(fits)
  if (!isList || Object.keys(part).some((keyword) => !CHOICE.includes(keyword))) return fault('schema-value')
  return z.literal(choices.filter((choice) => typeof choice === 'string' || typeof choice === 'number'))
}

const CHOICE = [...SHARED, 'enum']

function isFilled(choice: unknown): boolean {
  return typeof choice === 'string' && choice.trim() !== ''
}

// Names that JavaScript or the plan language give a meaning are in no answer.
function isPropertyName(name: string): boolean {
  return /^[A-Za-z_]\w{0,63}$/.test(name) && !(name in {}) && !['prototype', 'then', 'toJSON'].includes(name)
}

function textIn(value: Json): string {
  return typeof value === 'string' ? value : fault('schema-value')
}

function numberIn(value: Json): number {
  return typeof value === 'number' ? value : fault('schema-value')
}

function countIn(value: Json | undefined, otherwise: number): number {
  if (value === undefined) return otherwise
  return typeof value === 'number' && Number.isInteger(value) && value >= 0 ? value : fault('schema-value')
}
