import type { AnyNode, ChainExpression, MemberExpression } from 'acorn'
import type { Compiler, Evaluate, Within } from './compiler.ts'
import { isNullish } from './look.ts'
import { WRITTEN } from './paths.ts'
import { getProperty } from './properties.ts'
import type { Box, Scope } from './values.ts'
import { writtenKey } from './tree.ts'

/** What a link of `a?.b.c` gives when the chain ended before it. Never leaves its chain. */
export const ENDED: Box = { value: undefined, mark: { id: -1, data: [], ctrl: [] } }

/** `a?.b.c(d)`: from the first `?.` on, everything to the chain's end happens because of what stood before it. */
export function compileChain(compiler: Compiler, node: ChainExpression, within: Within): Evaluate {
  const { flow, lattice } = compiler.machine
  const evaluate = compiler.expression(node.expression, { ...within, chain: node })
  return (scope) =>
    flow.under(lattice.none, () => {
      const box = evaluate(scope)
      return box === ENDED ? flow.box(undefined, lattice.none) : flow.box(box.value, box.mark, box.path)
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
    if (object === ENDED || ends(scope, object)) return ENDED
    return getProperty(machine, object, evaluateKey(scope), node)
  }
}

/** Whether a chain ends at `?.`; where there is one, the rest of the chain hangs on the value before it. */
export function compileLink(
  { machine }: Compiler,
  node: AnyNode & { readonly optional: boolean },
  { chain }: Within,
): (scope: Scope, before: Box) => boolean {
  if (!node.optional) return () => false
  const nodes = [chain ?? node]
  return (scope, before) => {
    const ends = isNullish(before, node)
    machine.flow.commit(before.mark, { scope, nodes, leaves: false, at: node })
    return ends
  }
}
