import type { Json } from '#core/json.ts'
import { pointerTokens } from '#core/json-pointer.ts'
import type { Labelled } from '../contract.ts'
import type { Mark } from './labels.ts'
import type { Machine } from './machine.ts'
import { INSIDE } from './paths.ts'
import { CLOSED } from '../sample.ts'
import { RESERVED_KEYS } from './refusals.ts'
import { anythingIn, isClosedIn } from './sample.ts'
import type { Box, Path } from './values.ts'

/**
 * A value from outside, with its labels: the longest pointer that fits a place is its label and that of all below it, a
 * position before `*`. What has no label is `unknown`. `reasons` is joined into every label; `path` is how it came.
 */
export function boxOfLabelled(machine: Machine, { value, labels }: Labelled, { reasons, path }: From): Box {
  const { lattice } = machine
  const root: Branch = { mark: lattice.of({ data: ['unknown'], ctrl: [] }), children: new Map() }
  for (const [pointer, label] of Object.entries(labels)) plant(root, pointer, lattice.of(label))
  const placing: Placing = { machine, reasons }
  const box = boxOf(placing, value, placeOf(placing, [root], root.mark ?? lattice.none))
  return { value: box.value, mark: box.mark, path }
}

interface From {
  readonly reasons: Mark
  readonly path: Path | undefined
}

/** The labels' pointers as a tree. */
interface Branch {
  mark: Mark | null
  readonly children: Map<string, Branch>
}

/** Where a value stands. All items of a list share one place, unless a label tells a position apart. */
interface Place {
  /** The branches that fit, the most specific first. */
  readonly branches: readonly Branch[]
  /** The label from the answer, which goes down to all below that have none of their own. */
  readonly label: Mark
  /** The same with the reasons. */
  readonly mark: Mark
  readonly below: Map<string, Place>
}

interface Placing {
  readonly machine: Machine
  readonly reasons: Mark
}

function plant(root: Branch, pointer: string, mark: Mark): void {
  let branch = root
  for (const token of pointerTokens(pointer)) {
    const below = branch.children.get(token) ?? { mark: null, children: new Map() }
    branch.children.set(token, below)
    branch = below
  }
  branch.mark = mark
}

function placeOf({ machine, reasons }: Placing, branches: readonly Branch[], above: Mark): Place {
  const label = branches.find((branch) => branch.mark !== null)?.mark ?? above
  return { branches, label, mark: machine.lattice.join(label, reasons), below: new Map() }
}

function boxOf(placing: Placing, value: Json, place: Place): Box {
  const { meter } = placing.machine
  const { mark } = place
  const unknown = anythingIn(placing.machine, value)
  if (unknown) return { value: unknown, mark, path: INSIDE }
  if (typeof value === 'string') return { value: meter.text(value, null), mark, path: INSIDE }
  if (typeof value !== 'object' || value === null) return { value, mark, path: INSIDE }
  if (isList(value)) {
    meter.allocate(value.length + 1, null)
    const items = value.map((part, index) => boxOf(placing, part, itemPlace(placing, place, String(index))))
    return { value: { kind: 'list', items, shape: mark }, mark, path: INSIDE }
  }
  const fields = new Map<string, Box>()
  const isClosed = isClosedIn(placing.machine, value)
  for (const [key, part] of Object.entries(value)) {
    if (!RESERVED_KEYS.has(key) && !(isClosed && key === CLOSED))
      fields.set(key, boxOf(placing, part, placeBelow(placing, place, [key])))
  }
  meter.allocate(fields.size + 1, null)
  return { value: { kind: 'object', fields, shape: mark, ...(isClosed && { isClosed }) }, mark, path: INSIDE }
}

function itemPlace(placing: Placing, place: Place, index: string): Place {
  const isNamed = place.branches.some(({ children }) => children.has(index))
  return placeBelow(placing, place, isNamed ? [index, '*'] : ['*'])
}

function placeBelow(placing: Placing, place: Place, tokens: readonly [string, ...string[]]): Place {
  const known = place.below.get(tokens[0])
  if (known) return known
  const branches = place.branches.flatMap(({ children }) => tokens.flatMap((token) => children.get(token) ?? []))
  const below = placeOf(placing, branches, place.label)
  place.below.set(tokens[0], below)
  return below
}

function isList(value: readonly Json[] | { readonly [key: string]: Json }): value is readonly Json[] {
  return Array.isArray(value)
}
