import type { AnyNode, CallExpression, Expression, Program } from 'acorn'
import type { ProgramPlace } from '../contract.ts'
import { declaredAs, toolCalled, treeOf } from '../language/program-tree.ts'
import { positionIn } from '../language/fault.ts'
import { childrenOf, writtenKey } from '../language/tree.ts'
import { isPosition } from './failed-lookup.ts'

/**
 * Whether what stands at a place is done where something that was looked for isn't there: in the arm of an `if` that asks
 * for that alone. Read off the program's text; where that isn't plain, it isn't so.
 */
export function isWhereNothingWasFound(source: string, at: ProgramPlace): boolean {
  const tree = treeOf(source)
  return tree !== null && around(tree, at).some(([node, next]) => isArmOfNothing(tree, node, next))
}

// The nodes around a place, the outermost first, each with the one in it.
function around(tree: Program, at: ProgramPlace): readonly (readonly [AnyNode, AnyNode])[] {
  const found: (readonly [AnyNode, AnyNode])[] = []
  let node: AnyNode = tree
  for (;;) {
    const inner: AnyNode | undefined = childrenOf(node).find((child) => isWithin(child, at))
    if (!inner) return found
    found.push([node, inner])
    node = inner
  }
}

function isWithin(node: AnyNode, { line, column }: ProgramPlace): boolean {
  const begins = positionIn(node)
  const end = node.loc?.end
  const isBehind = line > begins.line || (line === begins.line && column >= begins.column)
  return isBehind && end !== undefined && (line < end.line || (line === end.line && column < end.column))
}

function isArmOfNothing(tree: Program, node: AnyNode, arm: AnyNode): boolean {
  if (node.type !== 'IfStatement') return false
  if (arm === node.consequent) return isAbsent(tree, node.test, true)
  return arm === node.alternate && isAbsent(tree, node.test, false)
}

/** Whether a test that came out so says that something that was looked for isn't there, and nothing else. */
function isAbsent(tree: Program, test: Expression, holds: boolean): boolean {
  switch (test.type) {
    case 'UnaryExpression':
      return test.operator === '!' && isAbsent(tree, test.argument, !holds)
    case 'LogicalExpression':
      // `a || b` holds for either, and `a && b` fails for either.
      if (test.operator !== (holds ? '||' : '&&')) return false
      return isAbsent(tree, test.left, holds) && isAbsent(tree, test.right, holds)
    case 'BinaryExpression':
      return isAbsence(test.operator, test.right) === holds && isSought(tree, test.left)
    default:
      return !holds && isSought(tree, test)
  }
}

// Null where it asks for something else.
function isAbsence(operator: string, right: AnyNode): boolean | null {
  const isNothing =
    (right.type === 'Literal' && (right.value === null || right.value === 0 || right.value === '')) ||
    (right.type === 'Identifier' && right.name === 'undefined')
  if (isNothing) return operator === '===' || operator === '==' ? true : NOT_NOTHING.has(operator) ? false : null
  return operator === '<' && right.type === 'Literal' && right.value === 1 ? true : null
}

const NOT_NOTHING: ReadonlySet<string> = new Set(['!==', '!=', '>'])

const MOST_NODES = 20

/**
 * Whether it is what a read gave, whole, what a search among that left, or how many that are. A field of what was found is
 * none: that an order has no date of delivery is an answer.
 */
function isSought(tree: Program, node: AnyNode, depth = 0): boolean {
  if (depth > MOST_NODES) return false
  const go = (next: AnyNode) => isSought(tree, next, depth + 1)
  switch (node.type) {
    case 'AwaitExpression':
      return node.argument.type === 'CallExpression'
    case 'ChainExpression':
      return go(node.expression)
    case 'LogicalExpression':
      return go(node.left)
    case 'Identifier': {
      const declared = declaredAs(tree, node)
      return declared !== null && go(declared.init)
    }
    case 'MemberExpression':
      return isPosition(node.property) || writtenKey(node.property, node.computed) === 'length'
        ? isList(tree, node.object, depth + 1)
        : false
    case 'CallExpression':
      return isSearch(node) && node.callee.type === 'MemberExpression' && isList(tree, node.callee.object, depth + 1)
    default:
      return false
  }
}

// A list of things: what a read gave, a part of that, or some of them.
function isList(tree: Program, node: AnyNode, depth: number): boolean {
  if (depth > MOST_NODES) return false
  const go = (next: AnyNode) => isList(tree, next, depth + 1)
  if (node.type === 'MemberExpression' && !node.computed) return go(node.object)
  if (node.type === 'ChainExpression') return go(node.expression)
  if (node.type === 'LogicalExpression') return go(node.left)
  if (node.type === 'Identifier') {
    const declared = declaredAs(tree, node)
    return declared !== null && !declared.isFirst && go(declared.init)
  }
  return isSought(tree, node, depth + 1)
}

const SEARCHES: ReadonlySet<unknown> = new Set([
  'find',
  'findLast',
  'filter',
  'at',
  'pop',
  'shift',
  'slice',
  'toSorted',
])

function isSearch(node: CallExpression): boolean {
  if (toolCalled(node) !== null || node.callee.type !== 'MemberExpression') return false
  return SEARCHES.has(writtenKey(node.callee.property, node.callee.computed))
}
