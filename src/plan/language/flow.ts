import type { AnyNode, Node } from 'acorn'
import { fail } from './fault.ts'
import type { Lattice, Mark } from './labels.ts'
import type { Meter } from './meter.ts'
import { findSlot } from './scope.ts'
import {
  type Box,
  type Callable,
  type Container,
  type Scope,
  type Slot,
  type Value,
  isContainer,
  isKind,
  partsOf,
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

/**
 * Follows what decides what: the label of everything that led to where the program is now ("because"), and the rules that
 * keep a change made, or not made, under a condition from losing that condition's label. The only file that holds them.
 */
export interface Flow {
  because(): Mark
  /** A label of something made here and now. */
  here(mark: Mark): Mark
  box(value: Value, mark: Mark): Box
  /** The label that choosing by a value leaves on what was chosen. */
  selecting(mark: Mark): Mark
  region<T>(mark: Mark, region: Region, run: () => T): T
  /** Runs with `mark` among the reasons, without a piece of program that could be looked at beforehand. */
  under<T>(mark: Mark, run: () => T): T
  /** From here on `mark` is among the reasons, until the `under` around it ends. */
  commit(mark: Mark, region: Region): void
  /** Functions that are about to be called as often as a value with `mark` says. */
  beforeCalls(functions: readonly Box[], mark: Mark, at: Node): void
  declare(scope: Scope, name: string, box: Box, constant: boolean): void
  assign(slot: Slot, box: Box, name: string, at: Node): void
  /** Refuses a change to a container that may not be made here, reached through a reference with that label. */
  beforeChange(container: Container, reference: Mark, at: Node): void
}

/** A rule that a test can switch off, to see that its absence is found. */
export type FlowRule = 'upgrade' | 'no-sensitive-upgrade' | 'sticky-jumps' | 'reference' | 'guard' | 'selection'

export function createFlow(lattice: Lattice, meter: Meter, without: FlowRule | null): Flow {
  const { join, asControl, covers } = lattice
  // What wrote the program decided all of it.
  let because = asControl(lattice.literals)

  /*
   * Before a branch is decided, everything that either arm could write gets the condition's label: a variable that the
   * arm not taken would have changed tells as much as one that was changed. What can't be seen from here (a write through
   * an alias or an unknown function) is refused when it happens, by `assign` and `beforeChange`.
   */
  const upgrade = (mark: Mark, { scope, nodes, at }: Region): void => {
    const reasons = join(because, asControl(mark))
    if (reasons === because || without === 'upgrade') return
    upgradeNodes(nodes, scope, { reasons, at, seen: new Set() })
  }

  type Upgrade = { readonly reasons: Mark; readonly at: Node; readonly seen: Set<Callable> }

  const upgradeNodes = (nodes: readonly AnyNode[], scope: Scope, to: Upgrade): void => {
    for (const writes of nodes.map(writesOf)) {
      for (const slot of slotsOf(scope, writes.assigned)) upgradeSlot(slot, to)
      for (const slot of slotsOf(scope, writes.changed)) upgradeDeep(slot.box, to)
      for (const call of writes.called) upgradeCall(call, scope, to)
    }
  }

  const upgradeSlot = (slot: Slot, { reasons }: Upgrade): void => {
    if (slot.constant || !covers(join(slot.level, slot.box.mark), because)) return
    slot.level = join(slot.level, reasons)
    slot.box = { value: slot.box.value, mark: join(slot.box.mark, reasons) }
  }

  const upgradeCall = ({ name, args }: Call, scope: Scope, to: Upgrade): void => {
    const box = findSlot(scope, name)?.box
    // A function that a restricted value chose isn't followed: which one it is would show.
    if (!box || !isKind(box.value, 'function') || !covers(because, asControl(box.mark))) return
    const { written } = box.value
    if (written) {
      const { changed } = writesOf(written.node)
      for (const [index, parameter] of written.node.params.entries()) {
        if (parameter.type !== 'Identifier' || !changed.has(parameter.name)) continue
        for (const slot of slotsOf(scope, args[index] ?? [])) upgradeDeep(slot.box, to)
      }
    }
    upgradeCallable(box.value, to)
  }

  const upgradeCallable = (callable: Callable, to: Upgrade): void => {
    if (to.seen.has(callable)) return
    to.seen.add(callable)
    meter.step(to.at)
    for (const slot of callable.changes) upgradeSlot(slot, to)
    if (callable.written) upgradeNodes([callable.written.node], callable.written.scope, to)
  }

  /*
   * `path` is the label of the references that led here. A container that was reached through a restricted reference, or
   * that already sits in a restricted region, isn't upgraded: upgrading it would itself show which one it is.
   */
  const upgradeDeep = (box: Box, to: Upgrade, path = lattice.none, seen = new Set<Container>()): void => {
    const container = box.value
    if (!isContainer(container) || seen.has(container)) return
    const reference = asControl(join(box.mark, path))
    if (without !== 'guard' && !covers(container.shape, join(because, reference))) return
    seen.add(container)
    meter.step(to.at)
    const below = join(reference, asControl(container.shape))
    container.shape = join(container.shape, to.reasons)
    for (const part of partsOf(container)) upgradeDeep(part, to, below, seen)
  }

  const here = (mark: Mark) => join(mark, because)

  return {
    because: () => because,
    here,
    box: (value, mark) => ({ value, mark: here(mark) }),
    selecting: (mark) => (without === 'selection' ? lattice.none : asControl(mark)),
    region: (mark, region, run) => {
      const before = because
      upgrade(mark, region)
      because = join(because, asControl(mark))
      const result = run()
      if (!region.leaves || without === 'sticky-jumps') because = before
      return result
    },
    under: (mark, run) => {
      const before = because
      because = join(because, asControl(mark))
      const result = run()
      because = before
      return result
    },
    commit: (mark, region) => {
      upgrade(mark, region)
      because = join(because, asControl(mark))
    },
    beforeCalls: (functions, mark, at) => {
      const reasons = join(because, asControl(mark))
      if (reasons === because || without === 'upgrade') return
      for (const { value, mark: chosenBy } of functions) {
        if (!isKind(value, 'function') || !covers(because, asControl(chosenBy))) continue
        upgradeCallable(value, { reasons, at, seen: new Set() })
      }
    },
    declare: (scope, name, box, constant) => {
      scope.names.set(name, { box: { value: box.value, mark: here(box.mark) }, level: because, constant })
    },
    assign: (slot, box, name, at) => {
      if (slot.constant) fail('runtime', `${name} is a const. Declare it with let to change it.`, at)
      if (without !== 'no-sensitive-upgrade' && !covers(join(slot.level, slot.box.mark), because)) {
        fail(
          'flow',
          `${name} is changed out of sight of the condition that decides it. Return the new value instead.`,
          at,
        )
      }
      slot.box = { value: box.value, mark: here(box.mark) }
      slot.level = because
    },
    beforeChange: (container, reference, at) => {
      if (without === 'no-sensitive-upgrade') return
      const reasons = without === 'reference' ? because : join(because, asControl(reference))
      if (covers(container.shape, reasons)) return
      fail(
        'flow',
        'A list or object is changed out of sight of the condition that decides it. Change it by its own name inside the if or for.',
        at,
      )
    },
  }
}

function slotsOf(scope: Scope, names: Iterable<string>): readonly Slot[] {
  return [...names].flatMap((name) => findSlot(scope, name) ?? [])
}
