import type { PathOperation, JoinedStep } from '../values/value-path.ts'
import { LONGEST_JOINED, LONGEST_PATH, MOST_JOINED } from './path-limits.ts'
import type { Box, Plain, Path } from './values.ts'

/** Of a value inside one from outside: its path is that of the reference to what it is in, and its key. */
export const INSIDE: Path = startOf({ from: 'plan' })

/** Of a key that stands in the program itself. */
export const WRITTEN: Path = startOf({ from: 'plan' })

/** Where a value begins. */
export function startOf(step: JoinedStep, constant?: Plain): Path {
  return { step, of: null, others: [], constant, depth: 1, made: null }
}

/** The path of a box, as far as it was followed. */
export function pathIn({ path }: Box): Path | undefined {
  return path === INSIDE || path === WRITTEN ? undefined : path
}

/** Of what was found in a container: only a key that is written in the program is named. */
export function foundPath(container: Box, found: Box | undefined, key: Box): Path | undefined {
  if (found && found.path !== INSIDE) return found.path
  const path = pathIn(container)
  if (!path) return undefined
  const { value } = key
  if (key.path === WRITTEN && (typeof value === 'string' || typeof value === 'number')) return gottenOf(path, value)
  return doneTo(path, typeof value === 'number' ? 'item' : 'part')
}

/** A field or position of what has this path. */
export function gottenOf(path: Path, key: string | number): Path {
  return path.made?.get(key) ?? remembered(path, key, extended(path, { get: key }))
}

/** An operation on what has this path, and on nothing else. */
export function doneTo(path: Path, op: PathOperation): Path {
  const key = `\u0000${op}`
  return path.made?.get(key) ?? remembered(path, key, extended(path, { op }))
}

/** The same of a box; undefined where its way wasn't followed. */
export function doneToBox(box: Box, op: PathOperation): Path | undefined {
  const path = pathIn(box)
  return path && doneTo(path, op)
}

/** An item of a container, with a path of its own from here on. */
export function outOf(container: Box, box: Box, op: PathOperation): Box {
  return box.path === INSIDE ? { value: box.value, mark: box.mark, path: doneToBox(container, op) } : box
}

/** A field of a container, with a path of its own from here on. */
export function fieldOf(container: Box, box: Box, key: string): Box {
  if (box.path !== INSIDE) return box
  const path = pathIn(container)
  return { value: box.value, mark: box.mark, path: path && gottenOf(path, key) }
}

/** An operation on the first box, by or with the others. */
export function doneWith(op: PathOperation, first: Box, rest: readonly Box[]): Path | undefined {
  const path = pathIn(first)
  if (!path) return undefined
  const others: Path[] = []
  for (const box of rest) {
    const other = pathIn(box)
    if (other) others.push(other)
  }
  const [second] = others
  if (others.length === 1 && second && isConstant(second)) return extended(path, { op }, [], second.constant)
  if (others.length === 0) return doneTo(path, op)
  const joined = others.filter((other) => !isConstant(other))
  return joined.length === 0 ? doneTo(path, op) : extended(path, { op }, joined)
}

/** An operator between two boxes. */
export function computedPath(op: PathOperation, left: Box, right: Box): Path | undefined {
  const [a, b] = [pathIn(left), pathIn(right)]
  if (op !== 'add' && op !== 'multiply') return doneWith(op, left, [right])
  if (op === 'add' && a && b && isSumOf(a, b)) return a.step === SUM ? a : extended(b, SUM)
  return b && (!a || isConstant(a)) ? doneWith(op, right, [left]) : doneWith(op, left, [right])
}

/** A text put together out of boxes. */
export function joinedPath(boxes: readonly Box[]): Path | undefined {
  const paths = boxes.flatMap((box) => pathIn(box) ?? [])
  const [first, ...others] = new Set(paths.filter((path) => !isConstant(path)))
  if (!first) return paths.length === boxes.length ? startOf({ from: 'plan' }) : undefined
  if (first.step !== JOIN || !first.of) return extended(first, JOIN, others)
  return others.length === 0 ? first : extended(first.of, JOIN, [...first.others, ...others])
}

/** What was chosen by a condition, or taken because another value wasn't there. */
export function chosenPath(op: 'choose' | 'default', chosen: Box, by: Box): Path | undefined {
  const path = pathIn(chosen)
  const decider = pathIn(by)
  return path && decider && !isConstant(decider) ? extended(path, { op }, [decider]) : path
}

/** Whether a path is a constant of the program and nothing more. */
export function isConstant({ of, constant }: Path): boolean {
  return of === null && constant !== undefined
}

const SUM: JoinedStep = { op: 'sum' }
const JOIN: JoinedStep = { op: 'join' }
const MORE: JoinedStep = { more: true }

// `sum += row.total`: the same path is added again and again.
function isSumOf(sum: Path, added: Path): boolean {
  const { step, of, others } = sum
  return of !== null && others.length === 0 && 'op' in step && (step === SUM || step.op === 'add') && isAlike(of, added)
}

function isAlike(a: Path | null, b: Path | null): boolean {
  if (a === b) return true
  if (!a || !b || a.depth !== b.depth || a.others.length + b.others.length > 0 || a.constant !== b.constant)
    return false
  if (!('op' in a.step) || !('op' in b.step) || a.step.op !== b.step.op) return false
  return isAlike(a.of, b.of)
}

function remembered(path: Path, key: string | number, made: Path): Path {
  path.made ??= new Map()
  path.made.set(key, made)
  return made
}

// Beyond its length a path ends with `more`, so that no loop makes it longer.
function extended(of: Path, step: JoinedStep, others: readonly Path[] = [], constant?: Plain): Path {
  if (of.step === MORE) return of
  if (of.depth >= LONGEST_PATH)
    return { step: MORE, of, others: [], constant: undefined, depth: of.depth + 1, made: null }
  if (others.length === 0) return { step, of, others, constant, depth: of.depth + 1, made: null }
  const joined = others.filter(({ depth }) => depth <= LONGEST_JOINED).slice(0, MOST_JOINED)
  const depth = joined.reduce((deepest, other) => Math.max(deepest, other.depth), of.depth)
  return { step, of, others: joined, constant, depth: depth + 1, made: null }
}
