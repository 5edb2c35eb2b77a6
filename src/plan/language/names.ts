import type { AnyNode, Program } from 'acorn'
import { fail } from './fault.ts'
import { childrenOf, walk } from './tree.ts'

/** Names that every program has. */
export const GLOBAL_NAMES: readonly string[] = [
  'tools',
  'slots',
  'say',
  'extract',
  'classify',
  'summarise',
  'undefined',
  'NaN',
  'Infinity',
  'Math',
  'Number',
  'String',
  'Boolean',
  'Object',
  'Array',
  'JSON',
  'Date',
  'dates',
  'money',
  'Promise',
  'Error',
  'parseInt',
  'parseFloat',
  'isNaN',
]

/**
 * Refuses a name that is declared nowhere in the program, so that its author hears of it before any read is made. Scopes
 * are left to the run.
 */
export function refuseUnknownNames(program: Program): void {
  const declared = new Set(GLOBAL_NAMES)
  walk(program, (node) => {
    for (const name of declaredBy(node)) declared.add(name)
    return true
  })
  refuseIn(program, declared)
}

function refuseIn(node: AnyNode, declared: ReadonlySet<string>): void {
  if (node.type === 'Identifier') {
    if (!declared.has(node.name)) fail('syntax', INSTEAD[node.name] ?? `${node.name} is not defined.`, node)
    return
  }
  const isKeyOnly = (child: AnyNode) =>
    (node.type === 'MemberExpression' && child === node.property && !node.computed) ||
    (node.type === 'Property' && child === node.key && child !== node.value && !node.computed)
  for (const child of childrenOf(node)) if (!isKeyOnly(child)) refuseIn(child, declared)
}

function declaredBy(node: AnyNode): readonly string[] {
  switch (node.type) {
    case 'VariableDeclarator':
      return namesIn(node.id)
    case 'FunctionDeclaration':
    case 'FunctionExpression':
    case 'ArrowFunctionExpression':
      return [...(node.id ? [node.id.name] : []), ...node.params.flatMap(namesIn)]
    default:
      return []
  }
}

/** The names that a pattern binds. */
export function namesIn(pattern: AnyNode): readonly string[] {
  switch (pattern.type) {
    case 'Identifier':
      return [pattern.name]
    case 'ArrayPattern':
      return pattern.elements.flatMap((element) => (element ? namesIn(element) : []))
    case 'ObjectPattern':
      return pattern.properties.flatMap((property) =>
        namesIn(property.type === 'RestElement' ? property.argument : property.value),
      )
    case 'AssignmentPattern':
      return namesIn(pattern.left)
    case 'RestElement':
      return namesIn(pattern.argument)
    default:
      return []
  }
}

const INSTEAD: Readonly<Record<string, string>> = {
  console: "console isn't in the plan language. Tell the requester with say(text).",
  fetch: "fetch isn't in the plan language. Use a tool.",
  setTimeout: "Timers aren't in the plan language.",
  arguments: "arguments isn't in the plan language. Use (...rest).",
  globalThis: "globalThis isn't in the plan language.",
  process: "process isn't in the plan language.",
  require: "require isn't in the plan language. Tools are under tools.",
  eval: "eval isn't in the plan language.",
  Function: "Function isn't in the plan language. Write a function.",
  RegExp: "Regular expressions aren't in the plan language. Use includes, startsWith, endsWith or split.",
  Symbol: "Symbol isn't in the plan language.",
  Intl: "Intl isn't in the plan language. Use toFixed and template strings.",
}
