import type { Mark } from '../labels.ts'
import { listIn, numberIn, plainIn, refuseUnseen, textIn } from '../look.ts'
import { joinMarks, newList, type Machine } from '../machine.ts'
import { isKind, type Box } from '../values.ts'
import type { ListCall, ListMethod } from './method.ts'

/** The list methods that choose, put together or look, without calling a function. */
export const LIST_PARTS: Readonly<Record<string, ListMethod>> = {
  at: (machine, call) => {
    const position = argument(machine, call, 0)
    const item = call.list.items.at(numberIn(position, call.at))
    const by = machine.lattice.join(call.chosen, machine.flow.selecting(position.mark))
    return machine.flow.box(item?.value, machine.lattice.join(item?.mark ?? machine.lattice.none, by))
  },
  slice: (machine, call) => {
    const [from, to] = call.args.map((box) => numberIn(box, call.at))
    const by = machine.flow.selecting(joinMarks(machine, call.args))
    return partList(machine, call, { items: call.list.items.slice(from, to), by })
  },
  toReversed: (machine, call) =>
    partList(machine, call, { items: [...call.list.items].reverse(), by: machine.lattice.none }),
  concat: (machine, call) => {
    let by = machine.lattice.none
    const items = call.args.flatMap((box) => {
      const list = listIn(box, call.at)
      by = machine.lattice.join(by, machine.flow.selecting(machine.lattice.join(box.mark, list.shape)))
      return list.items
    })
    return partList(machine, call, { items: [...call.list.items, ...items], by })
  },
  flat: (machine, call) => {
    let by = machine.lattice.none
    const items = call.list.items.flatMap((box) => {
      refuseUnseen(box, call.at)
      by = machine.lattice.join(by, machine.flow.selecting(box.mark))
      if (!isKind(box.value, 'list')) return [box]
      by = machine.lattice.join(by, machine.flow.selecting(box.value.shape))
      return box.value.items
    })
    return partList(machine, call, { items, by })
  },
  entries: (machine, call) => {
    const items = call.list.items.map((item, index) => {
      const pair = [machine.flow.box(index, call.whole), item]
      return newList(machine, pair, { shape: machine.lattice.none, mark: machine.lattice.none }, call.at)
    })
    return partList(machine, call, { items, by: machine.lattice.none })
  },
  includes: (machine, call) => {
    const { index, mark } = position(machine, call)
    return machine.flow.box(index >= 0, mark)
  },
  indexOf: (machine, call) => {
    const { index, mark } = position(machine, call)
    return machine.flow.box(index, mark)
  },
  join: (machine, call) => {
    const separator = call.args.length > 0 ? textIn(argument(machine, call, 0), call.at) : ','
    const texts = call.list.items.map((box) => String(plainIn(box, call.at) ?? ''))
    const length = texts.reduce((sum, text) => sum + text.length + separator.length, 0)
    machine.meter.expectText(length, call.at)
    const marks = joinMarks(machine, [...call.list.items, ...call.args])
    return machine.flow.box(machine.meter.text(texts.join(separator), call.at), machine.lattice.join(call.whole, marks))
  },
}

function argument(machine: Machine, call: ListCall, index: number): Box {
  return call.args[index] ?? { value: undefined, mark: machine.lattice.none }
}

/** Where an argument first stands in the list. Every item has been compared, whatever the answer. */
function position(machine: Machine, call: ListCall): { index: number; mark: Mark } {
  const wanted = argument(machine, call, 0)
  for (const box of [wanted, ...call.list.items]) refuseUnseen(box, call.at)
  const index = call.list.items.findIndex((item) => item.value === wanted.value)
  const mark = machine.lattice.join(call.whole, joinMarks(machine, [wanted, ...call.list.items]))
  return { index, mark }
}

function partList(machine: Machine, call: ListCall, { items, by }: { items: readonly Box[]; by: Mark }): Box {
  const labels = { shape: machine.lattice.join(call.chosen, by), mark: machine.flow.selecting(call.object.mark) }
  return newList(machine, [...items], labels, call.at)
}
