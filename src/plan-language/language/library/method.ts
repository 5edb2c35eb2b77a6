import type { Node } from 'acorn'
import type { Mark } from '../labels.ts'
import { asLookedAt, type Machine } from '../machine.ts'
import type { Box, Callable, List, Namespace } from '../values.ts'

/** `object.name(args)` on a value of ours. */
export interface MethodCall {
  readonly object: Box
  readonly name: string
  readonly args: readonly Box[]
  readonly at: Node
}

/** The same on a list. */
export interface ListCall extends MethodCall {
  readonly list: List
  /** Its items when the call was made: a function that is called with them may change the list meanwhile. */
  readonly items: readonly Box[]
  /** The label of the reference and of the list's length and order. */
  readonly whole: Mark
  /** The same as control: what choosing by them leaves. */
  readonly chosen: Mark
}

/** One method of lists. */
export type ListMethod = (machine: Machine, call: ListCall) => Box

/** A function that we give the program. */
export function nativeFunction(call: Callable['call'], changes: Callable['changes'] = []): Callable {
  return { kind: 'function', call, written: null, changes }
}

/** A group of names. Its values are the same for every program, so they have no label. */
export function namespace(
  machine: Machine,
  title: string,
  members: Readonly<Record<string, Callable['call'] | number>>,
  self: Callable | null = null,
): Namespace {
  const { none, literals } = machine.lattice
  const boxes = Object.entries(members).map(([name, member]): [string, Box] => [
    name,
    typeof member === 'number'
      ? { value: member, mark: literals }
      : { value: nativeFunction(looking(machine, member)), mark: none },
  ])
  return { kind: 'namespace', title, members: new Map(boxes), self }
}

// What is done with a Date is to say what decided when it is.
function looking(machine: Machine, member: Callable['call']): Callable['call'] {
  return (args, at) => {
    const given = args.map((box) => asLookedAt(machine, box))
    return member(given, at)
  }
}
