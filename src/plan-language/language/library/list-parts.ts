import { fail } from '../fault.ts'
import type { Mark } from '../labels.ts'
import { numberIn, plainIn, refuseUnseen, textIn } from '../unwrap.ts'
import { joinMarks, newList, type Machine } from '../machine.ts'
import { doneToBox, joinedPath, outOf } from '../paths.ts'
import { isKind, type Box, type Path } from '../values.ts'
import type { ListCall, ListMethod } from './method.ts'

/** The list methods that choose, put together or look, without calling a function. */
export const LIST_PARTS: Readonly<Record<string, ListMethod>> = {
  at: (machine, call) => {
    const position = argument(machine, call, 0)
    const item = call.list.items.at(numberIn(position, call.at))
    const by = machine.lattice.join(call.chosen, machine.flow.selecting(position.mark))
    const path = item && outOf(call.object, item, 'item').path
    return machine.flow.box(item?.value, machine.lattice.join(item?.mark ?? machine.lattice.none, by), path)
  },
  slice: (machine, call) => {
    const [from, to] = call.args.map((box) => numberIn(box, call.at))
    const by = machine.flow.selecting(joinMarks(machine, call.args))
    const path = doneToBox(call.object, 'part')
    return partList(machine, call, { items: call.list.items.slice(from, to), by, path })
  },
  toReversed: (machine, call) =>
    partList(machine, call, {
      items: [...call.list.items].reverse(),
      by: machine.lattice.none,
      path: doneToBox(call.object, 'sort'),
    }),
  concat: (machine, call) => {
    let by = machine.lattice.none
    const items = call.args.flatMap((box) => {
      refuseUnseen(box, call.at)
      by = machine.lattice.join(by, machine.flow.selecting(box.mark))
      if (!isKind(box.value, 'list')) return [box]
      by = machine.lattice.join(by, machine.flow.selecting(box.value.shape))
      return box.value.items.map((item) => outOf(box, item, 'each'))
    })
    return partList(machine, call, { items: [...itemsOf(call), ...items], by })
  },
  flat: (machine, call) => {
    const [given] = call.args
    const depth = given ? Math.min(numberIn(given, call.at), DEEPEST_FLAT) : 1
    let by = machine.flow.selecting(joinMarks(machine, call.args))
    const flatten = (box: Box, left: number): readonly Box[] => {
      refuseUnseen(box, call.at)
      machine.meter.step(call.at)
      by = machine.lattice.join(by, machine.flow.selecting(box.mark))
      if (!isKind(box.value, 'list') || left < 1) return [box]
      by = machine.lattice.join(by, machine.flow.selecting(box.value.shape))
      return box.value.items.flatMap((item) => flatten(outOf(box, item, 'each'), left - 1))
    }
    return partList(machine, call, { items: itemsOf(call).flatMap((box) => flatten(box, depth)), by })
  },
  entries: (machine, call) => {
    const items = itemsOf(call).map((item, index) => {
      const pair = [machine.flow.box(index, call.whole), item]
      return newList(machine, pair, { shape: machine.lattice.none, mark: machine.lattice.none }, call.at)
    })
    return partList(machine, call, { items, by: machine.lattice.none })
  },
  values: (machine, call) => partList(machine, call, { items: itemsOf(call), by: machine.lattice.none }),
  keys: (machine, call) => {
    const items = call.list.items.map((_, index) => machine.flow.box(index, call.whole))
    return partList(machine, call, { items, by: machine.lattice.none })
  },
  with: (machine, call) => {
    const position = argument(machine, call, 0)
    const index = numberIn(position, call.at)
    const { length } = call.list.items
    if (!Number.isInteger(index) || index < -length || index >= length) {
      fail('runtime', 'with takes the position of an item: add one with [...list, item].', call.at)
    }
    const items = itemsOf(call).with(index, argument(machine, call, 1))
    return partList(machine, call, { items, by: machine.flow.selecting(position.mark) })
  },
  toSpliced: (machine, call) => {
    const [from, count, ...added] = call.args
    const ends = [from, count].filter((box) => box !== undefined)
    const by = machine.flow.selecting(joinMarks(machine, ends))
    const [start = 0, deleted = call.list.items.length] = ends.map((box) => numberIn(box, call.at))
    return partList(machine, call, { items: itemsOf(call).toSpliced(start, deleted, ...added), by })
  },
  includes: (machine, call) => {
    const { index, mark } = search(machine, call, (items, isWanted, from) => items.slice(from).findIndex(isWanted))
    return machine.flow.box(index >= 0, mark, doneToBox(call.object, 'some'))
  },
  indexOf: (machine, call) => {
    const { index, mark } = search(machine, call, (items, isWanted, from) => {
      const skipped = from < 0 ? Math.max(0, items.length + from) : from
      const found = items.slice(skipped).findIndex(isWanted)
      return found < 0 ? -1 : found + skipped
    })
    return machine.flow.box(index, mark)
  },
  lastIndexOf: (machine, call) => {
    if (call.args.length > 1) fail('runtime', 'lastIndexOf takes one argument here: slice the list first.', call.at)
    const { index, mark } = search(machine, call, (items, isWanted) => items.findLastIndex(isWanted))
    return machine.flow.box(index, mark)
  },
  join: (machine, call) => {
    const separator = call.args.length > 0 ? textIn(argument(machine, call, 0), call.at) : ','
    const texts = call.list.items.map((box) => String(plainIn(box, call.at) ?? ''))
    const length = texts.reduce((sum, text) => sum + text.length + separator.length, 0)
    machine.meter.expectText(length, call.at)
    const marks = joinMarks(machine, [...call.list.items, ...call.args])
    const text = machine.meter.text(texts.join(separator), call.at)
    const path = joinedPath(call.list.items.slice(0, 3).map((item) => outOf(call.object, item, 'each')))
    return machine.flow.box(text, machine.lattice.join(call.whole, marks), path)
  },
}

const DEEPEST_FLAT = 20

// Each with its own path, to be put in another list.
function itemsOf({ object, list }: ListCall): readonly Box[] {
  return list.items.map((item) => outOf(object, item, 'each'))
}

function argument(machine: Machine, call: ListCall, index: number): Box {
  return call.args[index] ?? { value: undefined, mark: machine.lattice.none }
}

type Search = (items: readonly Box[], isWanted: (item: Box) => boolean, from: number) => number

/** Where an argument stands in the list. Every item has been compared, whatever the answer. */
function search(machine: Machine, call: ListCall, find: Search): { index: number; mark: Mark } {
  const wanted = argument(machine, call, 0)
  const { items } = call.list
  for (const box of [wanted, ...items]) refuseUnseen(box, call.at)
  const from = call.args[1] ? Math.trunc(numberIn(call.args[1], call.at)) : 0
  const index = find(items, (item) => item.value === wanted.value, from)
  return { index, mark: machine.lattice.join(call.whole, joinMarks(machine, [...call.args, ...items])) }
}

type Part = { readonly items: readonly Box[]; readonly by: Mark; readonly path?: Path | undefined }

function partList(machine: Machine, call: ListCall, { items, by, path }: Part): Box {
  const labels = { shape: machine.lattice.join(call.chosen, by), mark: machine.flow.selecting(call.object.mark), path }
  return newList(machine, [...items], labels, call.at)
}
