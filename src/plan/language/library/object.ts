import type { Node } from 'acorn'
import { fail } from '../fault.ts'
import type { Mark } from '../labels.ts'
import { invokeBecause } from '../invoke.ts'
import { entriesIn, keyIn, listIn, numberIn, refuseUnseen } from '../look.ts'
import { newEntries, newList, type Machine } from '../machine.ts'
import { outOf } from '../paths.ts'
import { getProperty } from '../properties.ts'
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
    groupBy: (args, at) => groupBy(machine, args, at),
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

/** `Object.groupBy(list, key)`: which group an item is in hangs on what the function said of it, and of all others. */
function groupBy(machine: Machine, args: readonly Box[], at: Node): Box {
  const { flow, lattice } = machine
  const [box, callee] = args
  if (!box || !callee) return fail('runtime', 'Object.groupBy needs a list and a function that gives the key.', at)
  const list = listIn(box, at)
  const whole = lattice.join(box.mark, list.shape)
  const because = flow.selecting(whole)
  flow.beforeCalls([callee], whole, at)
  const groups = new Map<string, Box[]>()
  let keys = whole
  for (const [index, item] of [...list.items].entries()) {
    const member = outOf(box, item, 'each')
    const key = invokeBecause(machine, { callee, args: [member, flow.box(index, whole)], because }, at)
    keys = lattice.join(keys, key.mark)
    const name = String(keyIn(key, at))
    const group = groups.get(name)
    if (group) group.push(member)
    else groups.set(name, [member])
  }
  const inGroup = { shape: flow.selecting(keys), mark: flow.selecting(keys) }
  const fields = new Map([...groups].map(([name, items]) => [name, newList(machine, items, inGroup, at)]))
  return newEntries(machine, fields, { shape: keys, mark: flow.selecting(box.mark) }, at)
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
    const { items, shape } = listIn(box, at)
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
