import type { Node } from 'acorn'
import { fail, failOn } from '../fault.ts'
import { numberIn, plainIn, plainOrTimeIn } from '../unwrap.ts'
import { asLookedAt, joinMarks, newDate, type Machine, type Written } from '../machine.ts'
import { doneToBox, startOf } from '../paths.ts'
import { changeShape } from '../properties.ts'
import { isKind, type Box, type Moment, type Namespace } from '../values.ts'
import type { Instants } from './instants.ts'
import { namespace, nativeFunction, type MethodCall } from './method.ts'
import { refuseMethod } from './missing-methods.ts'

/** `Date` with a clock that stands still, so that a plan can be replayed. */
export function dateNamespace(machine: Machine, now: number, instants: Instants): Namespace {
  const { flow } = machine
  const timeIn = (box: Box | undefined, at: Node): number => {
    if (!box) return fail('runtime', 'A date is made from ISO text or milliseconds.', at)
    if (isKind(box.value, 'date')) return box.value.time
    const value = plainIn(box, at)
    if (typeof value === 'string') return instants(box, at)
    const time = typeof value === 'number' ? new Date(value).getTime() : Number.NaN
    return Number.isNaN(time) ? fail('runtime', 'A date is made from ISO text or milliseconds.', at) : time
  }
  const clock = machine.lattice.of({ data: ['clock'], ctrl: [] })
  const self = nativeFunction((given, at) => {
    const args = given.map((box) => asLookedAt(machine, box))
    const [from, ...more] = args
    if (more.length > 0) return newDate(machine, ofParts(args, at), { mark: joinMarks(machine, args) })
    return from
      ? newDate(machine, timeIn(from, at), { mark: from.mark, path: doneToBox(from, 'date') })
      : newDate(machine, now, { mark: clock, path: startOf({ from: 'clock' }) })
  })
  const members = {
    now: () => flow.box(now, clock, startOf({ from: 'clock' })),
    parse: ([from, ...more]: readonly Box[], at: Node) => {
      const time = timeIn(from, at)
      const given = from ? [from, ...more] : more
      return flow.box(time, joinMarks(machine, given), from && doneToBox(from, 'date'))
    },
    UTC: (args: readonly Box[], at: Node) => {
      return flow.box(ofParts(args, at), joinMarks(machine, args))
    },
  }
  return namespace(machine, 'Date', members, self)
}

// Of numbers: year, month from 0, day … in UTC.
function ofParts(args: readonly Box[], at: Node): number {
  const [year = Number.NaN, ...rest] = args.map((box) => Number(plainOrTimeIn(box, at)))
  const [month = 0, day = 1, hours = 0, minutes = 0, seconds = 0, ms = 0] = rest
  const time = Date.UTC(year, month, day, hours, minutes, seconds, ms)
  return Number.isNaN(time) ? failOn('not-a-date', 'There is no such date: its parts are whole numbers.', at) : time
}

const LOCALE_METHODS: ReadonlyMap<string, Written> = new Map([
  ['toLocaleString', 'both'],
  ['toLocaleDateString', 'date'],
  ['toLocaleTimeString', 'time'],
])

const PARTS: Readonly<Record<string, (date: Date) => string | number>> = {
  getTime: (date) => date.getTime(),
  toISOString: (date) => date.toISOString(),
  getFullYear: (date) => date.getUTCFullYear(),
  getMonth: (date) => date.getUTCMonth(),
  getDate: (date) => date.getUTCDate(),
  getDay: (date) => date.getUTCDay(),
  getHours: (date) => date.getUTCHours(),
  getMinutes: (date) => date.getUTCMinutes(),
  getUTCFullYear: (date) => date.getUTCFullYear(),
  getUTCMonth: (date) => date.getUTCMonth(),
  getUTCDate: (date) => date.getUTCDate(),
  getUTCDay: (date) => date.getUTCDay(),
  getUTCHours: (date) => date.getUTCHours(),
  getUTCMinutes: (date) => date.getUTCMinutes(),
  getUTCSeconds: (date) => date.getUTCSeconds(),
  getUTCMilliseconds: (date) => date.getUTCMilliseconds(),
}

/** The methods that change a date itself. Their names are those that `writes.ts` looks for. */
const SETTERS: Readonly<Record<string, (date: Date, parts: readonly [number, ...number[]]) => void>> = {
  setTime: (date, [time]) => void date.setTime(time),
  setFullYear: (date, parts) => void date.setUTCFullYear(...parts),
  setMonth: (date, parts) => void date.setUTCMonth(...parts),
  setDate: (date, [day]) => void date.setUTCDate(day),
  setHours: (date, parts) => void date.setUTCHours(...parts),
  setMinutes: (date, parts) => void date.setUTCMinutes(...parts),
  setUTCFullYear: (date, parts) => void date.setUTCFullYear(...parts),
  setUTCMonth: (date, parts) => void date.setUTCMonth(...parts),
  setUTCDate: (date, [day]) => void date.setUTCDate(day),
  setUTCHours: (date, parts) => void date.setUTCHours(...parts),
  setUTCMinutes: (date, parts) => void date.setUTCMinutes(...parts),
  setUTCSeconds: (date, parts) => void date.setUTCSeconds(...parts),
  setUTCMilliseconds: (date, [part]) => void date.setUTCMilliseconds(part),
}

/** Methods of dates, in UTC alone: a program gives the same wherever it runs. */
export function callDateMethod(machine: Machine, call: MethodCall & { readonly moment: Moment }): Box {
  const { moment, name, at } = call
  const set = Object.hasOwn(SETTERS, name) ? SETTERS[name] : undefined
  if (set) return changed(machine, call, set)
  const object = asLookedAt(machine, call.object)
  const written = LOCALE_METHODS.get(name)
  if (written) return machine.locales.date(object, call.args, { written, at })
  if (!Object.hasOwn(PARTS, name)) {
    return refuseMethod(call, 'Dates', [...Object.keys(PARTS), ...Object.keys(SETTERS), ...LOCALE_METHODS.keys()])
  }
  const part = PARTS[name]?.(new Date(moment.time)) ?? Number.NaN
  const path = doneToBox(object, name === 'toISOString' ? 'text' : 'part')
  return machine.flow.box(typeof part === 'string' ? machine.meter.text(part, at) : part, object.mark, path)
}

type Change = MethodCall & { readonly moment: Moment }

// As of a list, a name that a restricted value chose changes nothing that others see unlabelled.
function changed(machine: Machine, { moment, object, args, at }: Change, set: (typeof SETTERS)[string]): Box {
  const { flow, lattice } = machine
  flow.beforeChange(moment, object, at)
  const [first, ...rest] = args.map((box) => numberIn(box, at))
  if (first === undefined) return fail('runtime', 'A number is needed here: date.setDate(1).', at)
  const date = new Date(moment.time)
  set(date, [first, ...rest])
  if (Number.isNaN(date.getTime()))
    return failOn('not-a-date', 'There is no such date: its parts are whole numbers.', at)
  moment.time = date.getTime()
  moment.isChanged = true
  changeShape(machine, moment, [joinMarks(machine, args), lattice.asControl(object.mark)])
  return flow.box(moment.time, lattice.join(object.mark, moment.shape))
}
