import type { AnyNode, ChainExpression, MemberExpression } from 'acorn'
import type { Compiler, Evaluate, Within } from './compiler.ts'
import { isNullish } from './unwrap.ts'
import { WRITTEN } from './paths.ts'
import { getProperty } from './properties.ts'
import type { Box, Scope } from './values.ts'
import { writtenKey } from './tree.ts'

/** `a?.b.c(d)`: from the first `?.` on, everything to the chain's end happens because of what stood before it. */
export function compileChain(compiler: Compiler, node: ChainExpression, within: Within): Evaluate {
  const { flow, lattice } = compiler.machine
  const evaluate = compiler.expression(node.expression, { ...within, chain: node })
  return (scope) =>
    flow.under(lattice.none, () => {
      const box = evaluate(scope)
      return flow.box(box.value, box.mark, box.path)
    })
}

/** `a.b`, `a[b]` and `a?.b`. */
export function compileMember(compiler: Compiler, node: MemberExpression, within: Within): Evaluate {
  const { machine } = compiler
  const evaluateObject = compiler.expression(node.object, within)
  const name = writtenKey(node.property, node.computed)
  const evaluateKey =
    name === null
      ? compiler.expression(node.property, { ...within, chain: null })
      : () => ({ value: name, mark: machine.lattice.none, path: WRITTEN })
  const ends = compileLink(compiler, node, within)
  return (scope) => {
    machine.meter.step(node)
    const object = evaluateObject(scope)
    return ends(scope, object) ?? getProperty(machine, object, evaluateKey(scope), node)
  }
}

/**
 * What a link gives where its chain ends at its `?.`, or has ended before; null where it goes on. The rest of the chain
 * hangs on the value before it. Of an address that isn't there nothing is there either.
 */
export function compileLink(
  { machine }: Compiler,
  node: AnyNode & { readonly optional: boolean },
  { chain }: Within,
): (scope: Scope, before: Box) => Box | null {
  if (!node.optional) return (_, before) => (before.hasEnded ? before : null)
  const nodes = [chain ?? node]
  return (scope, before) => {
    if (before.hasEnded) return before
    const ends = isNullish(before, node)
    machine.flow.commit(before.mark, { scope, nodes, leaves: false, at: node })
    const mark = before.mark.isOfAbsent ? before.mark : machine.lattice.none
    return ends ? { value: undefined, mark, hasEnded: true } : null
  }
}
