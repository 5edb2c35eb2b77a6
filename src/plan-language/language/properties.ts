import type { Node } from 'acorn'
import { nearest } from '#text/nearest.ts'
import { fail, failOn, mistake } from './fault.ts'
import { refuseAbsentEmail } from './absent-email.ts'
import { partOfHandle } from './handle-paths.ts'
import type { Mark } from './labels.ts'
import { entriesIn, keyIn, refuseUnseen } from './unwrap.ts'
import type { Machine } from './machine.ts'
import { doneToBox, foundPath, gottenOf, pathIn, WRITTEN } from './paths.ts'
import { isNode } from './tree.ts'
import {
  isContainer,
  isKind,
  isPlain,
  type Among,
  type Box,
  type Collection,
  type Container,
  type Entries,
  type Handle,
  type List,
  type Namespace,
  type Value,
} from './values.ts'

/** `object[key]`. What is found carries, as control, the labels of the reference, the shape and the key. */
export function getProperty(machine: Machine, object: Box, keyBox: Box, at: Node): Box {
  const { value } = object
  if (value === null || value === undefined) {
    refuseAbsentEmail(object, at)
    if (object.isNever) mistake(`${NOTHING_HERE}: its tool's schema has no such field.`, at, 'here')
    failOn('no-such-element', `${NOTHING_HERE} to take a property of: look at where it comes from.`, partOf(at))
  }
  if (isPlain(value)) {
    const key = keyIn(keyBox, at)
    if (typeof value === 'string') return textPart(machine, { text: value, object, key, keyBox }, at)
    return fail('runtime', NO_SUCH_PROPERTY, at)
  }
  if (value.kind === 'pending') refuseUnseen(object, at)
  if (value.kind === 'anything') return partOfAnything(machine, object, keyBox)
  const key = keyIn(keyBox, at)
  switch (value.kind) {
    case 'object':
      return fieldIn(machine, value, { object, key, keyBox }, at)
    case 'list':
      return listItem(machine, { list: value, object, key, keyBox }, at)
    case 'namespace':
      return chosen(machine, memberOf(value, String(key), at), {
        object,
        keyBox,
        shape: machine.lattice.none,
        parts: null,
      })
    case 'collection':
      if (key === 'size') return sizeOf(machine, object, value)
      return fail('runtime', `A ${value.title} has its size, and methods that can only be called.`, at)
    case 'handle':
      return handlePart(machine, { handle: value, object, key, keyBox }, at)
    default:
      return fail('runtime', NO_SUCH_PROPERTY, at)
  }
}

/** Where a part's name or key stands: several parts of parts begin at the same place. */
export function partOf(at: Node): Node {
  return 'property' in at && isNode(at.property) ? at.property : at
}

/** Of null and undefined, which a repair isn't to be guarded against: where nothing is found, the plan ends and says so. */
export const NOTHING_HERE = 'There is nothing here (null or undefined)'
const NO_SUCH_PROPERTY = 'There is no such property here.'

/** `object[key] = box`. */
export function setProperty(
  machine: Machine,
  object: Box,
  write: { readonly key: Box; readonly box: Box },
  at: Node,
): void {
  const { value } = object
  refuseUnseen(object, at)
  if (isKind(value, 'list')) setItem(machine, value, { ...write, reference: object }, at)
  else if (isKind(value, 'object')) setField(machine, value, { ...write, reference: object }, at)
  else fail('runtime', 'Only lists and objects of the plan itself have properties that can be set.', at)
}

type Read = { readonly object: Box; readonly key: string | number; readonly keyBox: Box }
/** `shape` is the label of what the container has, `parts` all that there is to choose from. */
type Choice = {
  readonly object: Box
  readonly keyBox: Box
  readonly shape: Mark
  readonly parts: (() => readonly Box[]) | null
}
type Write = { readonly key: Box; readonly box: Box; readonly reference: Box }

function chosen(machine: Machine, found: Box | undefined, { object, keyBox, shape, parts }: Choice): Box {
  const { lattice, flow } = machine
  const whole = lattice.join(object.mark, shape)
  const selection = flow.selecting(lattice.join(whole, keyBox.mark))
  const mark = lattice.join(found?.mark ?? lattice.none, selection)
  const box = flow.box(found?.value, mark, foundPath(object, found, keyBox))
  const among = amongParts(machine, { object, keyBox, whole, parts })
  return among ? { ...box, among } : box
}

function fieldIn(machine: Machine, entries: Entries, { object, key, keyBox }: Read, at: Node): Box {
  const found = entries.fields.get(String(key))
  if (entries.isGiven !== undefined && !found && keyBox.path === WRITTEN) refuseField(entries, String(key), at)
  const parts = () => [...entries.fields.values()]
  const box = chosen(machine, found, { object, keyBox, shape: entries.shape, parts })
  return entries.isClosed && !found && keyBox.path === WRITTEN ? { ...box, isNever: true } : box
}

function refuseField({ fields, isGiven = '' }: Entries, key: string, at: Node): never {
  const known = [...fields.keys()]
  const meant = nearest(key, known)
  const instead = meant === null ? '' : ` Did you mean ${isGiven}.${meant}?`
  return mistake(`${isGiven} has no ${key}.${instead} It has: ${known.join(', ') || 'nothing here'}.`, partOf(at))
}

