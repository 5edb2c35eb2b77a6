import type { Node } from 'acorn'
import { listIn } from './look.ts'
import type { Machine } from './machine.ts'
import type { Mark } from './labels.ts'
import { doneToBox } from './paths.ts'
import type { Box } from './values.ts'

/** What can be gone over: a list's items, a text's characters. `shape` is the label of how many there are and in what order. */
export interface Items {
  readonly items: readonly Box[]
  readonly shape: Mark
}

/** What `for … of`, a spread or `Array.from` meets, as it is now. */
export function itemsOf(machine: Machine, box: Box, at: Node): Items {
  if (typeof box.value === 'string') return charactersOf(machine, box, at, box.value)
  const { items, shape } = listIn(box, at)
  return { items: [...items], shape }
}

function charactersOf(machine: Machine, box: Box, at: Node, text: string): Items {
  machine.meter.allocate(text.length, at)
  const path = doneToBox(box, 'cut')
  const items = Array.from(machine.meter.text(text, at), (value) => machine.flow.box(value, box.mark, path))
  return { items, shape: machine.flow.selecting(box.mark) }
}
