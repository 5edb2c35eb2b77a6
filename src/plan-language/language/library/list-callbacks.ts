import { fail, failOn, mistake } from '../fault.ts'
import { invokeBecause } from '../invoke.ts'
import { listIn, numberIn, plainIn } from '../unwrap.ts'
import { newList, type Machine } from '../machine.ts'
import { saysYes } from '../sample.ts'
import { doneToBox, outOf } from '../paths.ts'
import type { Box, Path } from '../values.ts'
import type { Mark } from '../labels.ts'
import type { ListCall, ListMethod } from './method.ts'

/** The list methods that call a function: how often they do hangs on the list, and what they give back on what it said. */
export const LIST_CALLBACKS: Readonly<Record<string, ListMethod>> = {
  map: (machine, call) => {
    const items = call.items.map((_, index) => callWith(machine, call, index))
    return chosenList(machine, call, { items, shape: call.chosen, path: undefined })
  },
  forEach: (machine, call) => {
    for (const index of call.items.keys()) callWith(machine, call, index)
    return machine.flow.box(undefined, machine.lattice.none)
  },
  flatMap: (machine, call) => {
    let shape = call.chosen
    const items = call.items.flatMap((_, index) => {
      const part = callWith(machine, call, index)
      const list = listIn(part, call.at)
      shape = machine.lattice.join(shape, machine.flow.selecting(machine.lattice.join(part.mark, list.shape)))
      return list.items.map((item) => outOf(part, item, 'each'))
    })
    return chosenList(machine, call, { items, shape, path: undefined })
  },
  filter: (machine, call) => {
    let shape = call.chosen
    const items = call.items.filter((_, index) => {
      const verdict = callWith(machine, call, index)
      shape = machine.lattice.join(shape, machine.flow.selecting(verdict.mark))
      return saysYes(machine, verdict, call.at)
    })
    return chosenList(machine, call, { items, shape, path: doneToBox(call.object, 'filter') })
  },
  find: (machine, call) => foundBox(machine, call, search(machine, call, { upwards: true, until: true })),
  findLast: (machine, call) => foundBox(machine, call, search(machine, call, { upwards: false, until: true })),
  findIndex: (machine, call) => {
    const { index, mark } = search(machine, call, { upwards: true, until: true })
    return machine.flow.box(index, mark)
  },
  findLastIndex: (machine, call) => {
    const { index, mark } = search(machine, call, { upwards: false, until: true })
    return machine.flow.box(index, mark)
  },
  some: (machine, call) => {
    const { index, mark } = search(machine, call, { upwards: true, until: true })
    return machine.flow.box(index >= 0, mark, doneToBox(call.object, 'some'))
  },
  every: (machine, call) => {
    const { index, mark } = search(machine, call, { upwards: true, until: false })
    return machine.flow.box(index < 0, mark, doneToBox(call.object, 'some'))
  },
  reduce: (machine, call) => reduced(machine, call, [...call.items.entries()]),
  reduceRight: (machine, call) => reduced(machine, call, [...call.items.entries()].reverse()),
  toSorted: (machine, call) => {
    const { items, shape } = sorted(machine, call)
    return chosenList(machine, call, { items, shape, path: doneToBox(call.object, 'sort') })
  },
}

/** One value out of all, in that order. Where no start is given it is the first item. */
function reduced(machine: Machine, call: ListCall, entries: readonly (readonly [number, Box])[]): Box {
  const { flow, lattice } = machine
  const [callee, given] = call.args
  if (!callee) return mistake(`${call.name} needs a function: list.reduce((sum, item) => …, 0).`, call.at)
  const [first] = entries
  if (!given && !first)
    return failOn('empty-list', 'reduce of an empty list needs a start: list.reduce((sum, item) => …, 0).', call.at)
  const start = given ?? (first && outOf(call.object, first[1], 'each')) ?? flow.box(undefined, lattice.none)
  // What it begins with is there already, and may be changed once for each item.
  flow.beforePassing(start, call.whole, call.at)
  let result: Box = flow.box(start.value, lattice.join(start.mark, call.chosen), start.path)
  for (const [index, item] of given ? entries : entries.slice(1)) {
    const args = [result, outOf(call.object, item, 'each'), positionBox(machine, call, index), call.object]
    result = invokeBecause(machine, { callee, args, because: call.chosen }, call.at)
  }
  return result
}

/** The items in order, and the label that comparing them left on it. */
export function sorted(machine: Machine, call: ListCall): { items: Box[]; shape: Mark } {
  const { flow, lattice } = machine
  const [callee] = call.args
  let shape = call.chosen
  const compare = (a: Box, b: Box): number => {
    if (!callee) {
      machine.meter.step(call.at)
      shape = lattice.join(shape, flow.selecting(lattice.join(a.mark, b.mark)))
      return byCodeUnits(String(plainIn(a, call.at)), String(plainIn(b, call.at)))
    }
    const verdict = invokeBecause(machine, { callee, args: [a, b], because: shape }, call.at)
    shape = lattice.join(shape, flow.selecting(verdict.mark))
    return numberIn(verdict, call.at) || 0
  }
  // With fewer than two items nothing is compared, but that there is nothing to compare is in the shape already.
  const items = call.items.toSorted(compare)
  return { items, shape }
}

function byCodeUnits(a: string, b: string): number {
  return a < b ? -1 : Number(a > b)
}

/** Calls the function with an item, its position and the list. */
function callWith(machine: Machine, call: ListCall, index: number, because = call.chosen): Box {
  const [callee] = call.args
  const item = call.items[index]
  if (!callee) return mistake(`${call.name} needs a function.`, call.at)
  if (!item) return fail('runtime', 'The list has no such item.', call.at)
  return invokeBecause(
    machine,
    { callee, args: [outOf(call.object, item, 'each'), positionBox(machine, call, index), call.object], because },
    call.at,
  )
}

function positionBox(machine: Machine, call: ListCall, index: number): Box {
  return machine.flow.box(index, call.whole)
}

type Direction = { readonly upwards: boolean; readonly until: boolean }

/** Asks item after item until one is answered `until`. That a later one is asked at all hangs on the answers before it. */
function search(machine: Machine, call: ListCall, { upwards, until }: Direction): { index: number; mark: Mark } {
  const { flow, lattice } = machine
  const order = [...call.items.keys()]
  let mark = call.whole
  for (const index of upwards ? order : order.reverse()) {
    const verdict = callWith(machine, call, index, lattice.join(call.chosen, flow.selecting(mark)))
    mark = lattice.join(mark, verdict.mark)
    if (saysYes(machine, verdict, call.at) === until) return { index, mark }
  }
  return { index: -1, mark }
}

function foundBox(machine: Machine, call: ListCall, { index, mark }: { index: number; mark: Mark }): Box {
  const item = call.items[index]
  const by = machine.flow.selecting(mark)
  const path = item && outOf(call.object, item, 'find').path
  const box = machine.flow.box(item?.value, machine.lattice.join(item?.mark ?? machine.lattice.none, by), path)
  return { ...box, among: { boxes: call.items, reference: call.chosen } }
}

type Chosen = { readonly items: Box[]; readonly shape: Mark; readonly path: Path | undefined }

function chosenList(machine: Machine, call: ListCall, { items, shape, path }: Chosen): Box {
  return newList(machine, items, { shape, mark: machine.flow.selecting(call.object.mark), path }, call.at)
}
