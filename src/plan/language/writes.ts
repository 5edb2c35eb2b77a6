import type { AnyNode } from 'acorn'
import { childrenOf } from './tree.ts'

/** What running a piece of program may change or leave, by name. */
export interface Writes {
  /** Variables that are assigned. */
  readonly assigned: ReadonlySet<string>
  /** Variables whose value, or something inside it, is changed in place. */
  readonly changed: ReadonlySet<string>
  /** Functions that may be called: called by name, or passed on by name. */
  readonly called: readonly Call[]
  /** Whether it may end the function around it. */
  readonly leavesFunction: boolean
  /** Whether it may end a round of the loop around it. */
  readonly leavesLoop: boolean
}

/** A call by name, with the variables that each argument may be. */
export interface Call {
  readonly name: string
  readonly args: readonly (readonly string[])[]
}

const CHANGING_METHODS: ReadonlySet<string> = new Set(['push', 'unshift', 'pop', 'shift', 'sort', 'reverse'])
const known = new WeakMap<AnyNode, Writes>()

/** What may change when `node` runs, functions written inside it included. Names are taken at their word: too many never hurts. */
export function writesOf(node: AnyNode): Writes {
  const before = known.get(node)
  if (before) return before
  const writes = {
    assigned: new Set<string>(),
    changed: new Set<string>(),
    called: new Array<Call>(),
    leavesFunction: false,
    leavesLoop: false,
  }
  const visit = (at: AnyNode, inFunction: boolean, inLoop: boolean) => {
    addTargets(at, writes)
    addCalls(at, writes)
    if (!inFunction && (at.type === 'ReturnStatement' || at.type === 'ThrowStatement')) writes.leavesFunction = true
    if (!inFunction && !inLoop && (at.type === 'BreakStatement' || at.type === 'ContinueStatement'))
      writes.leavesLoop = true
    const isFunction = inFunction || FUNCTIONS.has(at.type)
    for (const child of childrenOf(at)) visit(child, isFunction, inLoop || at.type === 'ForOfStatement')
  }
  visit(node, false, false)
  known.set(node, writes)
  return writes
}

const FUNCTIONS: ReadonlySet<string> = new Set(['ArrowFunctionExpression', 'FunctionExpression', 'FunctionDeclaration'])

type Targets = { readonly assigned: Set<string>; readonly changed: Set<string>; readonly called: Call[] }

function addTargets(node: AnyNode, writes: Targets): void {
  if (node.type === 'AssignmentExpression') addTarget(node.left, writes)
  if (node.type === 'UpdateExpression') addTarget(node.argument, writes)
}

function addTarget(target: AnyNode, writes: Targets): void {
  switch (target.type) {
    case 'Identifier':
      writes.assigned.add(target.name)
      return
    case 'MemberExpression':
      for (const name of rootsOf(target)) writes.changed.add(name)
      return
    case 'ArrayPattern':
      for (const element of target.elements) if (element) addTarget(element, writes)
      return
    case 'ObjectPattern':
      for (const property of target.properties) {
        addTarget(property.type === 'RestElement' ? property.argument : property.value, writes)
      }
      return
    case 'AssignmentPattern':
      addTarget(target.left, writes)
      return
    case 'RestElement':
      addTarget(target.argument, writes)
      return
    default:
      return
  }
}

function addCalls(node: AnyNode, writes: Targets): void {
  if (node.type !== 'CallExpression') return
  const { callee } = node
  if (
    callee.type === 'MemberExpression' &&
    callee.property.type === 'Identifier' &&
    CHANGING_METHODS.has(callee.property.name)
  ) {
    for (const name of rootsOf(callee)) writes.changed.add(name)
  }
  for (const name of rootsOf(callee)) writes.called.push({ name, args: node.arguments.map(rootsOf) })
  for (const argument of node.arguments)
    if (argument.type === 'Identifier') writes.called.push({ name: argument.name, args: [] })
}

/** The variables that an expression's value may be a part of. */
function rootsOf(node: AnyNode): readonly string[] {
  switch (node.type) {
    case 'Identifier':
      return [node.name]
    case 'MemberExpression':
      return rootsOf(node.object)
    case 'ChainExpression':
      return rootsOf(node.expression)
    case 'ConditionalExpression':
      return [...rootsOf(node.consequent), ...rootsOf(node.alternate)]
    case 'LogicalExpression':
      return [...rootsOf(node.left), ...rootsOf(node.right)]
    case 'AwaitExpression':
      return rootsOf(node.argument)
    default:
      return []
  }
}
