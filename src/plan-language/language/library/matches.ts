import type { Node } from 'acorn'
import type { PathOperation } from '#plan-language/values/value-path.ts'
import type { Mark } from '../labels.ts'
import { newEntries, newList, type Machine } from '../machine.ts'
import { doneToBox } from '../paths.ts'
import { findMatch, type Match } from '../regexp/find-match.ts'
import { isKind, type Box, type Matcher, type Path } from '../values.ts'

/** A text that is gone over with a regular expression. All that comes of it carries the labels of both. */
export interface Matching {
  readonly machine: Machine
  readonly matcher: Matcher
  readonly text: Box & { readonly value: string }
  readonly mark: Mark
  readonly at: Node
}

/** Every match, one after the other. */
export function allMatchesIn(matching: Matching): readonly Match[] {
  const found: Match[] = []
  const { value } = matching.text
  const isWhole = matching.matcher.flags.includes('u')
  for (let from = 0; from <= value.length;) {
    const match = nextMatch(matching, from)
    if (!match) break
    matching.machine.meter.allocate(1, matching.at)
    found.push(match)
    const [start = 0, end = 0] = match
    const step = isWhole && (value.codePointAt(end) ?? 0) > LARGEST_UNIT ? 2 : 1
    from = end > start ? end : end + step
  }
  return found
}

const LARGEST_UNIT = 0xffff

/** The next match, every step of which counts. */
export function nextMatch({ matcher, text, machine, at }: Matching, from: number): Match | null {
  let counted = 0
  return findMatch(matcher.assembled, text.value, from, (steps) => {
    counted += steps
    if (counted < COUNTED_AT_ONCE) return
    machine.meter.pass(counted * ITEMS_PER_STEP, at)
    counted = 0
  })
}

/** A step of the machine that matches takes about as long as going over so many items. */
const ITEMS_PER_STEP = 20
const COUNTED_AT_ONCE = 5

/** Whether it is for every match. */
export function isGlobal({ flags }: Matcher): boolean {
  return flags.includes('g')
}

/** What JavaScript gives: the texts of the whole and of each group, with where it was and the groups by their names. */
export function matchBox(matching: Matching, match: Match): Box {
  const { machine, mark, at, matcher, text } = matching
  const { names } = matcher.assembled
  const items = Array.from({ length: match.length / 2 }, (_, group) => partBox(matching, match, group))
  const fields = new Map([...names].map(([name, group]) => [name, partBox(matching, match, group)]))
  const groups =
    names.size > 0 ? newEntries(machine, fields, { shape: mark, mark }, at) : madeOf(matching, undefined, 'cut')
  const box = listOf(matching, items)
  if (!isKind(box.value, 'list')) return box
  const index = madeOf(matching, match[0] ?? 0, 'compare')
  const named = new Map<string, Box>([
    ['index', index],
    ['groups', groups],
    ['input', machine.flow.box(text.value, mark, text.path)],
  ])
  return { ...box, value: { ...box.value, named } }
}

/** The text of the whole (0) or of a group. */
export function partBox(matching: Matching, match: Match, group: number): Box {
  const text = textOf(matching.text.value, match, group)
  return madeOf(matching, text === undefined ? text : matching.machine.meter.text(text, matching.at), 'cut')
}

/** The same, as it stands in the text; undefined where the group has no part in it. */
export function textOf(text: string, match: Match, group: number): string | undefined {
  const [from = -1, to = -1] = match.slice(group * 2, group * 2 + 2)
  return from < 0 || to < 0 ? undefined : text.slice(from, to)
}

/** A value that comes of the match, with its labels. */
export function madeOf(
  { machine, mark, text }: Matching,
  value: string | number | boolean | null | undefined,
  op: PathOperation,
): Box {
  const path: Path | undefined = doneToBox(text, op)
  return machine.flow.box(value, mark, path)
}

/** As what `split` gives: how many there are hangs on the text. */
export function listOf({ machine, mark, at }: Matching, items: Box[]): Box {
  return newList(machine, items, { shape: machine.flow.selecting(mark), mark }, at)
}
