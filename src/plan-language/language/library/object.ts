import type { Node } from 'acorn'
import { fail } from '../fault.ts'
import type { Mark } from '../labels.ts'
import { invokeBecause } from '../invoke.ts'
import { itemsOf } from '../items.ts'
import { entriesIn, keyIn, listIn, numberIn, refuseUnseen } from '../unwrap.ts'
import { newEntries, newList, type Machine } from '../machine.ts'
import { outOf } from '../paths.ts'
import { changeShape, getProperty, hasProperty, setProperty } from '../properties.ts'
import { isKind, type Box, type Namespace } from '../values.ts'
import { groupsOf } from './groups.ts'
import { namespace } from './method.ts'

/** `Object`. Keys carry the object's shape, and so does how many of anything there are. */
export function objectNamespace(machine: Machine): Namespace {
  const { flow, lattice } = machine
  const missing = { value: undefined, mark: lattice.none }
  const listOf = (pick: (key: Box, value: Box, at: Node) => Box) => (args: readonly Box[], at: Node) => {
    const object = args[0] ?? missing
    const entries = entriesIn(object, at)
    const shape = lattice.join(object.mark, entries.shape)
    const items = [...entries.fields].map(([key, value]) =>
      pick(flow.box(key, shape), outOf(object, value, 'part'), at),
    )
    return newList(machine, items, { shape, mark: object.mark }, at)
  }
  return namespace(machine, 'Object', {
    keys: listOf((key) => key),
    values: listOf((_, value) => value),
    entries: listOf((key, value, at) =>
      newList(machine, [key, value], { shape: lattice.none, mark: lattice.none }, at),
    ),
    hasOwn: ([object = missing, key = missing], at) => hasProperty(machine, object, key, at),
    assign: ([object = missing, ...others], at) => {
      const target = entriesIn(object, at)
      for (const other of others) {
        // That there is nothing to add is to be seen in the object too.
        const isGiven = other.value !== undefined && other.value !== null
        const { fields, shape } = isGiven ? entriesIn(other, at) : { fields: [], shape: lattice.none }
        flow.beforeChange(target, object, at)
        for (const [name, part] of fields) {
          const key = { value: name, mark: lattice.join(other.mark, shape) }
          setProperty(machine, object, { key, box: outOf(other, part, 'part') }, at)
        }
        changeShape(machine, target, [lattice.asControl(lattice.join(other.mark, shape))])
      }
      return object
    },
    groupBy: (args, at) => groupBy(machine, args, at),
    fromEntries: (args, at) => fromEntries(machine, args[0] ?? missing, at),
  })
}

function fromEntries(machine: Machine, box: Box, at: Node): Box {
  const { lattice } = machine
  const list = itemsOf(machine, box, at)
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

function groupBy(machine: Machine, args: readonly Box[], at: Node): Box {
  const { groups, keys } = groupsOf(machine, args, { at, keyOf: (key) => String(keyIn(key, at)) })
  const fields = new Map([...groups].map(([name, { list }]) => [name, list]))
  const mark = machine.flow.selecting(args[0]?.mark ?? machine.lattice.none)
  return newEntries(machine, fields, { shape: keys, mark }, at)
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
      const { items: from, shape } = fromIn(machine, box, at)
      const whole = lattice.join(box.mark, shape)
      const because = flow.selecting(whole)
      if (callee) flow.beforeCalls([callee], whole, at)
      const items = from.map((item, index) =>
        callee ? invokeBecause(machine, { callee, args: [item, flow.box(index, whole)], because }, at) : item,
      )
      return newList(machine, items, { shape: because, mark: flow.selecting(box.mark) }, at)
    },
  })
}

/** What `Array.from` goes over: a list, or `{ length: 3 }`, which is so many times nothing. */
function fromIn(machine: Machine, box: Box, at: Node): { items: readonly Box[]; shape: Mark } {
  if (!isKind(box.value, 'object')) {
    const { items, shape } = itemsOf(machine, box, at)
    return { items: items.map((item) => outOf(box, item, 'each')), shape }
  }
  const { lattice, flow, meter } = machine
  const length = getProperty(machine, box, { value: 'length', mark: lattice.none }, at)
  const count = numberIn(length, at)
  if (!Number.isInteger(count) || count < 0) fail('runtime', 'A length is a whole number: { length: 3 }.', at)
  meter.expectValues(count, at)
  const items = Array.from({ length: count }, () => flow.box(undefined, lattice.none))
  return { items, shape: lattice.join(length.mark, box.value.shape) }
}
