import type { Node } from 'acorn'
import { fail } from '../fault.ts'
import { invokeBecause } from '../invoke.ts'
import { plainIn, textIn } from '../unwrap.ts'
import type { Machine } from '../machine.ts'
import { doneToBox } from '../paths.ts'
import type { Match } from '../regexp/find-match.ts'
import { replacement } from '../regexp/replacement.ts'
import { isKind, type Box, type Matcher } from '../values.ts'
import {
  allMatchesIn,
  isGlobal,
  listOf,
  madeOf,
  matchBox,
  nextMatch,
  partBox,
  textOf,
  type Matching,
} from './matches.ts'
import type { MethodCall } from './method.ts'
import { refuseMethod } from './missing-methods.ts'

/** `expression.test(text)` and `exec`. */
export function callMatcherMethod(machine: Machine, call: MethodCall & { readonly matcher: Matcher }): Box {
  const { matcher, name, args, at, object } = call
  if (name !== 'test' && name !== 'exec') return refuseMethod(call, 'Regular expressions', ['test', 'exec'])
  if (isGlobal(matcher)) return fail('runtime', REMEMBERS[name], at)
  const [given] = args
  const text = textBox(given, at)
  const matching = { machine, matcher, text, mark: machine.lattice.join(object.mark, text.mark), at }
  return name === 'test' ? tested(matching) : firstMatch(matching)
}

const REMEMBERS = {
  test: 'With the flag g, test remembers where it was: leave the g out.',
  exec: 'With the flag g, exec remembers where it was: write for (const match of text.matchAll(/…/g)).',
}

/** The methods of a text that take a regular expression in the place of a text. */
export const MATCHING_METHODS: ReadonlyMap<string, (matching: Matching, args: readonly Box[]) => Box> = new Map([
  ['match', (matching) => (isGlobal(matching.matcher) ? allTexts(matching) : firstMatch(matching))],
  ['matchAll', (matching) => allMatches(matching)],
  ['search', (matching) => position(matching)],
  ['split', (matching, [most]) => split(matching, most)],
  ['replace', (matching, [by]) => replaced(matching, by)],
  ['replaceAll', (matching, [by]) => replaced(needsGlobal(matching, 'replaceAll'), by)],
])

/** Calls one of them. */
export function callMatchingMethod(machine: Machine, call: MethodCall & { text: string; matcher: Matcher }): Box {
  const { args, name, at, object, text, matcher } = call
  const method = MATCHING_METHODS.get(name)
  if (!method) return fail('runtime', `${name} takes a text here, and no regular expression.`, at)
  const [expression, ...others] = args
  const mark = machine.lattice.join(object.mark, expression?.mark ?? machine.lattice.none)
  return method({ machine, matcher, text: { ...object, value: text }, mark, at }, others)
}

function tested(matching: Matching): Box {
  return madeOf(matching, nextMatch(matching, 0) !== null, 'compare')
}

function position(matching: Matching): Box {
  return madeOf(matching, nextMatch(matching, 0)?.[0] ?? -1, 'compare')
}

function firstMatch(matching: Matching): Box {
  const match = nextMatch(matching, 0)
  return match ? matchBox(matching, match) : madeOf(matching, null, 'cut')
}

function allTexts(matching: Matching): Box {
  const found = allMatchesIn(matching)
  return found.length === 0
    ? madeOf(matching, null, 'cut')
    : listOf(
        matching,
        found.map((match) => partBox(matching, match, 0)),
      )
}

function allMatches(matching: Matching): Box {
  const found = allMatchesIn(needsGlobal(matching, 'matchAll'))
  return listOf(
    matching,
    found.map((match) => matchBox(matching, match)),
  )
}

function split(matching: Matching, limit: Box | undefined): Box {
  const {
    machine,
    at,
    text: { value: text },
  } = matching
  const limitMark = limit?.mark ?? machine.lattice.none
  const inner = { ...matching, mark: machine.lattice.join(matching.mark, limitMark) }
  const most = limit && limit.value !== undefined ? Number(plainIn(limit, at)) >>> 0 : Number.POSITIVE_INFINITY
  const parts: Box[] = []
  const add = (part: string) => parts.push(madeOf(inner, machine.meter.text(part, at), 'cut'))
  let from = 0
  if (text === '') {
    if (!nextMatch(matching, 0)) add('')
    return listOf(inner, parts.slice(0, most))
  }
  for (let search = 0; search < text.length && parts.length < most;) {
    const match = nextMatch(matching, search)
    const [start = 0, end = 0] = match ?? []
    if (!match || start >= text.length) break
    if (end === from) {
      search = Math.max(search, start) + 1
      continue
    }
    add(text.slice(from, start))
    for (let group = 1; group < match.length / 2; group++) parts.push(partBox(inner, match, group))
    from = end
    search = Math.max(end, search)
    if (end === start) search = end
  }
  add(text.slice(from))
  return listOf(inner, parts.slice(0, most))
}

function replaced(matching: Matching, by: Box | undefined): Box {
  const { machine, at, text, mark } = matching
  if (!by) return fail('runtime', "replace needs what to put there: text.replace(/…/g, '…').", at)
  const found = isGlobal(matching.matcher)
    ? allMatchesIn(matching)
    : [nextMatch(matching, 0)].filter((match) => match !== null)
  const because = machine.flow.selecting(mark)
  const isFunction = isKind(by.value, 'function') || isKind(by.value, 'namespace')
  if (isFunction) machine.flow.beforeCalls([by], mark, at)
  let marks = machine.lattice.join(mark, by.mark)
  let result = ''
  let from = 0
  for (const match of found) {
    const [start = 0, end = 0] = match
    const put = isFunction
      ? invokeBecause(machine, { callee: by, args: callbackArgs(matching, match), because }, at)
      : by
    marks = machine.lattice.join(marks, put.mark)
    const words = isFunction ? String(plainIn(put, at)) : replacement(textIn(put, at), partsOf(matching, match))
    result += text.value.slice(from, start) + words
    machine.meter.expectText(result.length, at)
    from = end
  }
  const value = machine.meter.text(result + text.value.slice(from), at)
  return machine.flow.box(value, marks, doneToBox(text, 'replace'))
}

function callbackArgs(matching: Matching, match: Match): readonly Box[] {
  const { value } = matchBox(matching, match)
  if (!isKind(value, 'list')) return []
  const [index, groups, input] = ['index', 'groups', 'input'].flatMap((name) => value.named?.get(name) ?? [])
  const all = [...value.items, index, input, ...(matching.matcher.assembled.names.size > 0 ? [groups] : [])]
  return all.filter((box) => box !== undefined)
}

function partsOf({ text, matcher }: Matching, match: Match) {
  const groups = Array.from({ length: match.length / 2 }, (_, group) => textOf(text.value, match, group))
  const [start = 0, end = 0] = match
  return { text: text.value, start, end, groups, names: matcher.assembled.names }
}

function needsGlobal(matching: Matching, name: string): Matching {
  return isGlobal(matching.matcher) ? matching : fail('runtime', `${name} needs the flag g: write /…/g.`, matching.at)
}

function textBox(box: Box | undefined, at: Node): Matching['text'] {
  if (!box) return fail('runtime', 'A text is needed here: /…/.test(text).', at)
  return { ...box, value: textIn(box, at) }
}
