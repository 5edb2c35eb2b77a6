import type { AnyNode, CallExpression, Node } from 'acorn'
import { namesIn } from './names.ts'
import { IN_THE_LANGUAGE } from './refusals.ts'
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
  /** Whether it may end that loop with all rounds still to come. */
  readonly endsLoop: boolean
}

/** A call by name, with the variables that each argument may be. */
export interface Call {
  readonly name: string
  readonly args: readonly (readonly string[])[]
}

const CHANGING_METHODS: ReadonlySet<string> = new Set(
  `push unshift pop shift sort reverse splice fill add set delete clear setTime setFullYear setMonth setDate setHours
  setMinutes setUTCFullYear setUTCMonth setUTCDate setUTCHours setUTCMinutes setUTCSeconds setUTCMilliseconds`.split(
    /\s+/u,
  ),
)
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
    endsLoop: false,
  }
  const aliases = new Map<string, Set<string>>()
  const visit = (at: AnyNode, { inFunction, inLoop, inSwitch }: Around) => {
    addTargets(at, writes)
    addCalls(at, writes)
    addAliases(at, aliases)
    if (!inFunction && (at.type === 'ReturnStatement' || at.type === 'ThrowStatement')) writes.leavesFunction = true
    if (!inFunction && !inLoop) {
      const breaks = at.type === 'BreakStatement' && !inSwitch
      if (breaks || at.type === 'ContinueStatement') writes.leavesLoop = true
      if (breaks) writes.endsLoop = true
    }
    const around = {
      inFunction: inFunction || FUNCTIONS.has(at.type),
      inLoop: inLoop || LOOPS.has(at.type),
      inSwitch: inSwitch || at.type === 'SwitchStatement',
    }
    for (const child of childrenOf(at)) visit(child, around)
  }
  visit(node, { inFunction: false, inLoop: false, inSwitch: false })
  for (const name of writes.changed) for (const root of aliases.get(name) ?? []) writes.changed.add(root)
  known.set(node, writes)
  return writes
}

/** The variables that a node changes in place, itself and not in what is below it. */
export function changedIn(node: AnyNode | Node): readonly string[] {
  const writes = { assigned: new Set<string>(), changed: new Set<string>(), called: [] }
  if (!isAnyNode(node)) return []
  addTargets(node, writes)
  addCalls(node, writes)
  if (node.type === 'MemberExpression') for (const name of rootsOf(node)) writes.changed.add(name)
  return [...writes.changed]
}

function isAnyNode(node: AnyNode | Node): node is AnyNode {
  return IN_THE_LANGUAGE.has(node.type)
}

type Around = { readonly inFunction: boolean; readonly inLoop: boolean; readonly inSwitch: boolean }

export const LOOPS: ReadonlySet<string> = new Set([
  'ForOfStatement',
  'ForInStatement',
  'ForStatement',
  'WhileStatement',
  'DoWhileStatement',
])

const FUNCTIONS: ReadonlySet<string> = new Set(['ArrowFunctionExpression', 'FunctionExpression', 'FunctionDeclaration'])

type Targets = { readonly assigned: Set<string>; readonly changed: Set<string>; readonly called: Call[] }

function addTargets(node: AnyNode, writes: Targets): void {
  if (node.type === 'AssignmentExpression') addTarget(node.left, writes)
  if (node.type === 'UpdateExpression') addTarget(node.argument, writes)
  if (node.type === 'UnaryExpression' && node.operator === 'delete') addTarget(node.argument, writes)
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
  if (isObjectAssign(callee)) for (const name of rootsOfFirst(node.arguments)) writes.changed.add(name)
  for (const root of rootsOf(callee)) {
    // What a procedure says, the program says.
    const name = root === 'procedures' ? 'say' : root
    writes.called.push({ name, args: node.arguments.map(rootsOf) })
  }
  for (const argument of node.arguments)
    if (argument.type === 'Identifier') writes.called.push({ name: argument.name, args: [] })
}

function isObjectAssign(callee: AnyNode): boolean {
  return (
    callee.type === 'MemberExpression' &&
    callee.object.type === 'Identifier' &&
    callee.object.name === 'Object' &&
    callee.property.type === 'Identifier' &&
    callee.property.name === 'assign'
  )
}

function rootsOfFirst(args: readonly AnyNode[]): readonly string[] {
  return args[0] ? rootsOf(args[0]) : []
}

/** Names for something of something else: a change by the one is a change of the other. */
function addAliases(node: AnyNode, aliases: Map<string, Set<string>>): void {
  const add = (pattern: AnyNode | undefined, roots: readonly string[]) => {
    if (!pattern) return
    for (const name of namesIn(pattern)) {
      const known = aliases.get(name) ?? new Set()
      for (const root of roots) known.add(root)
      aliases.set(name, known)
    }
  }
  if (node.type === 'VariableDeclarator' && node.init) add(node.id, rootsOf(node.init))
  if (node.type === 'ForOfStatement' && node.left.type === 'VariableDeclaration')
    add(node.left.declarations[0]?.id, rootsOf(node.right))
  if (node.type === 'CallExpression' && node.callee.type === 'MemberExpression') {
    const [callback, start] = node.arguments
    if (callback?.type !== 'ArrowFunctionExpression' && callback?.type !== 'FunctionExpression') return
    const roots = rootsOf(node.callee.object)
    for (const parameter of callback.params) add(parameter, roots)
    if (start) add(callback.params[0], rootsOf(start))
  }
}

/** Methods whose result holds what the list held. */
const PASSING_METHODS: ReadonlySet<string> = new Set(
  `find findLast at filter slice concat flat toSorted toReversed toSpliced with values entries get sort reverse
  pop shift map flatMap reduce reduceRight`.split(/\s+/u),
)

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
    case 'SpreadElement':
      return rootsOf(node.argument)
    case 'AssignmentExpression':
      return [...rootsOf(node.left), ...rootsOf(node.right)]
    case 'ArrayExpression':
      return node.elements.flatMap((element) => (element ? rootsOf(element) : []))
    case 'NewExpression':
      return node.arguments.flatMap(rootsOf)
    case 'CallExpression':
      return rootsOfCall(node)
    default:
      return []
  }
}

function rootsOfCall({ callee, arguments: args }: CallExpression): readonly string[] {
  if (callee.type !== 'MemberExpression' || callee.property.type !== 'Identifier') return []
  if (isOf(callee.object, ['Object', 'Array', 'Map'])) return rootsOfFirst(args)
  return PASSING_METHODS.has(callee.property.name) ? rootsOf(callee.object) : []
}

function isOf(node: AnyNode, names: readonly string[]): boolean {
  return node.type === 'Identifier' && names.includes(node.name)
}
