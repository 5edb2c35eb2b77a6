import type { AnyNode, CallExpression, Expression, Program } from 'acorn'
import type { PlanFailure, ProgramPlace } from '../contract.ts'
import { declaredAs, findNode, partsAt, takenApartAt, toolCalled, treeOf } from '../language/program-tree.ts'
import { writtenKey } from '../language/tree.ts'
import { conditionsOf, joined, wantedIn, type Condition, type Wanted } from './lookup-conditions.ts'

/** A failed lookup: what a program looked for and didn't find, as it is written in it. */
export interface FailedLookup {
  readonly fault: 'not-found' | 'empty-list'
  /** The read whose answer was looked through, or had nothing; null where that isn't plain. */
  readonly tool: string | null
  /** Of a search: what was to hold of each, as far as that is plain. Null where something else was to hold, too. */
  readonly conditions: readonly Condition[] | null
  /** Of a read that gave nothing. */
  readonly args: Readonly<Record<string, Wanted>>
  /** Whether it was the read itself that gave nothing. */
  readonly isLookUp: boolean
}

/**
 * The failed lookup behind a failure; null where it is the program's own fault. It is read off the program's text alone, so
 * it has nothing of what was read.
 */
export function failedLookupOf(source: string, { kind, fault, message, at }: PlanFailure): FailedLookup | null {
  if (kind !== 'runtime' || at === null) return null
  const tree = treeOf(source)
  if (!tree) return null
  if (fault === 'no-such-element') {
    const [part] = partsAt(tree, at)
    const whole = part?.member.object ?? takenApartAt(tree, at)
    return whole ? soughtIn(tree, whole) : null
  }
  return fault === 'arguments' ? soughtAsArgument(tree, at, message) : null
}

// A call that lacks an argument, where that is a part of what wasn't found.
function soughtAsArgument(tree: Program, at: ProgramPlace, message: string): FailedLookup | null {
  const call = findNode(
    tree,
    at,
    (node): node is CallExpression => node.type === 'CallExpression' && toolCalled(node) !== null,
  )
  const name = /required property '(\w+)'|"(\w+)" must be/u
    .exec(message)
    ?.slice(1)
    .find((each) => each !== undefined)
  const given = call?.arguments[0]
  if (given?.type !== 'ObjectExpression' || name === undefined) return null
  for (const property of given.properties) {
    if (property.type === 'Property' && writtenKey(property.key, property.computed) === name)
      return soughtIn(tree, chainStart(property.value))
  }
  return null
}

// `found?.id` and `(found ?? undefined)?.a.b` are of what they begin with.
function chainStart(node: Expression): AnyNode {
  let at: AnyNode = node.type === 'ChainExpression' ? node.expression : node
  while (at.type === 'MemberExpression' && !at.computed) at = at.object
  return at
}

function soughtIn(tree: Program, node: AnyNode, depth = 0): FailedLookup | null {
  if (depth > MOST_NAMES) return null
  switch (node.type) {
    case 'ChainExpression':
      return soughtIn(tree, node.expression, depth)
    case 'AwaitExpression':
      return lookUpIn(tree, node.argument)
    case 'Identifier': {
      const declared = declaredAs(tree, node)
      if (!declared) return null
      return declared.isFirst ? atPosition(tree, declared.init) : soughtIn(tree, declared.init, depth + 1)
    }
    case 'MemberExpression':
      return node.computed && isPosition(node.property) ? atPosition(tree, node.object) : null
    case 'CallExpression':
      return searchedBy(tree, node)
    default:
      return null
  }
}

const MOST_NAMES = 5

function searchedBy(tree: Program, { callee, arguments: [given] }: CallExpression): FailedLookup | null {
  if (callee.type !== 'MemberExpression') return null
  const name = writtenKey(callee.property, callee.computed)
  if (name === 'at' || name === 'pop' || name === 'shift') return atPosition(tree, callee.object)
  if (name !== 'find' && name !== 'findLast') return null
  const found = search(tree, callee.object, 'not-found')
  return { ...found, conditions: joined(found.conditions, conditionsOf(tree, given)) }
}

// That a text has no such piece says nothing of the thing that the text is in.
function atPosition(tree: Program, list: AnyNode): FailedLookup | null {
  return isOfText(tree, list) ? null : search(tree, list, 'empty-list')
}

const TEXT_PIECES: ReadonlySet<unknown> = new Set(['split', 'match', 'matchAll'])

function isOfText(tree: Program, list: AnyNode, depth = 0): boolean {
  if (depth > 3 * MOST_NAMES) return false
  const go = (next: AnyNode) => isOfText(tree, next, depth + 1)
  switch (list.type) {
    case 'ChainExpression':
      return go(list.expression)
    case 'Identifier': {
      const declared = declaredAs(tree, list)
      return declared !== null && !declared.isFirst && go(declared.init)
    }
    case 'CallExpression': {
      const { callee } = list
      if (callee.type !== 'MemberExpression') return false
      return TEXT_PIECES.has(writtenKey(callee.property, callee.computed)) || go(callee.object)
    }
    default:
      return false
  }
}

function lookUpIn(tree: Program, node: AnyNode): FailedLookup | null {
  if (node.type !== 'CallExpression') return null
  const tool = toolCalled(node)
  if (tool === null) return null
  const args: Record<string, Wanted> = {}
  const [given] = node.arguments
  for (const property of given?.type === 'ObjectExpression' ? given.properties : []) {
    if (property.type !== 'Property') continue
    const value = wantedIn(tree, property.value)
    const key = writtenKey(property.key, property.computed)
    if (value && key !== null) args[String(key)] = value
  }
  return { fault: 'not-found', tool, conditions: [], args, isLookUp: true }
}

/** What is left of a list: the read that it came from, and what its parts were chosen by. */
function search(tree: Program, list: AnyNode, fault: FailedLookup['fault'], depth = 0): FailedLookup {
  const unknown: FailedLookup = { fault, tool: null, conditions: [], args: {}, isLookUp: false }
  if (depth > 3 * MOST_NAMES) return unknown
  const go = (next: AnyNode) => search(tree, next, fault, depth + 1)
  switch (list.type) {
    case 'AwaitExpression':
      return go(list.argument)
    case 'ChainExpression':
      return go(list.expression)
    case 'LogicalExpression':
      return go(list.left)
    case 'MemberExpression':
      return go(list.object)
    case 'Identifier': {
      const declared = declaredAs(tree, list)
      return declared && !declared.isFirst ? go(declared.init) : unknown
    }
    case 'CallExpression': {
      const tool = toolCalled(list)
      if (tool !== null) return { ...unknown, tool }
      const { callee } = list
      if (callee.type !== 'MemberExpression') return unknown
      const found = go(callee.object)
      const isFilter = writtenKey(callee.property, callee.computed) === 'filter'
      return isFilter
        ? { ...found, conditions: joined(found.conditions, conditionsOf(tree, list.arguments[0])) }
        : found
    }
    default:
      return unknown
  }
}

/** Whether it is a number as it stands there, or counted from the end. */
export function isPosition(node: AnyNode): boolean {
  return (
    (node.type === 'Literal' && typeof node.value === 'number') ||
    (node.type === 'BinaryExpression' && node.operator === '-')
  )
}
