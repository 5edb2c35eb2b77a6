import type { Node } from 'acorn'
import type { Json, JsonObject } from '#core/json.ts'
import { pointerToken } from '#core/json-pointer.ts'
import type { Label, Labels } from '../values/label.ts'
import { refuseAbsentEmail } from './absent-email.ts'
import { fail, failOn } from './fault.ts'
import type { Mark } from './labels.ts'
import { plainIn } from './unwrap.ts'
import type { Machine } from './machine.ts'
import { isContainer, isKind, type Box, type Container } from './values.ts'

/** A call's arguments as JSON, with a label for the whole and for every place in it. */
export interface Arguments {
  readonly args: JsonObject
  readonly labels: Readonly<Record<string, Label>>
  /** The top-level arguments that hold a handle. */
  readonly later: ReadonlySet<string>
}

/** Turns the one object that a tool is called with into JSON. Each place's label includes what led to it from above. */
export function argumentsOf(machine: Machine, box: Box | undefined, at: Node): Arguments {
  const labels: Record<string, Label> = {}
  const later = new Set<string>()
  const none = machine.lattice.none
  if (!box) {
    labels[''] = machine.lattice.show(machine.flow.here(none))
    return { args: {}, labels, later }
  }
  if (!isKind(box.value, 'object')) fail('runtime', 'A tool takes one object: tools.server.name({ key: value }).', at)
  const args = jsonOf({ machine, at, labels, later }, box, { pointer: '', top: null, above: none, depth: 0 })
  return { args: isObject(args) ? args : {}, labels, later }
}

/** Any value as JSON, as `show(value)` gives it to the host: with a label for the whole and for every place in it. */
export function valueOf(machine: Machine, box: Box, at: Node): { readonly value: Json; readonly labels: Labels } {
  const labels: Record<string, Label> = {}
  const later = new Set<string>()
  const value = jsonOf({ machine, at, labels, later }, box, {
    pointer: '',
    top: '',
    above: machine.lattice.none,
    depth: 0,
  })
  if (later.size > 0)
    fail('handle', 'show() takes what was read: what a write returns is only known once it is done.', at)
  return value === undefined ? fail('runtime', 'show() needs a value.', at) : { value, labels }
}

type Writing = {
  readonly machine: Machine
  readonly at: Node
  readonly labels: Record<string, Label>
  readonly later: Set<string>
}

type Place = {
  readonly pointer: string
  /** The top-level argument that this is in. */
  readonly top: string | null
  /** What the containers around this were chosen by. */
  readonly above: Mark
  readonly depth: number
}

const DEEPEST = 20

function jsonOf(writing: Writing, box: Box, place: Place): Json | undefined {
  const { machine, at, labels, later } = writing
  const { flow, lattice, meter } = machine
  const { value } = box
  if (place.depth > DEEPEST) fail('limit', `An argument is nested more than ${DEEPEST} deep.`, at)
  meter.step(at)
  refuseAbsentEmail(box, at)
  if (value === undefined) return undefined
  const mark = lattice.join(box.mark, place.above)
  const whole = isContainer(value) ? lattice.join(mark, shapeOf(machine, value)) : mark
  labels[place.pointer] = lattice.show(flow.here(whole))
  const below = (key: string | number): Place => ({
    pointer: `${place.pointer}/${pointerToken(key)}`,
    top: place.top ?? String(key),
    above: lattice.asControl(whole),
    depth: place.depth + 1,
  })
  if (isKind(value, 'handle')) {
    if (place.top !== null) later.add(place.top)
    return { $ref: { effect: value.effect, path: value.path } }
  }
  if (isKind(value, 'list')) {
    // JSON has no undefined in a list.
    const items = value.items.map((item) => (item.value === undefined ? { value: null, mark: item.mark } : item))
    return items.map((item, index) => jsonOf(writing, item, below(index)) ?? null)
  }
  if (isKind(value, 'object')) {
    const entries = [...value.fields].map(([key, part]): [string, Json | undefined] => {
      if (key === '$ref') fail('runtime', 'The key $ref is kept for the results of writes.', at)
      return [key, jsonOf(writing, part, below(key))]
    })
    return Object.fromEntries(entries.filter((entry): entry is [string, Json] => entry[1] !== undefined))
  }
  if (isKind(value, 'anything')) return null
  return leafOf(writing, box)
}

// A key whose value is undefined is left out, so what made it undefined has a hand in the shape.
function shapeOf({ lattice }: Machine, container: Container): Mark {
  const absent =
    container.kind !== 'object' ? [] : [...container.fields.values()].filter(({ value }) => value === undefined)
  return absent.reduce((shape, { mark }) => lattice.join(shape, lattice.asControl(mark)), container.shape)
}

function leafOf({ machine, at }: Writing, box: Box): Json {
  if (isKind(box.value, 'collection'))
    fail('runtime', `A ${box.value.title} isn't JSON: pass [...it] or Object.fromEntries(it).`, at)
  if (isKind(box.value, 'date')) fail('runtime', 'A tool takes a date as text: date.toISOString().', at)
  const plain = plainIn(box, at)
  if (typeof plain === 'number' && !Number.isFinite(plain))
    failOn('not-a-number', 'A number is missing or infinite.', at)
  if (typeof plain === 'string') {
    machine.meter.text(plain, at)
    if (!plain.isWellFormed()) fail('runtime', 'A text was cut in the middle of a character.', at)
  }
  return plain ?? null
}

function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
