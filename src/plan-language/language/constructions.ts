import type { AnyNode, ArrayExpression, ObjectExpression, Property } from 'acorn'
import type { Collect, Compiler, Evaluate, Within } from './compiler.ts'
import { fail } from './fault.ts'
import type { Mark } from './labels.ts'
import { itemsOf } from './items.ts'
import { entriesIn, keyIn } from './unwrap.ts'
import { newEntries, newList } from './machine.ts'
import { fieldOf, outOf } from './paths.ts'
import { compilePropertyKey } from './patterns.ts'
import type { Box, Scope } from './values.ts'

/** Arguments, or the items of a list. What is spread carries the label of the list that it came out of, even an empty one. */
export function compileArguments(compiler: Compiler, nodes: readonly AnyNode[], within: Within): Collect {
  const { flow, lattice } = compiler.machine
  const collects = nodes.map((node) => {
    if (node.type !== 'SpreadElement') return { evaluate: compiler.expression(node, within), spreads: null }
    return { evaluate: compiler.expression(node.argument, within), spreads: node }
  })
  return (scope) => {
    const boxes: Box[] = []
    let spread = lattice.none
    for (const { evaluate, spreads } of collects) {
      const box = evaluate(scope)
      if (!spreads) boxes.push(box)
      else {
        const { items, shape } = itemsOf(compiler.machine, box, spreads)
        const by = flow.selecting(lattice.join(box.mark, shape))
        spread = lattice.join(spread, by)
        for (const item of items) {
          const { path } = outOf(box, item, 'each')
          boxes.push({ value: item.value, mark: lattice.join(item.mark, by), path })
        }
      }
    }
    return { boxes, spread }
  }
}

/** `[a, ...b]`. */
export function compileArray(compiler: Compiler, node: ArrayExpression, within: Within): Evaluate {
  const { machine } = compiler
  const { join, literals } = machine.lattice
  const collect = compiler.args(
    node.elements.map((element) => element ?? fail('syntax', 'A list has no holes.', node)),
    within,
  )
  return (scope) => {
    const { boxes, spread } = collect(scope)
    return newList(machine, boxes, { shape: join(spread, literals), mark: literals }, node)
  }
}

/** `{ a, [b]: c, ...d }`. */
export function compileObject(compiler: Compiler, node: ObjectExpression, within: Within): Evaluate {
  const { machine } = compiler
  const { join, literals } = machine.lattice
  const adders = node.properties.map((property) =>
    property.type === 'SpreadElement'
      ? compileSpread(compiler, property.argument, within)
      : compileProperty(compiler, property, within),
  )
  return (scope) => {
    const fields = new Map<string, Box>()
    const shape = adders.reduce((mark, add) => join(mark, add(scope, fields)), literals)
    return newEntries(machine, fields, { shape, mark: literals }, node)
  }
}

/** Adds to an object in the making; returns what that does to its shape. */
type Add = (scope: Scope, fields: Map<string, Box>) => Mark

function compileProperty(compiler: Compiler, property: Property, within: Within): Add {
  const evaluateKey = compilePropertyKey(compiler, property, within)
  const evaluate = compiler.expression(property.value, within)
  return (scope, fields) => {
    const key = evaluateKey(scope)
    fields.set(String(keyIn(key, property)), evaluate(scope))
    return key.mark
  }
}

function compileSpread(compiler: Compiler, argument: AnyNode, within: Within): Add {
  const { lattice } = compiler.machine
  const evaluate = compiler.expression(argument, within)
  return (scope, fields) => {
    const box = evaluate(scope)
    if (box.value === null || box.value === undefined) return lattice.asControl(box.mark)
    const entries = entriesIn(box, argument)
    for (const [key, part] of entries.fields) fields.set(key, fieldOf(box, part, key))
    return lattice.join(box.mark, entries.shape)
  }
}