// By a key of the program's own text nothing is chosen, unless what it is a key of was.
function amongParts(
  machine: Machine,
  { object, keyBox, whole, parts }: Omit<Choice, 'shape'> & { whole: Mark },
): Among | null {
  const { lattice } = machine
  if (keyBox.path === WRITTEN) return object.among ? amongFields(machine, object.among, keyBox.value) : null
  if (!parts || object.among) return null
  const boxes = parts()
  return boxes[0] && isContainer(boxes[0].value) ? { boxes, reference: lattice.asControl(whole) } : null
}

function amongFields({ lattice }: Machine, { boxes, reference }: Among, key: Value): Among {
  const fields = boxes.flatMap(({ value, mark }) => {
    const field = isKind(value, 'object') ? value.fields.get(String(key)) : undefined
    if (!field || !isKind(value, 'object')) return []
    const above = lattice.asControl(lattice.join(mark, value.shape))
    return [{ value: field.value, mark: lattice.join(field.mark, above) }]
  })
  return { boxes: fields, reference }
}

function partOfAnything({ lattice, flow }: Machine, object: Box, keyBox: Box): Box {
  return flow.box(object.value, lattice.join(object.mark, flow.selecting(keyBox.mark)))
}

function handlePart(machine: Machine, { handle, object, key, keyBox }: Read & { handle: Handle }, at: Node): Box {
  const part = partOfHandle(handle, key)
  if (!part) fail('handle', "The write's result has no such part in the tool's schema.", at)
  const path = pathIn(object)
  const mark = machine.lattice.join(object.mark, machine.flow.selecting(keyBox.mark))
  return machine.flow.box(part, mark, path && gottenOf(path, key))
}

function listItem(machine: Machine, { list, object, key, keyBox }: Read & { list: List }, at: Node): Box {
  const { flow, lattice } = machine
  if (key === 'length') {
    const whole = lattice.join(object.mark, list.shape)
    const mark = lattice.join(whole, flow.selecting(keyBox.mark))
    return flow.box(list.items.length, mark, doneToBox(object, 'count'))
  }
  const named = list.named?.get(String(key))
  if (named) return chosen(machine, named, { object, keyBox, shape: list.shape, parts: null })
  const index = typeof key === 'number' ? key : /^\d+$/u.test(key) ? Number(key) : Number.NaN
  if (!Number.isInteger(index)) fail('runtime', 'A list has no such property. Its methods can only be called.', at)
  return chosen(machine, list.items[index], { object, keyBox, shape: list.shape, parts: () => [...list.items] })
}

function memberOf(namespace: Namespace, key: string, at: Node): Box {
  const member = namespace.members.get(key)
  if (member) return member
  return mistake(`${namespace.title} has no such member. It has: ${[...namespace.members.keys()].join(', ')}.`, at)
}

function textPart(machine: Machine, { text, object, key, keyBox }: Read & { text: string }, at: Node): Box {
  const mark = machine.lattice.join(object.mark, machine.flow.selecting(keyBox.mark))
  if (key === 'length') return machine.flow.box(text.length, mark, doneToBox(object, 'count'))
  if (typeof key === 'number') return machine.flow.box(text[key], mark, doneToBox(object, 'cut'))
  return fail('runtime', 'A text has no such property. Its methods can only be called.', at)
}

function sizeOf({ flow, lattice }: Machine, object: Box, { entries, shape }: Collection): Box {
  return flow.box(entries.size, lattice.join(object.mark, shape))
}

function setItem(machine: Machine, list: List, { key, box, reference }: Write, at: Node): void {
  const { flow, lattice } = machine
  flow.beforeChange(list, reference, at)
  const index = keyIn(key, at)
  if (typeof index !== 'number' || !Number.isInteger(index) || index < 0 || index > list.items.length) {
    fail('runtime', 'A list is written at a position that it has, or right after its end.', at)
  }
  machine.meter.allocate(1, at)
  list.items[index] = flow.box(box.value, box.mark, pathIn(box))
  changeShape(machine, list, [lattice.asControl(key.mark), lattice.asControl(reference.mark)])
}

function setField(machine: Machine, entries: Entries, { key, box, reference }: Write, at: Node): void {
  const { flow, lattice } = machine
  flow.beforeChange(entries, reference, at)
  machine.meter.allocate(1, at)
  entries.fields.set(String(keyIn(key, at)), flow.box(box.value, box.mark, pathIn(box)))
  changeShape(machine, entries, [key.mark, lattice.asControl(reference.mark)])
}

/** `delete object[key]`. */
export function deleteProperty(machine: Machine, object: Box, key: Box, at: Node): void {
  const { value } = object
  refuseUnseen(object, at)
  if (!isKind(value, 'object'))
    return fail('runtime', 'delete takes a key of an object: of a list, write toSpliced.', at)
  machine.flow.beforeChange(value, object, at)
  value.fields.delete(String(keyIn(key, at)))
  changeShape(machine, value, [key.mark, machine.lattice.asControl(object.mark)])
}

/** `key in object`: which keys there are. */
export function hasProperty(machine: Machine, object: Box, key: Box, at: Node): Box {
  const { fields, shape } = entriesIn(object, at)
  const { join } = machine.lattice
  return machine.flow.box(fields.has(String(keyIn(key, at))), join(join(object.mark, shape), key.mark))
}

/** After a change: the program and whatever chose the place had a hand in the shape. */
export function changeShape(machine: Machine, container: Container, by: readonly Mark[]): void {
  const { join, literals } = machine.lattice
  container.shape = by.reduce(join, join(container.shape, literals))
}
