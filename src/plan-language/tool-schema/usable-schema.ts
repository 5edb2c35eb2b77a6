import type { ErrorObject, Options } from 'ajv'
import { Ajv2020 } from 'ajv/dist/2020.js'
import addFormats from 'ajv-formats'
import { canonicalJson } from '#core/commitment.ts'
import type { Json, JsonObject } from '#core/json.ts'
import { memoized } from '#core/memoized.ts'
import { boundedPattern } from './bounded-pattern.ts'
import { findSchemaFault, type SchemaFault } from './find-schema-fault.ts'
import { modernSchema } from './modern-schema.ts'

export type { SchemaFault } from './find-schema-fault.ts'

/** What a value doesn't do that its schema asks. Nothing of the value stands in it but the path of where. */
export type SchemaMismatch = Pick<ErrorObject, 'instancePath' | 'schemaPath' | 'message'>

/** A server's schema as it is used here, or why it can't be. */
export type UsableSchema =
  | { readonly ok: true; readonly mismatch: (value: Json) => SchemaMismatch | null }
  | { readonly ok: false; readonly fault: SchemaFault }

/**
 * A schema of any draft, compiled once: a check, a start, plans and calls go by the same. It can't be used where it refers
 * to what isn't in it, or isn't a schema.
 */
export const usableSchema = memoized(compiled, { keyOf: (schema: JsonObject) => JSON.stringify(schema), most: 500 })

function compiled(schema: JsonObject): UsableSchema {
  const modern = modernSchema(schema)
  try {
    const validate = validator().compile(modern)
    return { ok: true, mismatch: (value) => mismatchOf(value, validate) }
  } catch {
    return { ok: false, fault: findSchemaFault(schema, modern) }
  }
}

function mismatchOf(value: Json, validate: ReturnType<Ajv2020['compile']>): SchemaMismatch | null {
  try {
    if (validate(value) === true) return null
    const { instancePath = '', schemaPath = '', message = 'does not fit' } = validate.errors?.[0] ?? {}
    return { instancePath, schemaPath, message }
  } catch {
    // A pattern out of time, a schema that refers to itself without end.
    return { instancePath: '', schemaPath: '', message: 'can’t be held against it' }
  }
}

function validator(): Ajv2020 {
  const ajv = new Ajv2020(OPTIONS)
  addFormats.default(ajv, { mode: 'fast' })
  // A `datetime` without a zone is written so by servers that say it is one.
  ajv.addFormat('date-time', DATE_TIME)
  // ajv compares every pair; a hostile list of 100,000 would stop the process for minutes.
  ajv.removeKeyword('uniqueItems')
  ajv.addKeyword({
    keyword: 'uniqueItems',
    type: 'array',
    schemaType: 'boolean',
    validate: (isAsked: boolean, items: readonly Json[]) =>
      !isAsked || new Set(items.map((item) => canonicalJson(item))).size === items.length,
  })
  return ajv
}

/** RFC 3339's, and what it is called as well: without a zone, with a space for the T, an offset without a colon. */
const DATE_TIME =
  /^\d{4}-[01]\d-[0-3]\d[t ](?:[01]\d|2[0-3]):[0-5]\d(?::(?:[0-5]\d|60)(?:[.,]\d+)?)?(?: ?(?:z|[+-]\d\d(?::?\d\d)?))?$/i

const OPTIONS: Options = {
  strict: false,
  validateSchema: false,
  allErrors: false,
  // 19.99 is a multiple of 0.01, which dividing doubles denies.
  multipleOfPrecision: 5,
  logger: false,
  meta: false,
  code: { regExp: Object.assign(boundedPattern, { code: 'boundedPattern' }) },
}
