import { toolCalled, treeOf } from '../language/program-tree.ts'
import { walk, writtenKey } from '../language/tree.ts'

/** What a program's text calls by names that are written out. */
export interface CallsIn {
  /** By their full names, `shop/orders.get`. */
  readonly tools: ReadonlySet<string>
  /** By the names that the program has them by. */
  readonly procedures: ReadonlySet<string>
}

/** Reads off a program's text what it calls; nothing of what is no JavaScript. */
export function callsIn(program: string): CallsIn {
  const tools = new Set<string>()
  const procedures = new Set<string>()
  const tree = treeOf(program)
  if (tree)
    walk(tree, (node) => {
      const tool = node.type === 'CallExpression' ? toolCalled(node) : null
      if (tool !== null) tools.add(tool)
      if (node.type === 'MemberExpression' && node.object.type === 'Identifier' && node.object.name === 'procedures') {
        const name = writtenKey(node.property, node.computed)
        if (name !== null) procedures.add(String(name))
      }
      return true
    })
  return { tools, procedures }
}
