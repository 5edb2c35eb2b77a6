import type { Mark } from '../labels.ts'
import { numberIn } from '../unwrap.ts'
import { joinMarks, newList, type Machine } from '../machine.ts'
import { outOf, pathIn } from '../paths.ts'
import { changeShape } from '../properties.ts'
import type { Box } from '../values.ts'
import { sorted } from './list-callbacks.ts'
import type { ListCall, ListMethod } from './method.ts'

/** The list methods that change the list itself. Their names are those that `writes.ts` looks for. */
export const LIST_CHANGES: Readonly<Record<string, ListMethod>> = {
  push: (machine, call) => {
    change(machine, call)
    for (const box of call.args) call.list.items.push(machine.flow.box(box.value, box.mark, pathIn(box)))
    return newLength(machine, call)
  },
  unshift: (machine, call) => {
    change(machine, call)
    call.list.items.unshift(...call.args.map((box) => machine.flow.box(box.value, box.mark, pathIn(box))))
    return newLength(machine, call)
  },
  pop: (machine, call) => {
    change(machine, call)
    return taken(machine, call, call.list.items.pop())
  },
  shift: (machine, call) => {
    change(machine, call)
    return taken(machine, call, call.list.items.shift())
  },
  reverse: (machine, call) => {
    change(machine, call)
    call.list.items.reverse()
    return call.object
  },
  splice: (machine, call) => {
    const [from, count, ...added] = call.args
    const ends = [from, count].filter((box) => box !== undefined)
    const { flow, lattice } = machine
    const by = flow.selecting(joinMarks(machine, ends))
    change(machine, call, by)
    const { items } = call.list
    const [start = 0, deleted = items.length] = ends.map((box) => numberIn(box, call.at))
    const put = added.map((box) => flow.box(box.value, box.mark, pathIn(box)))
    const gone = items.splice(start, deleted, ...put).map((item) => outOf(call.object, item, 'each'))
    return newList(
      machine,
      gone,
      { shape: lattice.join(call.chosen, by), mark: flow.selecting(call.object.mark) },
      call.at,
    )
  },
  sort: (machine, call) => {
    machine.flow.beforeChange(call.list, call.object, call.at)
    const { items, shape } = sorted(machine, call)
    change(machine, call, shape)
    call.list.items = items
    return call.object
  },
}

function change(machine: Machine, call: ListCall, by: Mark = machine.lattice.none): void {
  machine.flow.beforeChange(call.list, call.object, call.at)
  machine.meter.allocate(call.args.length, call.at)
  changeShape(machine, call.list, [machine.lattice.asControl(call.object.mark), by])
}

function newLength(machine: Machine, { object, list }: ListCall): Box {
  return machine.flow.box(list.items.length, machine.lattice.join(object.mark, list.shape))
}

function taken(machine: Machine, { chosen, object }: ListCall, box: Box | undefined): Box {
  const path = box && outOf(object, box, 'item').path
  return machine.flow.box(box?.value, machine.lattice.join(box?.mark ?? machine.lattice.none, chosen), path)
}
