import { fail } from '../fault.ts'
import type { Machine } from '../machine.ts'
import { isKind, type Box } from '../values.ts'
import { callCollectionMethod } from './collection.ts'
import { callDateMethod } from './date.ts'
import { LIST_CALLBACKS } from './list-callbacks.ts'
import { LIST_CHANGES } from './list-changes.ts'
import { LIST_PARTS } from './list-parts.ts'
import { callMatcherMethod, callMatchingMethod } from './matching.ts'
import type { ListMethod, MethodCall } from './method.ts'
import { refuseMethod } from './missing-methods.ts'
import { callNumberMethod } from './number.ts'
import { callTextMethod } from './string.ts'

/** Calls one of the methods that lists, texts, numbers and dates have. There are no others. */
export function callMethod(machine: Machine, call: MethodCall): Box {
  const { value } = call.object
  if (isKind(value, 'list')) return callListMethod(machine, call)
  if (isKind(value, 'date')) return callDateMethod(machine, { ...call, moment: value })
  if (isKind(value, 'collection')) return callCollectionMethod(machine, { ...call, collection: value })
  if (isKind(value, 'matcher')) return callMatcherMethod(machine, { ...call, matcher: value })
  if (typeof value === 'string') {
    const matcher = call.args[0]?.value
    return isKind(matcher, 'matcher')
      ? callMatchingMethod(machine, { ...call, text: value, matcher })
      : callTextMethod(machine, { ...call, text: value })
  }
  if (typeof value === 'number') return callNumberMethod(machine, { ...call, number: value })
  return refuseMethod(call, 'These values', [])
}

const LIST_METHODS: ReadonlyMap<string, ListMethod> = new Map(
  Object.entries({ ...LIST_CALLBACKS, ...LIST_PARTS, ...LIST_CHANGES }),
)

function callListMethod(machine: Machine, call: MethodCall): Box {
  const { object, name, args, at } = call
  if (!isKind(object.value, 'list')) return fail('runtime', 'A list is needed here.', at)
  const list = object.value
  const method = LIST_METHODS.get(name)
  if (!method) return refuseMethod(call, 'Lists', [...LIST_METHODS.keys()])
  const whole = machine.lattice.join(object.mark, list.shape)
  machine.flow.beforeCalls(args, whole, at)
  machine.meter.pass(list.items.length, at)
  const items = Object.hasOwn(LIST_CALLBACKS, name) || name === 'sort' ? [...list.items] : list.items
  return method(machine, { ...call, list, items, whole, chosen: machine.flow.selecting(whole) })
}
