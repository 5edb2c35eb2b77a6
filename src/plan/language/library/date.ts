import type { Node } from 'acorn'
import { fail, failOn } from '../fault.ts'
import { plainIn, plainOrTimeIn } from '../look.ts'
import { joinMarks, type Machine, type Written } from '../machine.ts'
import { doneToBox, startOf } from '../paths.ts'
import { isKind, type Box, type Namespace } from '../values.ts'
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
  const self = nativeFunction((args, at) => {
    const [from, ...more] = args
    if (more.length > 0) return flow.box({ kind: 'date', time: ofParts(args, at) }, joinMarks(machine, args))
    return from
      ? flow.box({ kind: 'date', time: timeIn(from, at) }, from.mark, doneToBox(from, 'date'))
      : flow.box({ kind: 'date', time: now }, clock, startOf({ from: 'clock' }))
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

/** Methods of dates, in UTC alone: a program gives the same wherever it runs. */
export function callDateMethod(machine: Machine, call: MethodCall & { readonly time: number }): Box {
  const { time, name, at, object } = call
  const written = LOCALE_METHODS.get(name)
  if (written) return machine.locales.date(object, call.args, { written, at })
  if (!Object.hasOwn(PARTS, name)) {
    return refuseMethod(call, 'Dates', [...Object.keys(PARTS), ...LOCALE_METHODS.keys()])
  }
  const part = PARTS[name]?.(new Date(time)) ?? Number.NaN
  const path = doneToBox(object, name === 'toISOString' ? 'text' : 'part')
  return machine.flow.box(typeof part === 'string' ? machine.meter.text(part, at) : part, object.mark, path)
}
