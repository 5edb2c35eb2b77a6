import type { AnyNode, CallExpression, Expression, Program } from 'acorn'
import { declaredAs } from '../language/program-tree.ts'
import { writtenKey } from '../language/tree.ts'

/** A condition of a lookup on each item. */
export interface Condition {
  readonly field: string
  readonly relation: 'has' | 'is' | 'begins'
  readonly value: Wanted
}

/** A constant of the program, or a slot. */
export type Wanted = { readonly constant: string | number } | { readonly slot: string }

/** Both of what was asked; null where either isn't plain. */
export function joined(a: readonly Condition[] | null, b: readonly Condition[] | null): readonly Condition[] | null {
  return a && b && [...a, ...b]
}

/** What a callback asks of each item, where it asks of its fields alone; null where it asks something else. */
export function conditionsOf(tree: Program, callback: AnyNode | undefined): readonly Condition[] | null {
  if (callback?.type !== 'ArrowFunctionExpression') return null
  const [item] = callback.params
  const { body } = callback
  const [only] = body.type === 'BlockStatement' ? body.body : []
  const said = body.type !== 'BlockStatement' ? body : only?.type === 'ReturnStatement' ? only.argument : null
  const named = item && itemIn(item)
  return named && said ? allOf(tree, said, named) : null
}

/** What a callback calls the thing that it looks at: a name of its own, or names for some of its fields. */
type Item = string | ReadonlyMap<string, string>

function itemIn(param: AnyNode): Item | null {
  if (param.type === 'Identifier') return param.name
  if (param.type !== 'ObjectPattern') return null
  return new Map(
    param.properties.flatMap((property): [string, string][] => {
      if (property.type !== 'Property' || property.value.type !== 'Identifier') return []
      const key = writtenKey(property.key, property.computed)
      return key === null ? [] : [[property.value.name, String(key)]]
    }),
  )
}

function allOf(tree: Program, node: Expression, item: Item): readonly Condition[] | null {
  if (node.type === 'LogicalExpression' && node.operator === '&&')
    return joined(allOf(tree, node.left, item), allOf(tree, node.right, item))
  const one = node.type === 'CallExpression' ? ofCall(tree, node, item) : ofComparison(tree, node, item)
  return one && [one]
}

const MOST_NAMES = 5

const RELATIONS: Readonly<Record<string, Condition['relation']>> = { includes: 'has', startsWith: 'begins' }

function ofCall(tree: Program, { callee, arguments: [given] }: CallExpression, item: Item): Condition | null {
  if (callee.type !== 'MemberExpression') return null
  const relation = RELATIONS[String(writtenKey(callee.property, callee.computed))]
  const field = fieldIn(callee.object, item)
  const value = given && wantedIn(tree, given)
  return relation && field && value ? { field, relation, value } : null
}

function ofComparison(tree: Program, node: Expression, item: Item): Condition | null {
  if (node.type !== 'BinaryExpression' || node.operator !== '===') return null
  const field = fieldIn(node.left, item)
  const value = wantedIn(tree, node.right)
  return field && value ? { field, relation: 'is', value } : null
}

// As it is, in small letters, or without spaces around it.
function fieldIn(node: AnyNode, item: Item): string | null {
  if (node.type === 'CallExpression' && node.callee.type === 'MemberExpression')
    return fieldIn(node.callee.object, item)
  if (node.type === 'ChainExpression') return fieldIn(node.expression, item)
  if (node.type === 'Identifier') return typeof item === 'string' ? null : (item.get(node.name) ?? null)
  if (node.type !== 'MemberExpression' || node.object.type !== 'Identifier' || node.object.name !== item) return null
  const key = writtenKey(node.property, node.computed)
  return key === null ? null : String(key)
}

/** A constant or a slot, where it is no more than that. */
export function wantedIn(tree: Program, node: AnyNode, depth = 0): Wanted | null {
  if (node.type === 'Literal' && (typeof node.value === 'string' || typeof node.value === 'number'))
    return { constant: node.value }
  if (node.type === 'MemberExpression' && node.object.type === 'Identifier' && node.object.name === 'slots') {
    const slot = writtenKey(node.property, node.computed)
    return slot === null ? null : { slot: String(slot) }
  }
  if (node.type === 'CallExpression' && node.callee.type === 'MemberExpression' && node.arguments.length === 0)
    return wantedIn(tree, node.callee.object, depth)
  if (node.type !== 'Identifier' || depth > MOST_NAMES) return null
  const declared = declaredAs(tree, node)
  return declared && !declared.isFirst ? wantedIn(tree, declared.init, depth + 1) : null
}
