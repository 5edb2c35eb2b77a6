import type { AnyNode, Property, SpreadElement } from 'acorn'
import type { Json } from '#json.ts'
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
  if (literal.type !== 'ObjectExpression') return literal
  const property = literal.properties.find(
    (each) => each.type === 'Property' && String(writtenKey(each.key, each.computed)) === token,
  )
  return property?.type === 'Property' ? nodeAt(property.value, rest) : literal
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
