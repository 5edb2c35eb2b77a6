import type { Labelled, PlanProgram, ProgramPlace } from '../contract.ts'
import { REQUESTER_FIELDS } from '../values/requester-field.ts'
import type { JoinedStep } from '../values/value-path.ts'
import { valueOf } from './arguments.ts'
import { fail, mistake, positionIn } from './fault.ts'
import type { Mark } from './labels.ts'
import { boxOfLabelled } from './labelled.ts'
import { collectionNamespaces } from './library/collection.ts'
import { dateNamespace } from './library/date.ts'
import { datesNamespace } from './library/dates.ts'
import { createInstants } from './library/instants.ts'
import { jsonNamespace } from './library/json.ts'
import { mathNamespace } from './library/math.ts'
import { nativeFunction } from './library/method.ts'
import { moneyNamespace } from './library/money.ts'
import { numberGlobals } from './library/number.ts'
import { arrayNamespace, objectNamespace } from './library/object.ts'
import { promiseNamespace } from './library/promise.ts'
import { createZones } from './library/zones.ts'
import { textIn } from './unwrap.ts'
import type { Machine } from './machine.ts'
import { startOf } from './paths.ts'
import { scopeIn } from './scope.ts'
import type { Tools } from './tools.ts'
import {
  isKind,
  type Box,
  type Callable,
  type Entries,
  type Namespace,
  type Scope,
  type Slot,
  type Value,
} from './values.ts'

/** Where the program's words to the requester stand: a variable like any other, so that every rule of flow holds for it. */
export type Saying = Slot & {
  /** Where it was said last; null where nothing was, or a procedure said it. */
  at: ProgramPlace | null
}

/** What the program has shown to its author: the value as it was then, and whether it is, which is a variable too. */
export interface Showing {
  readonly slot: Slot
  value: Labelled | null
}

/** `going` says whether the program asked for another round, `showing` what it wants its author to be shown. */
export interface Outgoing {
  readonly saying: Saying
  readonly going: Saying
  readonly showing: Showing
}

interface Given {
  readonly tools: Tools
  readonly outgoing: Outgoing
  /** Null where there are none to call. */
  readonly procedures?: Namespace | null
  /** In the place of the program's own. */
  readonly slots?: Entries
}

/** The outermost scope: all that a program finds there. */
export function rootScope(
  machine: Machine,
  program: PlanProgram,
  { tools, outgoing: { saying, going, showing }, procedures = null, slots }: Given,
): Scope {
  const { none, literals } = machine.lattice
  const scope = scopeIn(null)
  const zones = createZones(machine)
  const instants = createInstants(machine, program, zones)
  const values: Readonly<Record<string, Value>> = {
    tools: tools.namespace,
    procedures: procedures ?? { kind: 'namespace', title: 'procedures', members: new Map(), self: null },
    slots: slots ?? givenTo(machine, program.slots, (slot) => ({ from: 'slot', slot })),
    refs: givenTo(machine, program.refs ?? {}, (ref) => ({ from: 'ref', ref })),
    requester: requesterOf(machine, program.requester ?? {}),
    say: sayInto(machine, saying),
    next: goOnBy(machine, going),
    show: showBy(machine, showing, program),
    ...tools.readers,
    knowledge: tools.knowledge,
    ...numberGlobals(machine),
    Math: mathNamespace(machine),
    Object: objectNamespace(machine),
    Array: arrayNamespace(machine),
    JSON: jsonNamespace(machine),
    Date: dateNamespace(machine, program.now, instants),
    dates: datesNamespace(machine, { zones, instants }),
    money: moneyNamespace(machine),
    ...collectionNamespaces(machine),
    Intl: machine.locales.namespace,
    Promise: promiseNamespace(machine),
  }
  for (const [name, value] of Object.entries(values)) machine.flow.declare(scope, name, { value, mark: none }, true)
  const constants: Readonly<Record<string, Value>> = {
    undefined: undefined,
    NaN: Number.NaN,
    Infinity: Number.POSITIVE_INFINITY,
  }
  for (const [name, value] of Object.entries(constants)) {
    machine.flow.declare(scope, name, { value, mark: literals }, true)
  }
  return scope
}

