import { listIn } from '../unwrap.ts'
import { newList, type Machine } from '../machine.ts'
import { isKind, withoutChoice, type Box, type Namespace } from '../values.ts'
import { namespace } from './method.ts'

/** What `await` gives: the answer of a read, and anything else as it is. */
export function settle(machine: Machine, box: Box): Box {
  if (!isKind(box.value, 'pending')) return withoutChoice(box)
  const answer = box.value.settle()
  return machine.flow.box(answer.value, machine.lattice.join(answer.mark, box.mark), answer.path)
}

/** `Promise.all`: the reads have all begun by the time that it waits for the first. */
export function promiseNamespace(machine: Machine): Namespace {
  const { lattice } = machine
  return namespace(machine, 'Promise', {
    all: ([box = { value: undefined, mark: lattice.none }], at) => {
      const list = listIn(box, at)
      const labels = { shape: lattice.join(box.mark, list.shape), mark: box.mark }
      return newList(
        machine,
        list.items.map((item) => settle(machine, item)),
        labels,
        at,
      )
    },
  })
}
