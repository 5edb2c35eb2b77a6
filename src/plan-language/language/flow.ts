import type { Node } from 'acorn'
import { fail, mistake } from './fault.ts'
import type { Lattice, Mark } from './labels.ts'
import type { Meter } from './meter.ts'
import { pathIn } from './paths.ts'
import { createUpgrade, type FlowRule, type Region } from './upgrade.ts'
import { isKind, type Box, type Container, type Scope, type Slot, type Value, type Path } from './values.ts'
import { changedIn } from './writes.ts'

/**
 * Follows what decides what: the label of everything that led to where the program is now ("because"), and the rules that
 * keep a change made, or not made, under a condition from losing that condition's label. With `upgrade.ts`,
 * which looks ahead, the only file that holds them.
 */
export interface Flow {
  because(): Mark
  /** A label of something made here and now. */
  here(mark: Mark): Mark
  box(value: Value, mark: Mark, path?: Path): Box
  /** The label that choosing by a value leaves on what was chosen. */
  selecting(mark: Mark): Mark
  region<T>(mark: Mark, region: Region, run: () => T): T
  /** Runs with `mark` among the reasons, without a piece of program that could be looked at beforehand. */
  under<T>(mark: Mark, run: () => T): T
  /** From here on `mark` is among the reasons, until the `under` around it ends. */
  commit(mark: Mark, region: Region): void
  /** The same in a loop that asks again and again: what its next rounds do hangs on each answer. */
  goOn(mark: Mark, region: Region): void
  /** What `region` may change gets the label of a value that decides how often it does, or whether. */
  beforeChanges(mark: Mark, region: Region): void
  /** A value is about to be passed to a function that a value with `mark` decides about, and that may change it. */
  beforePassing(box: Box, mark: Mark, at: Node): void
  /** Functions that are about to be called as often as a value with `mark` says. */
  beforeCalls(functions: readonly Box[], mark: Mark, at: Node): void
  declare(scope: Scope, name: string, box: Box, constant: boolean): void
  /** Goes on after a fault, with the reasons that there were before. */
  recover<T>(run: () => T, after: (error: unknown) => T): T
  assign(slot: Slot, box: Box, name: string, at: Node): void
  /** Refuses a change to a container that may not be made here, reached through that reference. */
  beforeChange(container: Container, reference: Box, at: Node): void
}

const OUT_OF_SIGHT = 'is changed out of sight of the condition that decides it'

/** The flow of one run, beginning with what the program's author knew as the reason for all of it. */
export function createFlow(lattice: Lattice, meter: Meter, without: FlowRule | null): Flow {
  const { join, asControl } = lattice
  let because = asControl(lattice.literals)
  const now = () => because
  const upgrade = createUpgrade({ lattice, meter, because: now, without })
  const { beforeRegion, beforeCalls, beforePassing, beforeChosen } = upgrade
  const here = (mark: Mark) => join(mark, because)
  const box = (value: Value, mark: Mark, path?: Path): Box => ({ value, mark: join(mark, because), path })
  const commit = (mark: Mark, region: Region, rule: FlowRule) => {
    beforeRegion(mark, region)
    if (without !== rule) because = join(because, asControl(mark))
  }
  return {
    because: now,
    here,
    box,
    selecting: (mark) => (without === 'selection' ? lattice.none : asControl(mark)),
    region: (mark, region, run) => {
      const before = because
      commit(mark, region, 'branches')
      const result = run()
      if (!region.leaves || without === 'sticky-jumps') because = before
      return result
    },
    under: (mark, run) => {
      const before = because
      if (without !== 'calls') because = join(because, asControl(mark))
      const result = run()
      because = before
      return result
    },
    commit: (mark, region) => commit(mark, region, 'chains'),
    goOn: (mark, region) => commit(mark, region, 'rounds'),
    beforeChanges: beforeRegion,
    beforePassing,
    beforeCalls,
    recover: (run, after) => {
      const before = because
      try {
        return run()
      } catch (error) {
        because = before
        return after(error)
      }
    },
    ...createChanges(lattice, { because: now, box, beforeChosen, without }),
  }
}

interface ChangesOptions extends Pick<Flow, 'because' | 'box'> {
  readonly beforeChosen: (reference: Box) => void
  readonly without: FlowRule | null
}

/** The changes themselves: what is changed keeps the reasons of its time, and none is made out of their sight. */
function createChanges(
  { join, asControl, covers }: Lattice,
  { because, box, beforeChosen, without }: ChangesOptions,
): Pick<Flow, 'declare' | 'assign' | 'beforeChange'> {
  const kept = (given: Box): Box => box(given.value, given.mark, pathIn(given))
  return {
    declare: (scope, name, given, constant) => {
      const declared = { ...kept(given), among: given.among }
      scope.names.set(name, { box: declared, level: because(), constant, isDeclared: true })
    },
    assign: (slot, given, name, at) => {
      refuseGiven(slot.box.value, at)
      if (slot.constant) mistake(`${name} is a const. Declare it with let to change it.`, at)
      if (without !== 'no-sensitive-upgrade' && !covers(join(slot.level, slot.box.mark), because())) {
        fail('flow', `${name} ${OUT_OF_SIGHT}: return the new value instead, ${name} = change(${name}).`, at)
      }
      slot.box = kept(given)
      slot.level = because()
    },
    beforeChange: (container, reference, at) => {
      refuseGiven(container, at)
      beforeChosen(reference)
      const reasons = without === 'reference' ? because() : join(because(), asControl(reference.mark))
      if (without === 'no-sensitive-upgrade' || covers(container.shape, reasons)) return
      fail('flow', outOfSight(at), at)
    },
  }
}

// Whoever asks is who they are, whatever the program says.
function refuseGiven(value: Value, at: Node): void {
  if (!isKind(value, 'object') && !isKind(value, 'list')) return
  if (value.isGiven !== undefined)
    mistake(`${value.isGiven} can't be changed: build an object or a list of your own out of it.`, at)
}

function outOfSight(at: Node): string {
  const [name] = changedIn(at)
  return name === undefined
    ? `A list or object ${OUT_OF_SIGHT}: name it with const, and change it by that name.`
    : `${name}, or something in it, ${OUT_OF_SIGHT}: change it by the name of the list or object that it is in, inside the if or for, or build a new one with map.`
}
