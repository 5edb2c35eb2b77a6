import type { Label } from '../values/label.ts'
import { fail } from './fault.ts'

/**
 * A label inside a run, interned: equal labels are one object, so comparing and joining them is cheap. Sources stand as
 * numbers, sorted.
 */
export interface Mark {
  readonly id: number
  readonly data: readonly number[]
  readonly ctrl: readonly number[]
  /** Whether it was made of something that isn't there: the address of somebody who has none that is verified. */
  readonly isOfAbsent: boolean
}

/** The labels of one run: a lattice whose join is union. */
export interface Lattice {
  readonly none: Mark
  /** What the program's own constants carry. */
  readonly literals: Mark
  /** What those of an operator's procedure carry, which another's program may call. */
  readonly operators: Mark
  of(label: Label): Mark
  /** The same, of something that isn't there. All that is made of it tells so; what it only decided doesn't. */
  ofAbsent(label: Label): Mark
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
  const absent = new Set<number>()
  const { numberOf, intern, names } = createInterner(absent)
  const joins = new Map<number, Mark>()
  const controls = new Map<Mark, Mark>()
  const shown = new Map<Mark, Label>()
  const none = intern([], [])
  const of = ({ data, ctrl }: Label): Mark =>
    intern(ascending(data.map((name) => numberOf(name))), ascending(ctrl.map((name) => numberOf(name))))
  const asLiteral = (name: string) => numberOf(name, `literal ${name}`)
  const own = literals.data.filter(isAuthor).map(asLiteral)
  const quiet = new Set([...own, asLiteral('operator')])
  const others = of({ ...literals, data: literals.data.filter((name) => !isAuthor(name)) })

  const join = (a: Mark, b: Mark): Mark => {
    if (a === b || b === none) return a
    if (a === none) return b
    const key = a.id < b.id ? a.id * MOST_MARKS + b.id : b.id * MOST_MARKS + a.id
    // Asked for at every step: what is known is found without making a function for what isn't.
    return joins.get(key) ?? cached(joins, key, () => intern(union(a.data, b.data), union(a.ctrl, b.ctrl)))
  }
  return {
    none,
    literals: intern(ascending([...own, ...others.data]), others.ctrl),
    operators: intern([asLiteral('operator')], []),
    of,
    ofAbsent: ({ data, ctrl }) => {
      const numbers = data.map((name) => numberOf(name, `absent ${name}`))
      for (const number of numbers) absent.add(number)
      return intern(ascending(numbers), of({ data: [], ctrl }).ctrl)
    },
    join,
    asControl: (mark) =>
      controls.get(mark) ??
      cached(controls, mark, () =>
        intern(
          [],
          union(
            mark.data.filter((source) => !quiet.has(source)),
            mark.ctrl,
          ),
        ),
      ),
    covers: (mark, control) =>
      mark === control ||
      control === none ||
      control.ctrl.every((source) => mark.ctrl.includes(source) || mark.data.includes(source)),
    show: (mark) => cached(shown, mark, () => ({ data: namesOf(mark.data, names), ctrl: namesOf(mark.ctrl, names) })),
  }
}

interface Interner {
  /** The number of a source; `key` tells two of one name apart. */
  numberOf(name: string, key?: string): number
  /** The one mark of these sources, each list ascending and without doubles. */
  intern(data: readonly number[], ctrl: readonly number[]): Mark
  readonly names: readonly string[]
}

function createInterner(absent: ReadonlySet<number>): Interner {
  const numbers = new Map<string, number>()
  const names: string[] = []
  const marks = new Map<string, Mark>()
  return {
    names,
    numberOf: (name, key = name) =>
      cached(numbers, key, () => {
        if (names.length >= MOST_SOURCES) fail('limit', 'The plan met too many different sources.', null)
        return names.push(name) - 1
      }),
    intern: (data, ctrl) =>
      cached(marks, `${data.join()}|${ctrl.join()}`, () => {
        if (marks.size >= MOST_MARKS) fail('limit', 'The plan mixes its sources in too many ways.', null)
        return { id: marks.size, data, ctrl, isOfAbsent: data.some((source) => absent.has(source)) }
      }),
  }
}

function cached<Key, Value>(known: Map<Key, Value>, key: Key, make: () => Value): Value {
  const before = known.get(key)
  if (before !== undefined) return before
  const made = make()
  known.set(key, made)
  return made
}

function isAuthor(name: string): boolean {
  return name === 'operator' || name === 'model'
}

/** Both together, in order. One of them again where it has all of the other. */
function union(a: readonly number[], b: readonly number[]): readonly number[] {
  if (b.length === 0 || a === b) return a
  if (a.length === 0) return b
  return ascending([...a, ...b])
}

function ascending(numbers: readonly number[]): readonly number[] {
  return [...new Set(numbers)].sort((a, b) => a - b)
}

function namesOf(sources: readonly number[], names: readonly string[]): readonly string[] {
  return [...new Set(sources.map((source) => names[source] ?? 'unknown'))].sort()
}
