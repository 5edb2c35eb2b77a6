import type { Node } from 'acorn'
import type { Mark } from '../labels.ts'
import { invokeBecause } from '../invoke.ts'
import { entriesIn, keyIn, listIn, refuseUnseen } from '../look.ts'
import { newEntries, newList, type Machine } from '../machine.ts'
import { isKind, type Box, type Namespace } from '../values.ts'
import { namespace } from './method.ts'

/** `Object`. Keys carry the object's shape, and so does how many of anything there are. */
export function objectNamespace(machine: Machine): Namespace {
  const { flow, lattice } = machine
  const missing = { value: undefined, mark: lattice.none }
  const listOf = (pick: (key: Box, value: Box, at: Node) => Box) => (args: readonly Box[], at: Node) => {
    const object = args[0] ?? missing
    const entries = entriesIn(object, at)
    const shape = lattice.join(object.mark, entries.shape)
    const items = [...entries.fields].map(([key, value]) => pick(flow.box(key, shape), value, at))
    return newList(machine, items, { shape, mark: object.mark }, at)
  }
  return namespace(machine, 'Object', {
    keys: listOf((key) => key),
    values: listOf((_, value) => value),
    entries: listOf((key, value, at) =>
      newList(machine, [key, value], { shape: lattice.none, mark: lattice.none }, at),
    ),
    fromEntries: (args, at) => fromEntries(machine, args[0] ?? missing, at),
  })
}

function fromEntries(machine: Machine, box: Box, at: Node): Box {
  const { lattice } = machine
  const list = listIn(box, at)
  let shape: Mark = lattice.join(box.mark, list.shape)
  const fields = new Map<string, Box>()
  for (const pairBox of list.items) {
    const pair = listIn(pairBox, at)
    const [key = { value: undefined, mark: lattice.none }, value = { value: undefined, mark: lattice.none }] =
      pair.items
    for (const mark of [key.mark, pairBox.mark, pair.shape]) shape = lattice.join(shape, mark)
    fields.set(String(keyIn(key, at)), value)
  }
  return newEntries(machine, fields, { shape, mark: lattice.asControl(box.mark) }, at)
}

/** `Array`. */
export function arrayNamespace(machine: Machine): Namespace {
  const { flow, lattice } = machine
  const missing = { value: undefined, mark: lattice.none }
  return namespace(machine, 'Array', {
    isArray: ([box = missing], at) => {
      refuseUnseen(box, at)
      return flow.box(isKind(box.value, 'list'), box.mark)
    },
    from: ([box = missing, callee], at) => {
      const list = listIn(box, at)
      const whole = lattice.join(box.mark, list.shape)
      const because = flow.selecting(whole)
      if (callee) flow.beforeCalls([callee], whole, at)
      const items = [...list.items].map((item, index) =>
        callee ? invokeBecause(machine, { callee, args: [item, flow.box(index, whole)], because }, at) : item,
      )
      return newList(machine, items, { shape: because, mark: flow.selecting(box.mark) }, at)
    },
  })
}
