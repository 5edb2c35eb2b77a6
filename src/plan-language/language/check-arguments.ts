import type { Node } from 'acorn'
import { isJsonObject, type Json, type JsonObject } from '#core/json.ts'
import type { PlanTool } from '../contract.ts'
import { mistake } from './fault.ts'
import type { Machine } from './machine.ts'
import { hasMadeUp } from './sample.ts'
import { isKind, type Box, type Value } from './values.ts'

interface CheckedCall {
  readonly name: string
  readonly tool: PlanTool
  readonly args: Box | undefined
}

/**
 * Of a sample run: holds a call against what its tool takes, as far as no other values would mend it. A name that the
 * tool doesn't have, one that is left out, a constant of another type.
 */
export function checkArguments(machine: Machine, { name, tool, args }: CheckedCall, at: Node): void {
  const { properties, required, additionalProperties } = tool.argsSchema
  if (!isJsonObject(properties ?? null)) return
  const taken = asObject(properties)
  const given: ReadonlyMap<string, Box> = args && isKind(args.value, 'object') ? args.value.fields : new Map()
  const instead = `it takes ${Object.keys(taken).join(', ') || 'none'}`
  const wrong = (what: string, certain: 'always' | 'here' = 'always') =>
    mistake(`${name} doesn't take these arguments: ${what}; ${instead}.`, at, certain)
  if (areKeysCertain(machine, args, at)) {
    const isClosed = additionalProperties === false
    const unknown = isClosed ? [...given.keys()].find((key) => !Object.hasOwn(taken, key)) : undefined
    if (unknown !== undefined) wrong(`there is no "${unknown}"`)
    const missing = textsOf(required).find((key) => !given.has(key))
    if (missing !== undefined) wrong(`"${missing}" is left out`)
  }
  for (const [key, box] of given) {
    const types = typesOf(taken[key])
    const type = typeOf(box.value)
    if (type === null || types.length === 0 || types.includes(type)) continue
    if (type === 'number' && types.includes('integer') && Number.isInteger(box.value)) continue
    wrong(`"${key}" is to be ${types.join(' or ')}`, box.mark === machine.lattice.literals ? 'always' : 'here')
  }
}

// Those that are written out in the call are the same whatever is read. What was built before, or of what was read, may have
// others where that is otherwise.
function areKeysCertain({ lattice }: Machine, args: Box | undefined, at: Node): boolean {
  if (!args || !isKind(args.value, 'object')) return true
  const { data, ctrl } = lattice.show(lattice.join(args.mark, args.value.shape))
  return !hasMadeUp(data) && (isWrittenOut(at) || !hasMadeUp(ctrl))
}

function isWrittenOut(at: Node): boolean {
  const [first]: readonly unknown[] = 'arguments' in at && Array.isArray(at.arguments) ? at.arguments : []
  if (typeof first !== 'object' || first === null || !('properties' in first)) return false
  const { properties } = first
  return Array.isArray(properties) && properties.every(({ type, computed }) => type === 'Property' && !computed)
}

function asObject(value: Json | undefined): JsonObject {
  return value !== undefined && isJsonObject(value) ? value : {}
}

function textsOf(value: Json | undefined): readonly string[] {
  return Array.isArray(value) ? value.filter((item) => typeof item === 'string') : []
}

// Of a schema that says more than types, nothing is said here.
function typesOf(schema: Json | undefined): readonly string[] {
  const { type } = asObject(schema)
  return typeof type === 'string' ? [type] : textsOf(type)
}

/** The JSON type of what is known; null of what isn't there, or isn't known. */
function typeOf(value: Value): string | null {
  if (value === undefined || value === null) return null
  if (typeof value !== 'object') return typeof value
  if (isKind(value, 'list')) return 'array'
  return isKind(value, 'object') ? 'object' : null
}
