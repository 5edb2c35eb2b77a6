import type { z } from 'zod'
import type { Shape } from './shape.ts'

const known = new WeakMap<z.core.$ZodType, Shape>()

/**
 * What a client looks at of a schema: kinds of values and their members. Bounds and patterns are the server's to keep. The
 * same schema has the same shape, so that a script holds it once.
 */
export function shapeOf(schema: z.core.$ZodType): Shape {
  const before = known.get(schema)
  if (before !== undefined) return before
  const shape = take(schema)
  known.set(schema, shape)
  return shape
}

function take(schema: z.core.$ZodType): Shape {
  // The kinds of schema there are, told apart by `type`.
  const { def } = (schema as z.core.$ZodTypes)._zod
  switch (def.type) {
    case 'string':
      return 'text'
    case 'number':
      return 'number'
    case 'boolean':
      return 'flag'
    case 'null':
      return { oneOf: [null] }
    case 'literal':
      return oneOf(def.values)
    case 'enum':
      return oneOf(Object.values(def.entries))
    case 'array':
      return { list: shapeOf(def.element) }
    case 'record':
      return { record: shapeOf(def.valueType) }
    case 'nullable':
      return { orNull: shapeOf(def.innerType) }
    case 'optional':
      return { optional: shapeOf(def.innerType) }
    case 'readonly':
      return shapeOf(def.innerType)
    case 'union':
      return { either: def.options.map(shapeOf) }
    case 'object':
      return ofMembers(Object.entries(def.shape).map(([name, one]) => [name, shapeOf(one)]))
    // Any JSON.
    case 'custom':
    case 'lazy':
      return 'any'
    default:
      throw new TypeError(`Nobody has said how a client looks at a schema of the kind ${def.type}.`)
  }
}

/** More words than these are texts to a client, which shows one that it doesn't know as it is. */
const MOST_WORDS = 30

function oneOf(values: readonly unknown[]): Shape {
  if (!values.every((value) => typeof value === 'string' && /^[\w-]+$/.test(value))) return { oneOf: values }
  return values.length > MOST_WORDS ? 'text' : { word: values.join(' ') }
}

function ofMembers(members: readonly (readonly [string, Shape])[]): Shape {
  const texts = members.filter(([, shape]) => shape === 'text').map(([name]) => name)
  const object = Object.fromEntries(members.filter(([, shape]) => shape !== 'text'))
  return texts.length === 0 ? { object } : { texts: texts.join(' '), object }
}
