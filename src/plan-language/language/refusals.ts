import type { AnyNode } from 'acorn'
import { readExpression } from './regexp/read-expression.ts'
import { writtenKey } from './tree.ts'

/**
 * Why a node isn't in the language and what to write instead; null where it is. Only listed kinds of node are in it, so
 * syntax that JavaScript gains later is refused until someone decides otherwise.
 */
export function refusalOf(node: AnyNode): string | null {
  if (node.type in INSTEAD) return INSTEAD[node.type] ?? null
  if (!IN_THE_LANGUAGE.has(node.type))
    return `${node.type} isn't in the plan language: write it with const, if, for … of and functions.`
  return refusalOfDetail(node)
}

/** Keys with a meaning to JavaScript itself. They are in no object of a program. */
export const RESERVED_KEYS: ReadonlySet<string> = new Set([
  '__proto__',
  'constructor',
  'prototype',
  '__defineGetter__',
  '__defineSetter__',
  '__lookupGetter__',
  '__lookupSetter__',
  'valueOf',
  'toJSON',
  'then',
])

/** The kinds of node of acorn's trees that a program may have. */
export const IN_THE_LANGUAGE: ReadonlySet<string> = new Set(
  `Program VariableDeclaration VariableDeclarator FunctionDeclaration ExpressionStatement BlockStatement IfStatement
  ForOfStatement ForInStatement ForStatement WhileStatement DoWhileStatement SwitchStatement SwitchCase ReturnStatement ThrowStatement BreakStatement ContinueStatement EmptyStatement Identifier Literal
  TemplateLiteral TemplateElement ArrayExpression ObjectExpression Property SpreadElement RestElement ArrayPattern
  ObjectPattern AssignmentPattern ArrowFunctionExpression FunctionExpression CallExpression NewExpression MemberExpression
  ChainExpression UnaryExpression BinaryExpression LogicalExpression ConditionalExpression AssignmentExpression
  UpdateExpression AwaitExpression`.split(/\s+/u),
)

/** Whether nothing that stands in a node is in the language either. */
export function isWhollyOutside({ type }: AnyNode): boolean {
  return /^(?:Class|Import|Export)/u.test(type)
}

const ALONE = "write the plan's statements alone"
const INSTEAD: Readonly<Record<string, string>> = {
  TryStatement:
    "try isn't in the plan language: compare with null, which a read gives when there is nothing; a failed one ends the plan.",
  ClassDeclaration: "class isn't in the plan language: use object literals and functions.",
  ClassExpression: "class isn't in the plan language: use object literals and functions.",
  ThisExpression: "this isn't in the plan language: pass what the function needs as an argument.",
  Super: "super isn't in the plan language: call the function by its name.",
  ImportExpression: "import isn't in the plan language: use what is under tools.",
  ImportDeclaration: "import isn't in the plan language: use what is under tools.",
  ExportNamedDeclaration: `export isn't in the plan language: ${ALONE}.`,
  ExportDefaultDeclaration: `export isn't in the plan language: ${ALONE}.`,
  ExportAllDeclaration: `export isn't in the plan language: ${ALONE}.`,
  TaggedTemplateExpression: "A tagged template isn't in the plan language: write a plain template string.",
  LabeledStatement: "A label isn't in the plan language: put the inner loop into a function and return from it.",
  SequenceExpression: "The comma operator isn't in the plan language: write two statements.",
  MetaProperty: "import.meta and new.target aren't in the plan language: use slots and what is under tools.",
  DebuggerStatement: "debugger isn't in the plan language: leave it out.",
}

const UNARY: ReadonlySet<string> = new Set(['!', '-', '+', 'typeof', 'delete'])
const BINARY: ReadonlySet<string> = new Set([
  '+',
  '-',
  '*',
  '/',
  '%',
  '**',
  '===',
  '!==',
  '==',
  '!=',
  '<',
  '>',
  '<=',
  '>=',
  'in',
])
const ASSIGNMENT: ReadonlySet<string> = new Set(['=', '+=', '-=', '*=', '/=', '%=', '**=', '??=', '||=', '&&='])

/** The operators in the language, by the kind of node that they make. */
export const OPERATORS: Readonly<Record<string, ReadonlySet<string>>> = {
  UnaryExpression: UNARY,
  BinaryExpression: BINARY,
  AssignmentExpression: ASSIGNMENT,
}

