import type { AnyNode } from 'acorn'
import { writtenKey } from './tree.ts'

/**
 * Why a node isn't in the language and what to write instead; null where it is. Only listed kinds of node are in it, so
 * syntax that JavaScript gains later is refused until someone decides otherwise.
 */
export function refusalOf(node: AnyNode): string | null {
  if (node.type in INSTEAD) return INSTEAD[node.type] ?? null
  if (!IN_THE_LANGUAGE.has(node.type)) return `${node.type} isn't in the plan language.`
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

const IN_THE_LANGUAGE: ReadonlySet<string> = new Set(
  `Program VariableDeclaration VariableDeclarator FunctionDeclaration ExpressionStatement BlockStatement IfStatement
  ForOfStatement ReturnStatement ThrowStatement BreakStatement ContinueStatement EmptyStatement Identifier Literal
  TemplateLiteral TemplateElement ArrayExpression ObjectExpression Property SpreadElement RestElement ArrayPattern
  ObjectPattern AssignmentPattern ArrowFunctionExpression FunctionExpression CallExpression NewExpression MemberExpression
  ChainExpression UnaryExpression BinaryExpression LogicalExpression ConditionalExpression AssignmentExpression
  UpdateExpression AwaitExpression`.split(/\s+/u),
)

const LOOP = 'Go over a list with for (const item of list).'
const INSTEAD: Readonly<Record<string, string>> = {
  WhileStatement: `while isn't in the plan language. ${LOOP}`,
  DoWhileStatement: `do … while isn't in the plan language. ${LOOP}`,
  ForStatement: `for (;;) isn't in the plan language. ${LOOP}`,
  ForInStatement: "for … in isn't in the plan language. Use for (const [key, value] of Object.entries(object)).",
  TryStatement:
    "try isn't in the plan language. A read gives null when there is nothing, and a failed one ends the plan.",
  ClassDeclaration: "Classes aren't in the plan language. Use object literals and functions.",
  ClassExpression: "Classes aren't in the plan language. Use object literals and functions.",
  ThisExpression: "this isn't in the plan language. Pass what the function needs as an argument.",
  Super: "super isn't in the plan language.",
  ImportExpression: "import isn't in the plan language. Tools are under tools.",
  ImportDeclaration: "import isn't in the plan language. Tools are under tools.",
  ExportNamedDeclaration: "export isn't in the plan language. Write the plan's statements alone.",
  ExportDefaultDeclaration: "export isn't in the plan language. Write the plan's statements alone.",
  ExportAllDeclaration: "export isn't in the plan language. Write the plan's statements alone.",
  SwitchStatement: "switch isn't in the plan language. Use if … else if.",
  TaggedTemplateExpression: "Tagged templates aren't in the plan language. Use a plain template string.",
  YieldExpression: "Generators aren't in the plan language. Return a list.",
  LabeledStatement: "Labels aren't in the plan language. Put the inner loop into a function and return from it.",
  SequenceExpression: "The comma operator isn't in the plan language. Write two statements.",
  MetaProperty: "import.meta and new.target aren't in the plan language.",
  WithStatement: "with isn't in the plan language.",
  DebuggerStatement: "debugger isn't in the plan language.",
  PrivateIdentifier: "Private names aren't in the plan language.",
}

const UNARY: ReadonlySet<string> = new Set(['!', '-', '+', 'typeof'])
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
])
const ASSIGNMENT: ReadonlySet<string> = new Set(['=', '+=', '-=', '*=', '/=', '%=', '**='])

function refusalOfDetail(node: AnyNode): string | null {
  switch (node.type) {
    case 'VariableDeclaration':
      return node.kind === 'const' || node.kind === 'let'
        ? null
        : `${node.kind} isn't in the plan language. Use const or let.`
    case 'Literal':
      if (node.regex)
        return "Regular expressions aren't in the plan language. Use includes, startsWith, endsWith or split."
      return node.bigint ? "BigInt isn't in the plan language. Use a number." : null
    case 'ForOfStatement':
      if (node.await) return "for await isn't in the plan language. Await the list, then go over it."
      return node.left.type === 'VariableDeclaration' ? null : 'Declare the loop variable: for (const item of list).'
    case 'FunctionDeclaration':
    case 'FunctionExpression':
    case 'ArrowFunctionExpression':
      return node.generator ? "Generators aren't in the plan language. Return a list." : null
    case 'Property':
      if (node.kind !== 'init') return "Getters and setters aren't in the plan language. Use key: value."
      return refusalOfKey(node.key, node.computed)
    case 'MemberExpression':
      return refusalOfKey(node.property, node.computed)
    case 'CallExpression':
      return refusalOfCallee(node.callee)
    case 'UnaryExpression':
      return UNARY.has(node.operator) ? null : refusalOfOperator(node.operator)
    case 'BinaryExpression':
      if (!BINARY.has(node.operator)) return refusalOfOperator(node.operator)
      if (node.operator !== '==' && node.operator !== '!=') return null
      return [node.left, node.right].some((side) => side.type === 'Literal' && side.value === null)
        ? null
        : `${node.operator} isn't in the plan language except with null. Use ${node.operator}=.`
    case 'AssignmentExpression':
      return ASSIGNMENT.has(node.operator) ? null : refusalOfOperator(node.operator)
    case 'NewExpression':
      return refusalOfNew(node.callee)
    case 'ArrayExpression':
      return node.elements.includes(null) ? "Holes in a list aren't in the plan language. Write null." : null
    default:
      return null
  }
}

function refusalOfKey(key: AnyNode, computed: boolean): string | null {
  const name = writtenKey(key, computed)
  if (name === 'then') return 'Promises have no methods here. Use await.'
  return name !== null && RESERVED_KEYS.has(String(name)) ? `The property ${name} isn't in the plan language.` : null
}

function refusalOfCallee(callee: AnyNode): string | null {
  if (callee.type !== 'MemberExpression' || !callee.computed || writtenKey(callee.property, true) !== null) return null
  return 'A method is called by its name, not by a computed one. Choose with if … else.'
}

function refusalOfNew(callee: AnyNode): string | null {
  if (callee.type === 'Identifier') {
    if (callee.name === 'Date' || callee.name === 'Error') return null
    if (callee.name === 'Set')
      return "Set isn't in the plan language. Use list.filter((item, index) => list.indexOf(item) === index)."
    if (callee.name === 'Map') return "Map isn't in the plan language. Use an object literal and object[key]."
    if (callee.name === 'Promise') return "new Promise isn't in the plan language. Await the tools."
  }
  return 'Only new Date(…) and throw new Error(text) are in the plan language.'
}

const OPERATOR_INSTEAD: Readonly<Record<string, string>> = {
  delete: 'Build another object: const { unwanted, ...rest } = object.',
  in: 'Compare with undefined: object.key !== undefined.',
  instanceof: 'Use Array.isArray or typeof.',
  void: 'Write undefined.',
  '??=': 'Use if (name == null) name = ….',
  '||=': 'Use if (!name) name = ….',
  '&&=': 'Use if (name) name = ….',
}

function refusalOfOperator(operator: string): string {
  return [`${operator} isn't in the plan language.`, OPERATOR_INSTEAD[operator]].filter(Boolean).join(' ')
}
