import type { AnyNode } from 'acorn'

// A program's tree is walked several times before it runs, each time from the top.
const known = new WeakMap<AnyNode, readonly AnyNode[]>()

/** The nodes directly below a node, in the order of acorn's fields. */
export function childrenOf(node: AnyNode): readonly AnyNode[] {
  const before = known.get(node)
  if (before !== undefined) return before
  const children: AnyNode[] = []
  const fields: readonly unknown[] = Object.values(node)
  for (const field of fields) {
    const items: readonly unknown[] = Array.isArray(field) ? field : [field]
    for (const item of items) if (isNode(item)) children.push(item)
  }
  known.set(node, children)
  return children
}

/** Walks a tree from the top. What `visit` answers says whether to go below the node. */
export function walk(node: AnyNode, visit: (node: AnyNode) => boolean): void {
  if (visit(node)) for (const child of childrenOf(node)) walk(child, visit)
}

/** The key of a property that stands in the text itself: `a.name`, `{ name: … }`, `a['name']`, `a[0]`; null where it is computed. */
export function writtenKey(key: AnyNode, computed: boolean): string | number | null {
  if (key.type === 'Literal' && (typeof key.value === 'string' || typeof key.value === 'number')) return key.value
  return key.type === 'Identifier' && !computed ? key.name : null
}

/** Whether it is a node of a tree. */
export function isNode(field: unknown): field is AnyNode {
  return typeof field === 'object' && field !== null && 'type' in field && typeof field.type === 'string'
}