/** What of a program goes out of it beside its effects: nothing yet. */
export function createOutgoing(machine: Machine): Outgoing {
  return { saying: outgoing(machine), going: outgoing(machine), showing: { slot: outgoing(machine), value: null } }
}

function outgoing(machine: Machine): Saying {
  const box = { value: undefined, mark: machine.lattice.none }
  return { box, level: machine.flow.because(), constant: false, isDeclared: true, at: null }
}

/**
 * The slots or references, frozen in shape: which of them there are was known to the program's author. A null is one that the requester left
 * empty; it is undefined in the program, so that defaults hold, and keeps its label.
 */
function givenTo(machine: Machine, given: PlanProgram['slots'], startAt: (name: string) => JoinedStep): Value {
  const reasons = machine.flow.here(machine.lattice.none)
  const fields = new Map<string, Box>()
  for (const [name, labelled] of Object.entries(given)) fields.set(name, givenBox(machine, labelled, startAt(name)))
  return { kind: 'object', fields, shape: reasons }
}

function givenBox(machine: Machine, labelled: Labelled, start: JoinedStep): Box {
  const path = startOf(start)
  const box = boxOfLabelled(machine, labelled, { reasons: machine.flow.here(machine.lattice.none), path })
  return box.value === null ? { value: undefined, mark: box.mark, path } : box
}

/** The requester, as a program sees them: a frozen object with no other fields. */
function requesterOf(machine: Machine, given: NonNullable<PlanProgram['requester']>): Value {
  const isGiven = 'requester'
  const fields = new Map<string, Box>()
  for (const field of REQUESTER_FIELDS) {
    const labelled = given[field]
    if (!labelled) continue
    const box = givenBox(machine, labelled, { from: 'requester', field })
    if (box.value === undefined) fields.set(field, { ...box, mark: absentMark(machine, labelled) })
    else fields.set(field, isKind(box.value, 'list') ? { ...box, value: { ...box.value, isGiven } } : box)
  }
  return { kind: 'object', fields, shape: machine.flow.here(machine.lattice.none), isGiven }
}

function absentMark({ lattice }: Machine, { labels }: Labelled): Mark {
  return lattice.ofAbsent(labels[''] ?? { data: ['unknown'], ctrl: [] })
}

const SAYS_TEXT =
  'say needs a text, not an object or a list: say(`Order ${order.id}: ${order.status}`), rows.map(…).join(…), or JSON.stringify(it).'

/** `say(text)`: the last one counts. */
function sayInto(machine: Machine, saying: Saying): Callable {
  const call: Callable['call'] = ([box], at) => {
    if (!box) return fail('runtime', 'say needs a text.', at)
    // Which kind it is no other value of its schema changes.
    if (isKind(box.value, 'object') || isKind(box.value, 'list')) return mistake(SAYS_TEXT, at, 'here')
    textIn(box, at)
    machine.flow.assign(saying, box, 'What the plan says', at)
    saying.at = positionIn(at)
    return machine.flow.box(undefined, machine.lattice.none)
  }
  return nativeFunction(call, [saying])
}

/** `next()`: once the writes are done, another program is written, which has their results. */
function goOnBy(machine: Machine, going: Saying): Callable {
  const call: Callable['call'] = (args, at) => {
    if (args.length > 0) return fail('runtime', 'next takes nothing: the next program has what was done as refs.', at)
    machine.flow.assign(going, { value: true, mark: machine.lattice.none }, 'Whether there is another round', at)
    return machine.flow.box(undefined, machine.lattice.none)
  }
  return nativeFunction(call, [going])
}

const NOTHING_SHOWN =
  'Nothing is shown to whoever writes this: say(text) tells the person, and the program goes on with what it read.'

/** `show(value)`: its author sees it before writing another program in this one's place; the last one counts. */
function showBy(machine: Machine, showing: Showing, { mayShow }: PlanProgram): Callable {
  const call: Callable['call'] = ([box, ...more], at) => {
    if (!mayShow) return mistake(NOTHING_SHOWN, at)
    if (!box || more.length > 0) return mistake('show() takes one value.', at)
    const value = valueOf(machine, box, at)
    machine.flow.assign(showing.slot, { value: true, mark: machine.lattice.none }, 'What is shown', at)
    showing.value = value
    return machine.flow.box(undefined, machine.lattice.none)
  }
  return nativeFunction(call, [showing.slot])
}
