import type { Json, JsonPointer } from '#core/json.ts'
import { pointerTokens } from '#core/json-pointer.ts'
import { labelOf, NO_SOURCES, type Label, type Labels, type Source } from '../values/label.ts'
import type { PathStep, ValuePath, ValuePaths } from '../values/value-path.ts'
import type { JournalEntry, PlanProgram, StagedEffect } from '../contract.ts'
import { LAST_POSITION, LONGEST_JOINED, LONGEST_PATH, MOST_JOINED, MOST_PATHS } from '../language/path-limits.ts'
import { writtenIn, type Written } from '../language/written.ts'
import type { PlanOutcome } from '../language/wire.ts'
import { isHandle } from './handles.ts'
import { placesIn } from './handles.ts'
import { ProtocolViolation } from './validate.ts'

/** The reads that were answered, by their index. */
type Journal = ReadonlyMap<number, Pick<JournalEntry, 'tool' | 'answer'>>

/**
 * The outcome with a path for each leaf of its effects' arguments. Those that the child told are checked: what they name
 * is in the program, and where they begin is in the leaf's label. For the others the label says it. Throws
 * `ProtocolViolation`.
 */
export function withPaths(outcome: PlanOutcome, program: PlanProgram, journal: Journal): PlanOutcome {
  if (!outcome.ok) return outcome
  const own = Object.values(program.procedures ?? {}).map(({ source }) => source)
  const written = writtenIn([program.source, ...own].join('\n'))
  const effects = outcome.effects.map((effect) => {
    checkPaths(effect, { program, journal, written, effect: effect.index })
    return { ...effect, paths: completed(effect) }
  })
  return { ...outcome, effects }
}

interface Around {
  readonly program: PlanProgram
  readonly journal: Journal
  readonly written: Written
  readonly effect: number
}

function checkPaths({ args, labels, paths }: StagedEffect, around: Around): void {
  const leaves = new Map(leavesOf(args))
  must(Object.keys(paths).length <= MOST_PATHS, 'more paths than the limit')
  for (const [pointer, path] of Object.entries(paths)) {
    const leaf = leaves.get(pointer)
    must(leaf !== undefined, 'a path for what is no leaf')
    const { data, ctrl } = labels[pointer] ?? NO_SOURCES
    const sources: ReadonlySet<Source> = new Set([...data, ...ctrl])
    // Where a value only decided, or held those that were chosen, its author has vanished from the label.
    const andAuthors = new Set([...sources, 'operator', 'model'])
    must(path.length <= LONGEST_PATH + 1, 'a path beyond the limit')
    checkPath(path, isEmpty(leaf) ? andAuthors : sources, around)
    for (const joined of path.map((step) => ('op' in step ? (step.with ?? []) : []))) {
      must(joined.length <= MOST_JOINED, 'more joined paths than the limit')
      for (const other of joined) {
        must(other.length <= LONGEST_JOINED, 'a joined path beyond the limit')
        checkPath(other, andAuthors, around)
      }
    }
  }
}

function leavesOf(args: StagedEffect['args']): readonly (readonly [JsonPointer, Json])[] {
  const isLeaf = (value: Json) => typeof value !== 'object' || value === null || isEmpty(value) || isHandle(value)
  return [...placesIn(args)].filter(([, value]) => isLeaf(value))
}

function isEmpty(value: Json): boolean {
  return typeof value === 'object' && value !== null && Object.keys(value).length === 0
}

function checkPath(path: ValuePath, sources: ReadonlySet<Source>, around: Around): void {
  const [start, ...rest] = path
  must(start !== undefined && 'from' in start, 'a path without a beginning')
  must(!rest.some((step) => 'from' in step), 'a path with two beginnings')
  must(!rest.slice(0, -1).some((step) => 'more' in step), 'a path that goes on after its end')
  for (const step of rest) checkStep(step, around)
  const label = labelOfStart(start, rest, around)
  const isIn = ({ data, ctrl }: Label) => [...data, ...ctrl].every((source) => sources.has(source))
  // What a procedure that is called says itself is its operator's.
  const isOperators = start.from === 'plan' && around.program.procedures !== undefined && isIn(OPERATORS)
  must(isOperators || isIn(label), 'a path from what is not in the label')
}

