import { Ajv, type Options } from 'ajv'
import { Ajv2020 } from 'ajv/dist/2020.js'
import addFormats from 'ajv-formats'
import { canonicalJson } from '#core/commitment.ts'
import type { Json, JsonObject } from '#core/json.ts'
import { remembered } from '#core/remembered.ts'
import { boundedPattern } from './bounded-pattern.ts'

/**
 * A check of values against a JSON Schema that a server wrote: 2020-12, or draft 7 where it says so. Throws for a schema that
 * can't be used (a reference out of it, a pattern that isn't one).
 */
export const compileSchema = remembered(compile, { keyOf: canonicalJson, most: 500 })

function compile(schema: JsonObject): (value: Json) => boolean {
  const dialect = typeof schema['$schema'] === 'string' ? schema['$schema'] : ''
  const ajv = /draft-0[467]/.test(dialect) ? new Ajv(OPTIONS) : new Ajv2020(OPTIONS)
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
  const validate = ajv.compile(schema)
  return (value) => {
    try {
      return validate(value) === true
    } catch {
      return false // a pattern out of time, a schema that refers to itself without end
    }
  }
}

/** RFC 3339's, and what it is called as well: without a zone, with a space for the T, an offset without a colon. */
const DATE_TIME =
  /^\d{4}-[01]\d-[0-3]\d[t ](?:[01]\d|2[0-3]):[0-5]\d(?::(?:[0-5]\d|60)(?:[.,]\d+)?)?(?: ?(?:z|[+-]\d\d(?::?\d\d)?))?$/i

const OPTIONS: Options = {
  strict: false,
  validateSchema: false,
  allErrors: false,
  code: { regExp: Object.assign(boundedPattern, { code: 'boundedPattern' }) },
}
