import { Ajv, type ErrorObject, type Options, type ValidateFunction } from 'ajv'
import { Ajv2020 } from 'ajv/dist/2020.js'
import addFormats from 'ajv-formats'
import { RE2JS } from 're2js'
import { isJsonObject, type JsonObject } from '#core/json.ts'
import { pointerTokens } from '#core/json-pointer.ts'

/**
 * What is wrong with a call's arguments, in words without any of their values, or null. `deferred` names arguments
 * that hold a handle: they have no value yet, and are checked when they have one.
 */
export function faultInArguments(schema: JsonObject, args: JsonObject, deferred: ReadonlySet<string>): string | null {
  const validate = validatorFor(schema, deferred)
  if (validate === null) return "the tool's argument schema can't be used here"
  const known = Object.fromEntries(Object.entries(args).filter(([name]) => !deferred.has(name)))
  if (validate(known)) return null
  const [error] = validate.errors ?? []
  return error === undefined ? 'they do not fit its schema' : wording(error, schema)
}

// A tool server's patterns run on other people's text: in linear time (RE2), or not at all.
const linearRegExp = Object.assign(
  (pattern: string) => {
    const compiled = RE2JS.compile(RE2JS.translateRegExp(pattern))
    return { test: (text: string) => compiled.matcher(text).find() }
  },
  { code: 'new RegExp' },
)

const OPTIONS: Options = { strict: false, validateSchema: false, code: { regExp: linearRegExp } }
const KEPT_VALIDATORS = 500

let draft7: Ajv | null = null
let draft2020: Ajv2020 | null = null
const validators = new Map<string, ValidateFunction | null>()

function validatorFor(schema: JsonObject, deferred: ReadonlySet<string>): ValidateFunction | null {
  const { required } = schema
  const adapted =
    deferred.size > 0 && Array.isArray(required)
      ? { ...schema, required: required.filter((name) => typeof name !== 'string' || !deferred.has(name)) }
      : schema
  const key = JSON.stringify(adapted)
  const kept = validators.get(key)
  if (kept !== undefined) return kept
  if (validators.size >= KEPT_VALIDATORS) forgetAll()
  const made = compile(adapted)
  validators.set(key, made)
  return made
}

function compile(schema: JsonObject): ValidateFunction | null {
  try {
    // An `$id` would make the second schema of that name an error; nothing here refers to one.
    const { $id: _, ...anonymous } = schema
    return ajvFor(schema).compile(anonymous)
  } catch {
    return null
  }
}

function ajvFor({ $schema }: JsonObject): Ajv | Ajv2020 {
  const isDraft7 = typeof $schema === 'string' && /draft-0[4-7]/.test($schema)
  return isDraft7 ? (draft7 ??= withFormats(new Ajv(OPTIONS))) : (draft2020 ??= withFormats(new Ajv2020(OPTIONS)))
}

function withFormats<Instance extends Ajv | Ajv2020>(ajv: Instance): Instance {
  addFormats.default(ajv)
  return ajv
}

// An Ajv keeps all that it compiled, so its instances go with the cache.
function forgetAll(): void {
  validators.clear()
  draft7 = null
  draft2020 = null
}

// Names of the schema may be told. Deeper places may be keys that came with data.
function wording(error: ErrorObject, schema: JsonObject): string {
  const [first, ...deeper] = pointerTokens(error.instancePath)
  const message = error.message ?? 'does not fit'
  if (first === undefined) return `the arguments ${message}`
  const { properties } = schema
  const name = isJsonObject(properties) && Object.hasOwn(properties, first) ? `"${first}"` : 'an argument'
  return deeper.length > 0 ? `something in ${name} ${message}` : `${name} ${message}`
}
