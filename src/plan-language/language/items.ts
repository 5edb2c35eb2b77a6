import type { Node } from 'acorn'
import { listIn } from './unwrap.ts'
import { newList, type Machine } from './machine.ts'
import type { Mark } from './labels.ts'
import { doneToBox } from './paths.ts'
import { isKind, type Box, type Collection } from './values.ts'

/** What can be gone over: a list's items, a text's characters, what is in a Set or a Map. `shape` is the label of how many there are and in what order. */
export interface Items {
  readonly items: readonly Box[]
  readonly shape: Mark
}

/** What `for … of`, a spread or `Array.from` meets, as it is now. */
export function itemsOf(machine: Machine, box: Box, at: Node): Items {
  if (typeof box.value === 'string') return charactersOf(machine, box, at, box.value)
  if (isKind(box.value, 'collection')) return entriesOf(machine, box.value, at)
  const { items, shape } = listIn(box, at)
  return { items: [...items], shape }
}

function entriesOf(machine: Machine, { title, entries, shape }: Collection, at: Node): Items {
  const { none } = machine.lattice
  const items = [...entries.values()].map(({ key, value }) =>
    title === 'Set' ? key : newList(machine, [key, value], { shape: none, mark: none }, at),
  )
  return { items, shape }
}

function charactersOf(machine: Machine, box: Box, at: Node, text: string): Items {
  machine.meter.allocate(text.length, at)
  const path = doneToBox(box, 'cut')
  const items = Array.from(machine.meter.text(text, at), (value) => machine.flow.box(value, box.mark, path))
  return { items, shape: machine.flow.selecting(box.mark) }
}