function refusalOfDetail(node: AnyNode): string | null {
  switch (node.type) {
    case 'VariableDeclaration':
      return node.kind === 'const' || node.kind === 'let'
        ? null
        : `${node.kind} isn't in the plan language: declare with const or let.`
    case 'Literal':
      if (node.regex) {
        const read = readExpression(node.regex.pattern, node.regex.flags)
        return read.ok ? null : read.instead
      }
      return node.bigint ? "BigInt isn't in the plan language: write a number." : null
    case 'ForOfStatement':
    case 'ForInStatement':
      if (node.type === 'ForOfStatement' && node.await)
        return "for await isn't in the plan language: await the list, then go over it with for (const item of list)."
      return node.left.type === 'VariableDeclaration'
        ? null
        : "A loop over a variable from outside isn't in the plan language: declare it in the loop, for (const item of list)."
    case 'FunctionDeclaration':
    case 'FunctionExpression':
    case 'ArrowFunctionExpression':
      return node.generator ? "A generator isn't in the plan language: return a list." : null
    case 'Property':
      if (node.kind !== 'init') return "A getter or setter isn't in the plan language: write key: value."
      return refusalOfKey(node.key, node.computed)
    case 'MemberExpression':
      return refusalOfKey(node.property, node.computed)
    case 'CallExpression':
      return refusalOfCallee(node.callee)
    case 'UnaryExpression':
      return refusalOfUnary(node.operator, node.argument)
    case 'BinaryExpression':
      return refusalOfBinary(node.operator, [node.left, node.right])
    case 'AssignmentExpression':
      return ASSIGNMENT.has(node.operator) ? null : refusalOfOperator(node.operator)
    case 'NewExpression':
      return refusalOfNew(node.callee)
    case 'ArrayExpression':
      return node.elements.includes(null) ? "A hole in a list isn't in the plan language: write null." : null
    default:
      return null
  }
}

function refusalOfUnary(operator: string, argument: AnyNode): string | null {
  if (!UNARY.has(operator)) return refusalOfOperator(operator)
  return operator !== 'delete' || argument.type === 'MemberExpression'
    ? null
    : 'delete takes a key of an object: write delete object.key or delete object[key].'
}

function refusalOfBinary(operator: string, sides: readonly AnyNode[]): string | null {
  if (!BINARY.has(operator)) return refusalOfOperator(operator)
  if (operator !== '==' && operator !== '!=') return null
  return sides.some((side) => side.type === 'Literal' && side.value === null)
    ? null
    : `${operator} isn't in the plan language except with null: write ${operator}=.`
}

function refusalOfKey(key: AnyNode, computed: boolean): string | null {
  const name = writtenKey(key, computed)
  if (name === 'then') return "then isn't in the plan language: write await before the read."
  return name !== null && RESERVED_KEYS.has(String(name))
    ? `The property ${name} isn't in the plan language: use a key of another name.`
    : null
}

function refusalOfCallee(callee: AnyNode): string | null {
  if (callee.type !== 'MemberExpression' || !callee.computed || writtenKey(callee.property, true) !== null) return null
  return "Calling a method by a computed name isn't in the plan language: choose with if … else, and call each by its name."
}

function refusalOfNew(callee: AnyNode): string | null {
  if (callee.type === 'MemberExpression' && callee.object.type === 'Identifier' && callee.object.name === 'Intl')
    return null
  if (callee.type === 'Identifier') {
    if (['Date', 'Error', 'Set', 'Map'].includes(callee.name)) return null
    if (callee.name === 'Array')
      return "new Array isn't in the plan language: write Array.from({ length: 3 }, () => 0)."
    if (callee.name === 'Promise') return "new Promise isn't in the plan language: write await before the read."
  }
  return "new isn't in the plan language except for new Date(…), new Set(…), new Map(…), new Intl.NumberFormat(…) and throw new Error(text): use object literals and functions."
}

const OPERATOR_INSTEAD: Readonly<Record<string, string>> = {
  instanceof: 'use Array.isArray or typeof',
  void: 'write undefined',
}

function refusalOfOperator(operator: string): string {
  // What is left works on bits.
  const instead = OPERATOR_INSTEAD[operator] ?? 'compute with + - * / % and Math'
  return `${operator} isn't in the plan language: ${instead}.`
}
