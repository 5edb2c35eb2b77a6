import type {
  AnyNode,
  CallExpression,
  Expression,
  Identifier,
  MemberExpression,
  Program,
  VariableDeclarator,
} from 'acorn'
import type { ProgramPlace } from '../contract.ts'
import { Fault, positionIn } from './fault.ts'
import { parseJavaScript } from './parse.ts'
import { namesIn } from './names.ts'
import { childrenOf, walk, writtenKey } from './tree.ts'

/** A program as it is written, to be looked at without being run; null where it is no JavaScript. */
export function treeOf(source: string): Program | null {
  try {
    return parseJavaScript(source)
  } catch (error) {
    if (error instanceof Fault) return null
    throw error
  }
}

/** The outermost node of a kind that begins at a place. */
export function findNode<Kind extends AnyNode>(
  tree: Program,
  at: ProgramPlace,
  isWanted: (node: AnyNode) => node is Kind,
): Kind | null {
  let found: Kind | null = null
  walk(tree, (node) => {
    if (found === null && isWanted(node) && isAt(node, at)) found = node
    return found === null
  })
  return found
}

interface Part {
  readonly member: MemberExpression
  readonly name: string | null
}

/** `.part` of a value, where the part's name or key stands at a place. */
export function partsAt(tree: Program, at: ProgramPlace): readonly Part[] {
  const parts: Part[] = []
  walk(tree, (node) => {
    if (node.type === 'MemberExpression' && isAt(node.property, at)) {
      const name = writtenKey(node.property, node.computed)
      parts.push({ member: node, name: name === null ? null : String(name) })
    }
    return true
  })
  return parts
}

/** What is taken apart into names, `const { id } = …`, where the pattern stands at a place. */
export function takenApartAt(tree: Program, at: ProgramPlace): Expression | null {
  const declared = findNode(
    tree,
    at,
    (node): node is VariableDeclarator => node.type === 'VariableDeclarator' && node.id.type === 'ObjectPattern',
  )
  return declared?.init ?? null
}

/** Where a program calls a tool. */
export function callsOf(tree: Program, tool: string): readonly ProgramPlace[] {
  const places: ProgramPlace[] = []
  walk(tree, (node) => {
    if (node.type === 'CallExpression' && toolCalled(node) === tool) places.push(positionIn(node))
    return true
  })
  return places
}

/** The full name of the tool that a call is of, `shop/orders.get`; null where it is of something else. */
export function toolCalled({ callee }: CallExpression): string | null {
  const names: string[] = []
  let at: AnyNode = callee
  while (at.type === 'MemberExpression') {
    const name = writtenKey(at.property, at.computed)
    if (name === null) return null
    names.unshift(String(name))
    at = at.object
  }
  const [server, ...rest] = names
  return at.type === 'Identifier' && at.name === 'tools' && server && rest.length > 0
    ? `${server}/${rest.join('.')}`
    : null
}

interface Declared {
  readonly init: Expression
  /** Whether the name is that of the first item: `const [first] = …`. */
  readonly isFirst: boolean
}

/** What a name stands for where it is used; null where that isn't one constant. */
export function declaredAs(tree: Program, use: Identifier): Declared | null {
  const found: { readonly scope: AnyNode; readonly declared: Declared | null }[] = []
  const search = (node: AnyNode, scope: AnyNode): void => {
    for (const [pattern, init] of declarationsOf(node)) {
      if (contains(scope, use) && namesIn(pattern).includes(use.name))
        found.push({ scope, declared: init && asNamed(pattern, init, use.name) })
    }
    for (const child of childrenOf(node)) search(child, SCOPES.has(child.type) ? child : scope)
  }
  search(tree, tree)
  const [innermost] = found.toSorted((a, b) => b.scope.start - a.scope.start)
  return innermost?.declared ?? null
}

const SCOPES: ReadonlySet<string> = new Set([
  'BlockStatement',
  'ForOfStatement',
  'FunctionDeclaration',
  'FunctionExpression',
  'ArrowFunctionExpression',
])

type Declaration = readonly [pattern: AnyNode, init: Expression | null]

function declarationsOf(node: AnyNode): readonly Declaration[] {
  if (node.type === 'VariableDeclaration')
    return node.declarations.map(({ id, init }) => [id, node.kind === 'const' ? (init ?? null) : null])
  return 'params' in node ? node.params.map((pattern): Declaration => [pattern, null]) : []
}

function asNamed(pattern: AnyNode, init: Expression, name: string): Declared | null {
  if (pattern.type === 'Identifier') return { init, isFirst: false }
  const [first] = pattern.type === 'ArrayPattern' ? pattern.elements : []
  return first?.type === 'Identifier' && first.name === name ? { init, isFirst: true } : null
}

function contains(scope: AnyNode, node: AnyNode): boolean {
  return scope.start <= node.start && node.end <= scope.end
}

function isAt(node: AnyNode, { line, column }: ProgramPlace): boolean {
  const begins = positionIn(node)
  return begins.line === line && begins.column === column
}
