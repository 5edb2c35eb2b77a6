import type { AnyNode, Program } from 'acorn'
import { Fault, positionIn } from './fault.ts'
import { isWhollyOutside } from './refusals.ts'
import { childrenOf, walk } from './tree.ts'

/** Names that every program has. */
export const GLOBAL_NAMES: readonly string[] = [
  'tools',
  'procedures',
  'slots',
  'refs',
  'requester',
  'say',
  'next',
  'show',
  'extract',
  'classify',
  'summarise',
  'knowledge',
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
  'Intl',
  'Set',
  'Map',
  'Promise',
  'Error',
  'parseInt',
  'parseFloat',
  'isNaN',
  'isFinite',
]

/**
 * Refuses a name that is declared nowhere in the program, so that its author hears of it before any read is made. Scopes
 * are left to the run.
 */
export function refuseUnknownNames(program: Program, meet: (fault: Fault) => void): void {
  const declared = new Set(GLOBAL_NAMES)
  walk(program, (node) => {
    for (const name of declaredBy(node)) declared.add(name)
    return true
  })
  refuseIn(program, declared, meet)
}

function refuseIn(node: AnyNode, declared: ReadonlySet<string>, meet: (fault: Fault) => void): void {
  if (isWhollyOutside(node)) return
  if (node.type === 'Identifier') {
    if (declared.has(node.name)) return
    const message = INSTEAD.get(node.name) ?? `${node.name} is not defined: declare it with const or let before.`
    meet(new Fault('syntax', message, positionIn(node)))
    return
  }
  const isKeyOnly = (child: AnyNode) =>
    (node.type === 'MemberExpression' && child === node.property && !node.computed) ||
    (node.type === 'Property' && child === node.key && child !== node.value && !node.computed)
  for (const child of childrenOf(node)) if (!isKeyOnly(child)) refuseIn(child, declared, meet)
}

function declaredBy(node: AnyNode): readonly string[] {
  switch (node.type) {
    case 'VariableDeclarator':
      return namesIn(node.id)
    case 'FunctionDeclaration':
    case 'FunctionExpression':
    case 'ArrowFunctionExpression':
      return [...(node.id ? [node.id.name] : []), ...node.params.flatMap(namesIn)]
    case 'ClassDeclaration':
      return node.id ? [node.id.name] : []
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

const INSTEAD: ReadonlyMap<string, string> = new Map([
  ['console', "console isn't in the plan language: tell the requester with say(text)."],
  ['fetch', "fetch isn't in the plan language: use a tool."],
  ...['setTimeout', 'setInterval', 'setImmediate', 'queueMicrotask'].map(
    (name) => [name, `${name} isn't in the plan language: write the statements in their order.`] as const,
  ),
  ['arguments', "arguments isn't in the plan language: declare (...rest)."],
  ['require', "require isn't in the plan language: use what is under tools."],
  ...['globalThis', 'window', 'global', 'process', 'Deno', 'Bun'].map(
    (name) => [name, `${name} isn't in the plan language: use slots and what is under tools.`] as const,
  ),
  ['eval', "eval isn't in the plan language: write the code itself."],
  ['Function', "Function isn't in the plan language: write (a, b) => …."],
  [
    'RegExp',
    "RegExp isn't in the plan language: write the expression itself, /…/, or split, includes and indexOf with a text.",
  ],
  ['Symbol', "Symbol isn't in the plan language: use a text as the key."],
  ['Proxy', "Proxy isn't in the plan language: use an object literal."],
  ['Reflect', "Reflect isn't in the plan language: use Object.entries and object[key]."],
  ['BigInt', "BigInt isn't in the plan language: write a number."],
  ['Temporal', "Temporal isn't in the plan language: use dates.add, dates.compare and dates.format."],
  ['structuredClone', "structuredClone isn't in the plan language: write { ...object } or [...list]."],
  ['crypto', "crypto isn't in the plan language: have a tool make what must be random."],
])
