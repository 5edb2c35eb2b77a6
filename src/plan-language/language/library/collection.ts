import type { Node } from 'acorn'
import { fail } from '../fault.ts'
import { invokeBecause } from '../invoke.ts'
import { itemsOf } from '../items.ts'
import type { Mark } from '../labels.ts'
import { listIn, refuseUnseen } from '../unwrap.ts'
import { newList, type Machine } from '../machine.ts'
import { outOf, pathIn } from '../paths.ts'
import { changeShape } from '../properties.ts'
import { isContainer, withoutChoice, type Box, type Callable, type Collection, type Namespace } from '../values.ts'
import { groupsOf } from './groups.ts'
import { namespace, nativeFunction, type MethodCall } from './method.ts'
import { refuseMethod } from './missing-methods.ts'

interface CollectionCall extends MethodCall {
  readonly collection: Collection
  /** The label of the reference and of which keys there are. */
  readonly whole: Mark
}

type CollectionMethod = (machine: Machine, call: CollectionCall) => Box

/** `Set` and `Map`. Which keys they have hangs on every key that was ever put in, and is their shape, as an object's. */
export function collectionNamespaces(machine: Machine): { readonly Set: Namespace; readonly Map: Namespace } {
  const create =
    (title: Collection['title']): Callable['call'] =>
    ([from], at) => {
      const { lattice, flow } = machine
      const entries: Collection['entries'] = new Map()
      let shape: Mark = lattice.literals
      const { items, shape: length } =
        from && from.value !== undefined && from.value !== null
          ? itemsOf(machine, from, at)
          : { items: [], shape: from?.mark ?? lattice.none }
      shape = lattice.join(shape, lattice.join(length, from?.mark ?? lattice.none))
      for (const item of items) {
        const box = from ? outOf(from, item, 'each') : item
        const pair = title === 'Map' ? listIn(box, at) : null
        const [key = box, value = box] = pair
          ? [pair.items[0] ?? absent(machine), pair.items[1] ?? absent(machine)]
          : []
        for (const mark of [key.mark, box.mark, pair?.shape ?? lattice.none]) shape = lattice.join(shape, mark)
        put(entries, key, value, at)
      }
      machine.meter.allocate(entries.size + 1, at)
      const collection: Collection = { kind: 'collection', title, entries, shape: flow.here(shape) }
      return flow.box(collection, lattice.join(lattice.literals, flow.selecting(from?.mark ?? lattice.none)))
    }
  return {
    Set: namespace(machine, 'Set', {}, nativeFunction(create('Set'))),
    Map: namespace(
      machine,
      'Map',
      { groupBy: (args, at) => grouped(machine, args, at) },
      nativeFunction(create('Map')),
    ),
  }
}

function absent({ lattice }: Machine): Box {
  return { value: undefined, mark: lattice.none }
}

// The first key stays, as what it is equal to.
function put(entries: Collection['entries'], key: Box, value: Box, at: Node): void {
  refuseUnseen(key, at)
  const before = entries.get(key.value)
  entries.set(key.value, { key: before?.key ?? withoutChoice(key), value: withoutChoice(value) })
}

function grouped(machine: Machine, args: readonly Box[], at: Node): Box {
  const { groups, keys } = groupsOf(machine, args, { at, keyOf: (key) => (refuseUnseen(key, at), key.value) })
  const entries: Collection['entries'] = new Map(
    [...groups].map(([value, { key, list }]) => [value, { key: withoutChoice(key), value: list }]),
  )
  machine.meter.allocate(entries.size + 1, at)
  const collection: Collection = { kind: 'collection', title: 'Map', entries, shape: machine.flow.here(keys) }
  return machine.flow.box(collection, machine.flow.selecting(args[0]?.mark ?? machine.lattice.none))
}

/** A method of a Set or a Map. */
export function callCollectionMethod(machine: Machine, call: MethodCall & { readonly collection: Collection }): Box {
  const { collection, object, name } = call
  const methods = METHODS[collection.title]
  const method = Object.hasOwn(methods, name) ? methods[name] : undefined
  if (!method) return refuseMethod(call, `${collection.title}s`, Object.keys(methods))
  const whole = machine.lattice.join(object.mark, collection.shape)
  machine.flow.beforeCalls(call.args, whole, call.at)
  machine.meter.pass(collection.entries.size, call.at)
  return method(machine, { ...call, whole })
}

