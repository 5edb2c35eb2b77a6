import type { ErrorObject } from 'ajv'
import { Ajv2020 } from 'ajv/dist/2020.js'
import { isJsonObject, valueAt, type Json, type JsonObject, type JsonPointer } from '#core/json.ts'
import { pointerToken } from '#core/json-pointer.ts'
import { boundedPattern } from './bounded-pattern.ts'
import { subschemas } from './subschemas.ts'

/** Why a schema can't be used, and where in it. */
export interface SchemaFault {
  readonly pointer: JsonPointer
  /** A sentence's end: "refers to …, which isn’t in it". Names of the schema may stand in it. */
  readonly reason: string
}

/** The most of a server's own words that a reason quotes, in characters. */
const QUOTED = 100

/** Finds out why a schema didn't compile. `modern`: the same in the words of 2020-12. */
export function findSchemaFault(schema: JsonObject, modern: JsonObject): SchemaFault {
  for (const [pointer, one] of subschemas(schema)) {
    const found = faultOfReference(schema, pointer, one) ?? faultOfPattern(pointer, one)
    if (found !== null) return found
  }
  return faultByMetaSchema(modern) ?? { pointer: '', reason: 'can’t be used' }
}

function faultOfReference(root: JsonObject, pointer: JsonPointer, one: JsonObject): SchemaFault | null {
  for (const keyword of ['$ref', '$recursiveRef', '$dynamicRef']) {
    const { [keyword]: reference } = one
    if (typeof reference !== 'string') continue
    const at = `${pointer}/${keyword}`
    if (!isFound(root, reference)) return { pointer: at, reason: `refers to ${quoted(reference)}, which isn’t in it` }
    if (isCircle(root, reference))
      return { pointer: at, reason: `leads back to ${quoted(reference)}, and nowhere else` }
  }
  return null
}

function isCircle(root: JsonObject, reference: string): boolean {
  const seen = new Set<string>()
  let at: Json | undefined = reference
  while (typeof at === 'string' && at.startsWith('#')) {
    if (seen.has(at)) return true
    seen.add(at)
    const target = valueAt(root, decoded(at.slice(1)))
    at = isJsonObject(target) ? target['$ref'] : undefined
  }
  return false
}

function isFound(root: JsonObject, reference: string): boolean {
  const own = [...subschemas(root)].flatMap(([, { $id, id }]) =>
    [$id, id].flatMap((name) => (typeof name === 'string' ? [name.replace(/#$/, '')] : [])),
  )
  const [base = '', fragment = ''] = reference.split('#')
  if (base !== '' && !own.some((name) => name === base || name.endsWith(`/${base}`))) return false
  if (fragment === '' || base !== '') return true
  if (fragment.startsWith('/')) return valueAt(root, decoded(fragment)) !== undefined
  return [...subschemas(root)].some(
    ([, { $anchor, $dynamicAnchor, $id, id }]) =>
      [$anchor, $dynamicAnchor].includes(fragment) || [$id, id].includes(`#${fragment}`),
  )
}

function decoded(fragment: string): string {
  try {
    return decodeURIComponent(fragment)
  } catch {
    return fragment
  }
}

function faultOfPattern(pointer: JsonPointer, { pattern, patternProperties }: JsonObject): SchemaFault | null {
  const patterns: readonly (readonly [JsonPointer, string])[] = [
    ...(typeof pattern === 'string' ? [[`${pointer}/pattern`, pattern] as const] : []),
    ...Object.keys(isJsonObject(patternProperties) ? patternProperties : {}).map(
      (name) => [`${pointer}/patternProperties/${pointerToken(name)}`, name] as const,
    ),
  ]
  const broken = patterns.find(([, one]) => !isPattern(one))
  return broken ? { pointer: broken[0], reason: `has ${quoted(broken[1])}, which is no pattern` } : null
}

function isPattern(pattern: string): boolean {
  try {
    boundedPattern(pattern, 'u')
    return true
  } catch {
    return false
  }
}

let meta: Ajv2020 | null = null

function faultByMetaSchema(modern: JsonObject): SchemaFault | null {
  meta ??= new Ajv2020({ strict: false, logger: false })
  const { $schema: _, ...anonymous } = modern
  if (meta.validateSchema(anonymous) === true) return null
  const [error] = meta.errors ?? []
  return error ? { pointer: error.instancePath, reason: reasonOf(error) } : null
}

function reasonOf({ keyword, params, message = 'can’t be used' }: ErrorObject): string {
  const { allowedValues: allowed } = params
  return keyword === 'enum' && Array.isArray(allowed) ? `must be one of ${allowed.join(', ')}` : message
}

function quoted(words: string): string {
  return `“${words.length > QUOTED ? `${words.slice(0, QUOTED)}…` : words}”`
}
