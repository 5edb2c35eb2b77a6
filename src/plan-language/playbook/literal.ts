import type { AnyNode, Property, SpreadElement } from 'acorn'
import type { Json } from '#core/json.ts'
import { fail } from '../language/fault.ts'
import { RESERVED_KEYS } from '../language/refusals.ts'
import { writtenKey } from '../language/tree.ts'

/** The value of a literal that is nothing but data; a `Fault` where it is more. */
export function readLiteral(node: AnyNode): Json {
  switch (node.type) {
    case 'Literal':
      if (typeof node.value === 'string' || typeof node.value === 'number' || typeof node.value === 'boolean')
        return node.value
      return node.value === null && !node.regex && !node.bigint ? null : notData(node)
    case 'TemplateLiteral':
      return node.expressions.length === 0 ? (node.quasis[0]?.value.cooked ?? '') : notData(node)
    case 'UnaryExpression':
      return node.operator === '-' && node.argument.type === 'Literal' && typeof node.argument.value === 'number'
        ? -node.argument.value
        : notData(node)
    case 'ArrayExpression':
      return node.elements.map((element) => (element ? readLiteral(element) : notData(node)))
    case 'ObjectExpression':
      return readObject(node.properties)
    default:
      return notData(node)
  }
}

/** The node of a part of a literal, or of what is nearest around it. */
export function nodeAt(literal: AnyNode, path: readonly PropertyKey[]): AnyNode {
  const [token, ...rest] = path
  if (token === undefined) return literal
  if (literal.type === 'ArrayExpression') {
    const element = literal.elements[Number(token)]
    return element ? nodeAt(element, rest) : literal
  }
  const property = propertyAt(literal, token)
  return property ? nodeAt(property.value, rest) : literal
}

/** A property of an object literal by its key; null where there is none. */
export function propertyAt(literal: AnyNode, key: PropertyKey): Property | null {
  if (literal.type !== 'ObjectExpression') return null
  const properties = literal.properties.filter((each) => each.type === 'Property')
  return properties.find((each) => String(writtenKey(each.key, each.computed)) === key) ?? null
}

function readObject(properties: readonly (Property | SpreadElement)[]): Json {
  const entries = new Map<string, Json>()
  for (const property of properties) {
    if (property.type !== 'Property' || property.kind !== 'init' || property.method || property.shorthand)
      return notData(property)
    const written = writtenKey(property.key, property.computed)
    const key = String(written)
    if (written === null || RESERVED_KEYS.has(key)) return notData(property)
    if (entries.has(key)) return fail('syntax', `${key} stands here twice.`, property)
    entries.set(key, readLiteral(property.value))
  }
  return Object.fromEntries(entries)
}

function notData(node: AnyNode): never {
  return fail('syntax', 'The header of a playbook is data: texts, numbers, true, false, null, lists and objects.', node)
}
