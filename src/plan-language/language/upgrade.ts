import type { AnyNode, Node } from 'acorn'
import type { Lattice, Mark } from './labels.ts'
import type { Meter } from './meter.ts'
import { findSlot } from './scope.ts'
import {
  isContainer,
  isKind,
  partsOf,
  type Among,
  type Box,
  type Callable,
  type Container,
  type Scope,
  type Slot,
} from './values.ts'
import { writesOf, type Call } from './writes.ts'

/** A piece of program that runs, or doesn't, because of one value. */
export interface Region {
  readonly scope: Scope
  /** All that may run or be skipped, and all that comes after it where it may leave early. */
  readonly nodes: readonly AnyNode[]
  /** Whether it may leave the loop or function around it: then what comes after it hangs on the value too. */
  readonly leaves: boolean
  readonly at: Node
}

/** A rule that a test can switch off, to see that its absence is found. */
export type FlowRule =
  | 'branches'
  | 'calls'
  | 'chains'
  | 'upgrade'
  | 'no-sensitive-upgrade'
  | 'sticky-jumps'
  | 'reference'
  | 'guard'
  | 'selection'
  | 'rounds'
  | 'choice'

/** What gets a condition's label before the condition is decided. */
export interface Upgrade {
  beforeRegion(mark: Mark, region: Region): void
  beforeCalls(functions: readonly Box[], mark: Mark, at: Node): void
  beforePassing(box: Box, mark: Mark, at: Node): void
  /** Of a reference that a value chose: all that it could have chosen gets that value's label. */
  beforeChosen(reference: Box): void
}

/** `because` is the label of where the program is now. */
export interface UpgradeOptions {
  readonly lattice: Lattice
  readonly meter: Meter
  readonly because: () => Mark
  readonly without: FlowRule | null
}

/**
 * Before a branch is decided, everything that either arm could write gets the condition's label: a variable that the arm
 * not taken would have changed tells as much as one that was changed. What can't be seen from here (a write through an
 * alias or an unknown function) is refused when it happens, by `assign` and `beforeChange` of `flow.ts`.
 */
export function createUpgrade(options: UpgradeOptions): Upgrade {
  const { lattice, because, without } = options
  const begin = (mark: Mark, at: Node): Upgrading | null => {
    const reasons = lattice.join(because(), lattice.asControl(mark))
    return reasons === because() || without === 'upgrade' ? null : { ...options, reasons, at, seen: new Set() }
  }
  return {
    beforeRegion: (mark, { scope, nodes, at }) => {
      const upgrading = begin(mark, at)
      if (upgrading) upgradeNodes(upgrading, nodes, scope)
    },
    beforeCalls: (functions, mark, at) => {
      const upgrading = begin(mark, at)
      if (upgrading) for (const box of functions) upgradeFunction(upgrading, box)
    },
    beforePassing: (box, mark, at) => {
      const upgrading = begin(mark, at)
      if (upgrading) upgradeNamed(upgrading, box)
    },
    beforeChosen: (reference) => {
      if (reference.among && without !== 'upgrade') upgradeChoice(options, reference, reference.among)
    },
  }
}

interface Upgrading extends UpgradeOptions {
  /** What everything that is upgraded gets. */
  readonly reasons: Mark
  readonly at: Node
  readonly seen: Set<Callable>
}

function upgradeNodes(upgrading: Upgrading, nodes: readonly AnyNode[], scope: Scope): void {
  for (const node of nodes) {
    const writes = writesOf(node)
    for (const slot of slotsOf(scope, writes.assigned)) upgradeSlot(upgrading, slot)
    for (const slot of slotsOf(scope, writes.changed)) upgradeNamed(upgrading, slot.box)
    for (const call of writes.called) upgradeCall(upgrading, call, scope)
  }
}

function upgradeSlot({ lattice, because, reasons }: Upgrading, slot: Slot): void {
  if (slot.constant || !lattice.covers(lattice.join(slot.level, slot.box.mark), because())) return
  slot.level = lattice.join(slot.level, reasons)
  slot.box = { value: slot.box.value, mark: lattice.join(slot.box.mark, reasons), path: slot.box.path }
}

function upgradeCall(upgrading: Upgrading, { name, args }: Call, scope: Scope): void {
  const callee = findSlot(scope, name)?.box
  if (!callee || !isFollowed(upgrading, callee)) return
  const { written } = callee.value
  const changed = written ? writesOf(written.node).changed : new Set()
  for (const [index, parameter] of (written?.node.params ?? []).entries()) {
    if (parameter.type !== 'Identifier' || !changed.has(parameter.name)) continue
    for (const slot of slotsOf(scope, args[index] ?? [])) upgradeNamed(upgrading, slot.box)
  }
  upgradeFunction(upgrading, callee)
}

function upgradeFunction(upgrading: Upgrading, callee: Box): void {
  if (!isFollowed(upgrading, callee) || upgrading.seen.has(callee.value)) return
  upgrading.seen.add(callee.value)
  upgrading.meter.step(upgrading.at)
  const { changes, written } = callee.value
  for (const slot of changes) upgradeSlot(upgrading, slot)
  if (written) upgradeNodes(upgrading, [written.node], written.scope)
}

// A function that a restricted value chose isn't followed: which one it is would show.
function isFollowed({ lattice, because }: Upgrading, box: Box): box is Box & { readonly value: Callable } {
  return isKind(box.value, 'function') && lattice.covers(because(), lattice.asControl(box.mark))
}

// What was chosen is reached through all that it could have been, whether or not there is anything.
function upgradeNamed(upgrading: Upgrading, box: Box): void {
  upgradeParts(upgrading, box)
  for (const other of box.among?.boxes ?? []) upgradeParts(upgrading, other, box.among?.reference)
}

function upgradeChoice({ lattice, because, without, meter }: UpgradeOptions, chosen: Box, among: Among): void {
  const reasons = lattice.join(because(), lattice.asControl(chosen.mark))
  const boxes = without === 'choice' ? [chosen] : among.boxes
  meter.pass(boxes.length, null)
  for (const { value, mark } of boxes) {
    if (!isContainer(value)) continue
    const reference = without === 'choice' ? lattice.none : lattice.asControl(lattice.join(among.reference, mark))
    if (lattice.covers(value.shape, lattice.join(because(), reference)))
      value.shape = lattice.join(value.shape, reasons)
  }
}

/*
 * `path` is the label of the references that led here. A container that was reached through a restricted reference, or
 * that already sits in a restricted region, isn't upgraded: upgrading it would itself show which one it is.
 */
function upgradeParts(upgrading: Upgrading, box: Box, path?: Mark, seen = new Set<Container>()): void {
  const { lattice, because, without, meter, at, reasons } = upgrading
  const container = box.value
  if (!isContainer(container) || seen.has(container)) return
  const reference = lattice.asControl(lattice.join(box.mark, path ?? lattice.none))
  if (without !== 'guard' && !lattice.covers(container.shape, lattice.join(because(), reference))) return
  seen.add(container)
  meter.step(at)
  const below = lattice.join(reference, lattice.asControl(container.shape))
  container.shape = lattice.join(container.shape, reasons)
  for (const part of partsOf(container)) upgradeParts(upgrading, part, below, seen)
}

function slotsOf(scope: Scope, names: Iterable<string>): readonly Slot[] {
  const slots: Slot[] = []
  for (const name of names) {
    const slot = findSlot(scope, name)
    if (slot) slots.push(slot)
  }
  return slots
}
