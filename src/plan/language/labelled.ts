import type { Json } from '#json.ts'
import type { Labelled } from '../contract.ts'
import type { Mark } from './labels.ts'
import type { Machine } from './machine.ts'
import { RESERVED_KEYS } from './refusals.ts'
import type { Box } from './values.ts'

/**
 * A value from outside, with its labels: the longest pointer that fits a place is its label and that of all below it, a
 * position before `*`. What has no label is `unknown`. `reasons` is joined into every label.
 */
export function boxOfLabelled(machine: Machine, { value, labels }: Labelled, reasons: Mark): Box {
  const { lattice } = machine
  const root: Branch = { mark: lattice.of({ data: ['unknown'], ctrl: [] }), children: new Map() }
  for (const [pointer, label] of Object.entries(labels)) plant(root, pointer, lattice.of(label))
  return boxOf(machine, value, { branches: [root], mark: root.mark ?? lattice.none, reasons })
}

/** The labels' pointers as a tree. */
interface Branch {
  mark: Mark | null
  readonly children: Map<string, Branch>
}

/** The branches that fit a place, the most specific first, and the label that it has from above. */
interface Place {
  readonly branches: readonly Branch[]
  readonly mark: Mark
  readonly reasons: Mark
}

function plant(root: Branch, pointer: string, mark: Mark): void {
  let branch = root
  for (const token of tokensOf(pointer)) {
    const below = branch.children.get(token) ?? { mark: null, children: new Map() }
    branch.children.set(token, below)
    branch = below
  }
  branch.mark = mark
}

function boxOf(machine: Machine, value: Json, place: Place): Box {
  const mark = machine.lattice.join(place.mark, place.reasons)
  if (typeof value === 'string') return { value: machine.meter.text(value, null), mark }
  if (typeof value !== 'object' || value === null) return { value, mark }
  machine.meter.allocate(Object.keys(value).length + 1, null)
  if (isList(value)) {
    const items = value.map((part, index) => boxOf(machine, part, placeBelow(place, [String(index), '*'])))
    return { value: { kind: 'list', items, shape: mark }, mark }
  }
  const fields = new Map<string, Box>()
  for (const [key, part] of Object.entries(value)) {
    if (!RESERVED_KEYS.has(key)) fields.set(key, boxOf(machine, part, placeBelow(place, [key])))
  }
  return { value: { kind: 'object', fields, shape: mark }, mark }
}

function placeBelow(place: Place, tokens: readonly string[]): Place {
  const branches = place.branches.flatMap((branch) => tokens.flatMap((token) => branch.children.get(token) ?? []))
  const mark = branches.find((branch) => branch.mark !== null)?.mark ?? place.mark
  return { ...place, branches, mark }
}

// As in `#json.ts`, which the isolate's bundle leaves out for what it brings along.
function tokensOf(pointer: string): readonly string[] {
  const tokens = pointer.split('/').slice(1)
  return tokens.map((token) => token.replaceAll('~1', '/').replaceAll('~0', '~'))
}

function isList(value: readonly Json[] | { readonly [key: string]: Json }): value is readonly Json[] {
  return Array.isArray(value)
}
