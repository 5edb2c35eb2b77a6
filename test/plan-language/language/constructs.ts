import type { AnyNode } from 'acorn'
import { parseProgram } from '#plan-language/language/parse.ts'
import { IN_THE_LANGUAGE, OPERATORS } from '#plan-language/language/refusals.ts'
import { walk } from '#plan-language/language/tree.ts'
import { PLAN_LIMITS } from '#plan-language/limits.ts'

/** What a kind of node is written like, where that is more than one way. */
const FORMS: Readonly<Record<string, readonly string[]>> = {
  LogicalExpression: ['&&', '||', '??'],
  UpdateExpression: ['++', '--', 'before', 'after'],
  VariableDeclaration: ['const', 'let'],
  CallExpression: ['optional'],
  MemberExpression: ['optional', 'computed'],
  Property: ['computed', 'shorthand', 'method'],
  ArrowFunctionExpression: ['async'],
  FunctionDeclaration: ['async'],
}

/** Every construct of the language, by what the language itself takes. */
export function constructs(): readonly string[] {
  const withForms = [...Object.entries(FORMS), ...Object.entries(OPERATORS)]
  return [...IN_THE_LANGUAGE, ...withForms.flatMap(([type, forms]) => [...forms].map((form) => `${type} ${form}`))]
}

/** Those that stand in at least one of the programs that the language takes. */
export function constructsIn(programs: readonly string[]): ReadonlySet<string> {
  const found = new Set<string>()
  for (const source of programs) {
    const tree = parsed(source)
    if (tree === null) continue
    walk(tree, (node) => {
      for (const form of ['', ...formsOf(node)]) found.add(`${node.type} ${form}`.trim())
      return true
    })
  }
  return found
}

function parsed(source: string): AnyNode | null {
  try {
    return parseProgram(source, PLAN_LIMITS)
  } catch {
    return null
  }
}

function formsOf(node: AnyNode): readonly string[] {
  const flags = ['optional', 'computed', 'shorthand', 'method', 'async'].filter(
    (flag) => Reflect.get(node, flag) === true,
  )
  if (node.type === 'UpdateExpression') return [node.operator, node.prefix ? 'before' : 'after']
  if (node.type === 'VariableDeclaration') return [node.kind]
  return 'operator' in node ? [node.operator, ...flags] : flags
}