const BOTH: Readonly<Record<string, CollectionMethod>> = {
  has: (machine, call) => {
    const key = given(machine, call, 0)
    refuseUnseen(key, call.at)
    return machine.flow.box(call.collection.entries.has(key.value), machine.lattice.join(call.whole, key.mark))
  },
  delete: (machine, call) => {
    const key = given(machine, call, 0)
    change(machine, call, key.mark)
    const had = call.collection.entries.delete(key.value)
    return machine.flow.box(had, machine.lattice.join(call.object.mark, call.collection.shape))
  },
  clear: (machine, call) => {
    change(machine, call, machine.lattice.none)
    call.collection.entries.clear()
    return machine.flow.box(undefined, machine.lattice.none)
  },
  forEach: (machine, call) => {
    const [callee] = call.args
    if (!callee) return fail('runtime', 'forEach needs a function.', call.at)
    const because = machine.flow.selecting(call.whole)
    for (const { key, value } of [...call.collection.entries.values()])
      invokeBecause(machine, { callee, args: [value, key, call.object], because }, call.at)
    return machine.flow.box(undefined, machine.lattice.none)
  },
  keys: (machine, call) => parts(machine, call, ({ key }) => key),
  values: (machine, call) => parts(machine, call, ({ value }) => value),
  entries: (machine, call) => {
    const { none } = machine.lattice
    return parts(machine, call, ({ key, value }) =>
      newList(machine, [key, value], { shape: none, mark: none }, call.at),
    )
  },
}

const METHODS: Readonly<Record<Collection['title'], Readonly<Record<string, CollectionMethod>>>> = {
  Set: {
    ...BOTH,
    add: (machine, call) => {
      const key = given(machine, call, 0)
      change(machine, call, key.mark)
      const box = machine.flow.box(key.value, key.mark, pathIn(key))
      const before = call.collection.entries.get(key.value)
      put(call.collection.entries, box, before?.value ?? box, call.at)
      return call.object
    },
  },
  Map: {
    ...BOTH,
    get: (machine, call) => {
      const key = given(machine, call, 0)
      refuseUnseen(key, call.at)
      const found = call.collection.entries.get(key.value)?.value
      const by = machine.flow.selecting(machine.lattice.join(call.whole, key.mark))
      const box = machine.flow.box(
        found?.value,
        machine.lattice.join(found?.mark ?? machine.lattice.none, by),
        found?.path,
      )
      const boxes = [...call.collection.entries.values()].map(({ value }) => value)
      if (!boxes[0] || !isContainer(boxes[0].value)) return box
      return { ...box, among: { boxes, reference: machine.lattice.asControl(call.whole) } }
    },
    set: (machine, call) => {
      const [key, value] = [given(machine, call, 0), given(machine, call, 1)]
      change(machine, call, key.mark)
      const { flow } = machine
      const [keyBox, valueBox] = [key, value].map((box) => flow.box(box.value, box.mark, pathIn(box)))
      if (keyBox && valueBox) put(call.collection.entries, keyBox, valueBox, call.at)
      return call.object
    },
  },
}

function given(machine: Machine, { args }: MethodCall, index: number): Box {
  return args[index] ?? absent(machine)
}

function change(machine: Machine, { collection, object, at }: CollectionCall, by: Mark): void {
  machine.flow.beforeChange(collection, object, at)
  machine.meter.allocate(2, at)
  changeShape(machine, collection, [by, machine.lattice.asControl(object.mark)])
}

type Entry = { readonly key: Box; readonly value: Box }

function parts(machine: Machine, { collection, whole, object, at }: CollectionCall, pick: (entry: Entry) => Box): Box {
  const items = [...collection.entries.values()].map((entry) => pick(entry))
  return newList(machine, items, { shape: whole, mark: machine.flow.selecting(object.mark) }, at)
}
