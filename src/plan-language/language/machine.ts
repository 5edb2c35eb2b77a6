import type { PlanFailure } from '../contract.ts'
import type { Node } from 'acorn'
import type { Flow } from './flow.ts'
import type { Lattice, Mark } from './labels.ts'
import type { Meter } from './meter.ts'
import {
  isContainer,
  isKind,
  partsFrom,
  partsOf,
  withoutChoice,
  type Box,
  type Entries,
  type List,
  type Moment,
  type Namespace,
  type Path,
} from './values.ts'

/** What every part of a run shares. */
export interface Machine {
  readonly lattice: Lattice
  readonly meter: Meter
  readonly flow: Flow
  /** How numbers, dates and texts are written somewhere. */
  readonly locales: Locales
  /** Null where the values are real. */
  readonly sample: Sample | null
}

/**
 * What a new container carries: `shape` is what its length, order or keys hang on, `mark` what the reference to it
 * carries. `path` is for parts that have none of their own.
 */
interface Made {
  readonly shape: Mark
  readonly mark: Mark
  readonly path?: Path | undefined
}

/** A new array. */
export function newList(machine: Machine, items: Box[], labels: Made, at: Node | null): Box {
  machine.meter.allocate(items.length + 1, at)
  const list: List = { kind: 'list', items: partsFrom(items), shape: machine.flow.here(labels.shape) }
  return machine.flow.box(list, labels.mark, labels.path)
}

/** A new object. */
export function newEntries(machine: Machine, fields: Map<string, Box>, labels: Made, at: Node | null): Box {
  machine.meter.allocate(fields.size + 1, at)
  for (const [key, box] of fields) if (box.among) fields.set(key, withoutChoice(box))
  const entries: Entries = { kind: 'object', fields, shape: machine.flow.here(labels.shape) }
  return machine.flow.box(entries, labels.mark, labels.path)
}

/** A new Date. As of a list, what it says is labelled within it, so that all names for it know of a change. */
export function newDate(machine: Machine, time: number, { mark, path }: { mark: Mark; path?: Path | undefined }): Box {
  const moment: Moment = { kind: 'date', time, shape: machine.flow.here(mark), isChanged: false }
  return machine.flow.box(moment, machine.lattice.none, path)
}

/** What is looked at, as it is by now: of a Date with the label of when it is. */
export function asLookedAt(machine: Machine, box: Box): Box {
  const { value, mark, path } = box
  if (!isKind(value, 'date')) return box
  return { value, mark: machine.lattice.join(mark, value.shape), path: value.isChanged ? undefined : path }
}

/** The label of all of the boxes together, of their parts too. */
export function deepMark(machine: Machine, box: Box, seen = new Set<unknown>()): Mark {
  const { value } = box
  if (!isContainer(value)) return box.mark
  if (seen.has(value)) return box.mark
  seen.add(value)
  machine.meter.step(null)
  const { join } = machine.lattice
  return [...partsOf(value)].reduce(
    (mark, part) => join(mark, deepMark(machine, part, seen)),
    join(box.mark, value.shape),
  )
}

/** The label of all of the boxes together, without their parts. */
export function joinMarks(machine: Machine, boxes: readonly Box[]): Mark {
  return boxes.reduce((mark, box) => machine.lattice.join(mark, box.mark), machine.lattice.none)
}

/** How numbers, dates and texts are written and put in order somewhere, by V8's own tables. */
export interface Locales {
  /** `Intl`. */
  readonly namespace: Namespace
  number(box: Box, args: readonly Box[], at: Node): Box
  date(box: Box, args: readonly Box[], how: { readonly written: Written; readonly at: Node }): Box
  /** Orders two texts as `other`'s locale and options say. */
  compare(texts: readonly [Box, Box], args: readonly Box[], at: Node): Box
}

/** What of a date is written where nothing is said: `toLocaleDateString` and its like. */
export type Written = 'date' | 'time' | 'both'

/**
 * A run over made-up values. Of what it meets it keeps the mistakes that no other values would mend, and goes on after
 * each, with a value that may be anything.
 */
export interface Sample {
  /** Evaluates; after a fault gives what may be anything. */
  recover(flow: Flow, evaluate: () => Box): Box
  /** Keeps a fault where it is a mistake. Throws a limit again: the run is over then. */
  meet(error: unknown): void
  /** Whether both ways are gone at a condition with this label. */
  goesBothWays(mark: Mark): boolean
  mistakes(): readonly PlanFailure[]
}
