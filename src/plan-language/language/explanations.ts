import { pointerToken } from '#core/json-pointer.ts'
import { NO_SOURCES, type Label, type Labels } from '../values/label.ts'
import type { JoinedStep, PathStep, ValuePath, ValuePaths } from '../values/value-path.ts'
import { LAST_POSITION, MOST_PATHS } from './path-limits.ts'
import { gottenOf, INSIDE, pathIn } from './paths.ts'
import { isKind, type Box, type Value, type Path } from './values.ts'
import type { Written } from './written.ts'

/**
 * For every leaf of a staged write's arguments whose way was followed, the steps of it, by JSON Pointer. Names and
 * constants are those that stand in the program's source; what it computed with never shows.
 */
export function explanationsOf(args: Box | undefined, told: Told): ValuePaths {
  const paths: Record<string, ValuePath> = {}
  if (args) explain({ ...told, paths }, args, { path: pathIn(args), pointer: '', most: MOST_PATHS })
  return paths
}

interface Told {
  readonly written: Written
  /** Those of the places in the arguments. */
  readonly labels: Labels
  /** What the program's constants carry. */
  readonly literals: Label
}

type Explaining = Told & { readonly paths: Record<string, ValuePath> }

type Place = {
  readonly path: Path | undefined
  readonly pointer: string
  /** How many leaves may be explained in here. Each part has its share: what one holds mustn't show in another's paths. */
  readonly most: number
}

function explain(explaining: Explaining, { value }: Box, { path, pointer, most }: Place): void {
  const parts = partsOf(value)
  const isContainer = isKind(value, 'list') || isKind(value, 'object')
  if (parts.length === 0 && path && (isContainer || !hasLostAuthor(explaining, path, pointer)))
    explaining.paths[pointer] = stepsOf(path, explaining.written)
  for (const [at, [key, part]] of parts.entries()) {
    const share = Math.floor(most / parts.length) + (at < most % parts.length ? 1 : 0)
    if (share === 0) return
    explain(explaining, part, {
      path: part.path === INSIDE ? path && gottenOf(path, key) : pathIn(part),
      pointer: `${pointer}/${pointerToken(key)}`,
      most: share,
    })
  }
}

// What a constant only decided isn't its author's any more: the label tells of it better than where it began.
function hasLostAuthor({ labels, literals }: Told, path: Path, pointer: string): boolean {
  const { step } = chainOf(path)[0] ?? path
  const { data, ctrl } = labels[pointer] ?? NO_SOURCES
  const isConstant = 'from' in step && step.from === 'plan'
  return isConstant && !literals.data.every((source) => data.includes(source) || ctrl.includes(source))
}

// A list or object without any is a leaf itself.
function partsOf(value: Value): readonly (readonly [string | number, Box])[] {
  if (isKind(value, 'list')) return [...value.items.entries()]
  return isKind(value, 'object') ? [...value.fields].filter(([, part]) => part.value !== undefined) : []
}

function stepsOf(path: Path, written: Written): ValuePath {
  return chainOf(path).map((node): PathStep => {
    const step = shownStep(node, written)
    if (node.others.length === 0 || !('op' in step)) return step
    // What was joined is told without what was joined to that.
    return { ...step, with: node.others.map((other) => chainOf(other).map((each) => shownStep(each, written))) }
  })
}

function chainOf(path: Path): readonly Path[] {
  const chain: Path[] = []
  for (let at: Path | null = path; at; at = at.of) chain.unshift(at)
  return chain
}

function shownStep({ step, constant: by }: Path, written: Written): JoinedStep {
  if ('get' in step) {
    const { get } = step
    if (typeof get === 'number') return get <= LAST_POSITION ? step : { op: 'item' }
    return written.has(get) ? step : { op: 'part' }
  }
  if (!('op' in step) || by === undefined) return step
  const isShown = typeof by === 'boolean' || by === null || written.has(by)
  return isShown ? { op: step.op, by } : step
}