function checkStep(step: PathStep, { program, written }: Around): void {
  if ('get' in step) {
    const isNamed = typeof step.get === 'number' ? step.get <= LAST_POSITION : written.has(step.get)
    must(isNamed, 'a field that the plan does not name')
  }
  if (!('op' in step)) return
  if (MODEL_OPERATIONS.has(step.op))
    must(Object.hasOwn(program.tools, `model/${step.op}`), 'a reader that is not there')
  const { by } = step
  if (typeof by === 'string' || typeof by === 'number') must(written.has(by), 'a constant that is not in the plan')
}

/** What the constants of a procedure carry. */
export const OPERATORS = labelOf('operator')

const MODEL_OPERATIONS: ReadonlySet<string> = new Set(['extract', 'classify', 'summarise'])

/** The label of where a path begins, as far in as its first steps name fields. */
function labelOfStart(start: PathStep, rest: readonly PathStep[], { program, journal, effect }: Around): Label {
  if (!('from' in start)) return NO_SOURCES
  switch (start.from) {
    case 'plan':
      return program.literals
    case 'slot':
      return labelAt(givenIn(program.slots, start.slot), rest)
    case 'ref':
      return labelAt(givenIn(program.refs ?? {}, start.ref), rest)
    case 'requester':
      return labelAt(givenIn(program.requester ?? {}, start.field), rest)
    case 'tool': {
      const read = journal.get(start.read)
      must(read?.tool === start.tool && read.answer.ok, 'a read that was not made')
      return labelAt(read.answer.labels, rest)
    }
    case 'step':
      must(start.step < effect, 'a step that is not before')
      return { data: [`effect:${start.step}`], ctrl: [] }
    case 'clock':
      return { data: ['clock'], ctrl: [] }
    case 'sources':
      throw new ProtocolViolation('a path that only we may give')
  }
}

function givenIn(given: PlanProgram['slots'], name: string): Labels {
  const found = Object.hasOwn(given, name) ? given[name] : undefined
  must(found !== undefined, 'a slot or reference that is not there')
  return found.labels
}

// The longest pointer that fits, as the interpreter takes it. Positions aren't followed: a list may have been sorted.
function labelAt(labels: Labels, steps: readonly PathStep[]): Label {
  const names = steps.map((step) => ('get' in step && typeof step.get === 'string' ? step.get : null))
  const end = names.indexOf(null)
  const followed = end < 0 ? names : names.slice(0, end)
  const fits = (pointer: JsonPointer) => pointerTokens(pointer).every((token, index) => token === followed[index])
  const longest = Object.keys(labels)
    .filter(fits)
    .reduce((best, pointer) => (pointer.length > best.length ? pointer : best), '')
  return labels[longest] ?? NO_SOURCES
}

// What the child didn't follow is told by its label: what it was made of, or else what decided it.
function completed({ args, labels, paths }: StagedEffect): ValuePaths {
  const pathOf = (pointer: JsonPointer): ValuePath => {
    const { data, ctrl } = labels[pointer] ?? NO_SOURCES
    const sources = data.length > 0 ? data : ctrl
    return paths[pointer] ?? [{ from: 'sources', sources: sources.slice(0, MOST_SOURCES) }]
  }
  return Object.fromEntries(
    leavesOf(args)
      .slice(0, MOST_PATHS)
      .map(([pointer]) => [pointer, pathOf(pointer)]),
  )
}

const MOST_SOURCES = 4

function must(holds: boolean, otherwise: string): asserts holds {
  if (!holds) throw new ProtocolViolation(otherwise)
}
