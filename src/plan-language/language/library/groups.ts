import type { Node } from 'acorn'
import { fail } from '../fault.ts'
import { invokeBecause } from '../invoke.ts'
import { itemsOf } from '../items.ts'
import type { Mark } from '../labels.ts'
import { newList, type Machine } from '../machine.ts'
import { outOf } from '../paths.ts'
import type { Box, Value } from '../values.ts'

/** Groups by their key, in the order of their first members. `keys` is what all of them hang on. */
export interface Groups<Key> {
  readonly groups: ReadonlyMap<Key, { readonly key: Box; readonly list: Box }>
  readonly keys: Mark
}

/** `groupBy(list, key)`: which group an item is in hangs on what the function said of it, and of all others. */
export function groupsOf<Key extends Value>(
  machine: Machine,
  args: readonly Box[],
  { at, keyOf }: { readonly at: Node; readonly keyOf: (key: Box) => Key },
): Groups<Key> {
  const { flow, lattice } = machine
  const [box, callee] = args
  if (!box || !callee) return fail('runtime', 'groupBy needs a list and a function that gives the key.', at)
  const { items, shape } = itemsOf(machine, box, at)
  const whole = lattice.join(box.mark, shape)
  const because = flow.selecting(whole)
  flow.beforeCalls([callee], whole, at)
  const members = new Map<Key, { key: Box; boxes: Box[] }>()
  let keys = whole
  for (const [index, item] of items.entries()) {
    const member = outOf(box, item, 'each')
    const key = invokeBecause(machine, { callee, args: [member, flow.box(index, whole)], because }, at)
    keys = lattice.join(keys, key.mark)
    const name = keyOf(key)
    const group = members.get(name)
    if (group) group.boxes.push(member)
    else members.set(name, { key, boxes: [member] })
  }
  const inGroup = { shape: flow.selecting(keys), mark: flow.selecting(keys) }
  const groups = [...members].map(
    ([name, { key, boxes }]) => [name, { key, list: newList(machine, boxes, inGroup, at) }] as const,
  )
  return { groups: new Map(groups), keys }
}
