import type { Node } from 'acorn'
import { fail } from '../fault.ts'
import type { Mark } from '../labels.ts'
import { plainIn, textIn } from '../unwrap.ts'
import { deepMark, joinMarks, newEntries, newList, type Machine } from '../machine.ts'
import { doneToBox, INSIDE } from '../paths.ts'
import { RESERVED_KEYS } from '../refusals.ts'
import { isKind, type Box, type Namespace } from '../values.ts'
import { namespace } from './method.ts'

const DEEPEST = 20

/** `JSON`. All of what is parsed out of a text carries the text's label; a text carries all that went into it. */
export function jsonNamespace(machine: Machine): Namespace {
  const missing = { value: undefined, mark: machine.lattice.none }
  return namespace(machine, 'JSON', {
    parse: ([box = missing], at) => parsedBox(machine, box, at),
    stringify: ([box = missing, ...more], at) => {
      const [replacer, indent] = more
      if (replacer && replacer.value !== null && replacer.value !== undefined)
        fail('runtime', 'JSON.stringify takes no list or function here: write JSON.stringify(value, null, 2).', at)
      const mark = joinMarks(machine, [{ value: null, mark: deepMark(machine, box) }, ...more])
      const tree = plainTree(machine, box, { at, length: 0 }, 0)
      const text = JSON.stringify(tree, null, indent && Math.min(Number(plainIn(indent, at)), 10)) ?? 'null'
      return machine.flow.box(machine.meter.text(text, at), mark, doneToBox(box, 'text'))
    },
  })
}

function parsedBox(machine: Machine, text: Box, at: Node): Box {
  const box = boxesOf(machine, parsed(textIn(text, at), at), { mark: text.mark, at }, 0)
  return { value: box.value, mark: box.mark, path: doneToBox(text, 'parse') }
}

function parsed(text: string, at: Node): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return fail('runtime', 'The text is not JSON.', at)
  }
}

function boxesOf(machine: Machine, value: unknown, { mark, at }: { mark: Mark; at: Node }, depth: number): Box {
  if (depth > DEEPEST) fail('limit', `JSON is nested more than ${DEEPEST} deep.`, at)
  const labels = { shape: mark, mark, path: INSIDE }
  const below = (part: unknown) => boxesOf(machine, part, { mark, at }, depth + 1)
  if (Array.isArray(value)) return newList(machine, value.map(below), labels, at)
  if (typeof value === 'object' && value !== null) {
    const entries = Object.entries(value)
    if (entries.some(([key]) => RESERVED_KEYS.has(key)))
      fail('runtime', "The JSON has a key that isn't in the plan language.", at)
    return newEntries(machine, new Map(entries.map(([key, part]) => [key, below(part)])), labels, at)
  }
  if (typeof value === 'string') return machine.flow.box(machine.meter.text(value, at), mark, INSIDE)
  return machine.flow.box(typeof value === 'number' || typeof value === 'boolean' ? value : null, mark, INSIDE)
}

type Written = { readonly at: Node; length: number }

function plainTree(machine: Machine, box: Box, written: Written, depth: number): unknown {
  const { at } = written
  if (depth > DEEPEST) fail('limit', `A value is nested more than ${DEEPEST} deep.`, at)
  machine.meter.step(at)
  const { value } = box
  if (isKind(value, 'list')) return value.items.map((item) => plainTree(machine, item, written, depth + 1) ?? null)
  if (isKind(value, 'object')) {
    return Object.fromEntries(
      [...value.fields].map(([key, part]) => [key, plainTree(machine, part, written, depth + 1)]),
    )
  }
  if (isKind(value, 'collection'))
    fail('runtime', `A ${value.title} isn't JSON: write [...it] or Object.fromEntries(it).`, at)
  if (isKind(value, 'date')) return new Date(value.time).toISOString()
  const plain = plainIn(box, at)
  if (typeof plain === 'string') machine.meter.expectText((written.length += plain.length), at)
  return plain
}
