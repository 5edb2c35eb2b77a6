import type { Label } from '#label.ts'
import { fail } from './fault.ts'

/**
 * A label inside a run, interned: equal labels are one object, so comparing and joining them is cheap. Sources stand as
 * numbers, sorted.
 */
export interface Mark {
  readonly id: number
  readonly data: readonly number[]
  readonly ctrl: readonly number[]
}

/** The labels of one run: a lattice whose join is union. */
export interface Lattice {
  readonly none: Mark
  /** What the program's own constants carry. */
  readonly literals: Mark
  of(label: Label): Mark
  join(a: Mark, b: Mark): Mark
  /** The label of what was decided by a value with this one: all of its sources as control. */
  asControl(mark: Mark): Mark
  /** Whether every source that decided `control` is in `mark` too, as data or as control. */
  covers(mark: Mark, control: Mark): boolean
  show(mark: Mark): Label
}

const MOST_SOURCES = 2_048
const MOST_MARKS = 20_000

/**
 * `operator` and `model` of the literals are quiet: the author's constant in a condition decides nothing that the
 * program's text hasn't already, so they vanish where a label turns into control. They have a number apart from the
 * same source arriving with data, which is kept.
 */
export function createLattice(literals: Label): Lattice {
  const numbers = new Map<string, number>()
  const names: string[] = []
  const marks = new Map<string, Mark>()
  const joins = new Map<number, Mark>()
  const controls = new Map<Mark, Mark>()
  const shown = new Map<Mark, Label>()
  const quiet = new Set<number>()

  const numberOf = (name: string, key = name): number => {
    const known = numbers.get(key)
    if (known !== undefined) return known
    if (names.length >= MOST_SOURCES) fail('limit', 'The plan met too many different sources.', null)
    numbers.set(key, names.length)
    return names.push(name) - 1
  }
  const intern = (data: readonly number[], ctrl: readonly number[]): Mark => {
    const key = `${data.join()}|${ctrl.join()}`
    const known = marks.get(key)
    if (known) return known
    if (marks.size >= MOST_MARKS) fail('limit', 'The plan mixes its sources in too many ways.', null)
    const mark = { id: marks.size, data, ctrl }
    marks.set(key, mark)
    return mark
  }
  const none = intern([], [])
  const markOf = (label: Label, key: (name: string) => string): Mark =>
    intern(
      ascending(label.data.map((name) => numberOf(name, key(name)))),
      ascending(label.ctrl.map((name) => numberOf(name))),
    )

  const join = (a: Mark, b: Mark): Mark => {
    if (a === b || b === none) return a
    if (a === none) return b
    const key = Math.min(a.id, b.id) * MOST_MARKS + Math.max(a.id, b.id)
    const known = joins.get(key)
    if (known) return known
    const mark = intern(ascending([...a.data, ...b.data]), ascending([...a.ctrl, ...b.ctrl]))
    joins.set(key, mark)
    return mark
  }
  const asControl = (mark: Mark): Mark => {
    const known = controls.get(mark)
    if (known) return known
    const control = intern([], ascending([...mark.data.filter((source) => !quiet.has(source)), ...mark.ctrl]))
    controls.set(mark, control)
    return control
  }
  const show = (mark: Mark): Label => {
    const known = shown.get(mark)
    if (known) return known
    const label = { data: namesOf(mark.data, names), ctrl: namesOf(mark.ctrl, names) }
    shown.set(mark, label)
    return label
  }
  const ofLiterals = markOf(literals, (name) => (isAuthor(name) ? `literal ${name}` : name))
  for (const source of ofLiterals.data) if (isAuthor(names[source])) quiet.add(source)

  return {
    none,
    literals: ofLiterals,
    of: (label) => markOf(label, (name) => name),
    join,
    asControl,
    covers: (mark, control) => control.ctrl.every((source) => mark.ctrl.includes(source) || mark.data.includes(source)),
    show,
  }
}

function isAuthor(name: string | undefined): boolean {
  return name === 'operator' || name === 'model'
}

function ascending(numbers: readonly number[]): readonly number[] {
  return [...new Set(numbers)].sort((a, b) => a - b)
}

function namesOf(sources: readonly number[], names: readonly string[]): readonly string[] {
  return [...new Set(sources.map((source) => names[source] ?? 'unknown'))].sort()
}
