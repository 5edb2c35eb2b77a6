import type { Node } from 'acorn'
import { fail } from '../fault.ts'
import { plainOrTimeIn } from '../look.ts'
import { joinMarks, type Machine } from '../machine.ts'
import { isKind, type Box, type Namespace } from '../values.ts'
import { namespace, nativeFunction, type MethodCall } from './method.ts'

/** `Date` with a clock that stands still, so that a plan can be replayed. */
export function dateNamespace(machine: Machine, now: number): Namespace {
  const { flow } = machine
  const clock = machine.lattice.of({ data: ['clock'], ctrl: [] })
  const self = nativeFunction((args, at) => {
    const [from] = args
    return from
      ? flow.box({ kind: 'date', time: timeIn(from, at) }, from.mark)
      : flow.box({ kind: 'date', time: now }, clock)
  })
  const members = {
    now: () => flow.box(now, clock),
    parse: (args: readonly Box[], at: Node) => flow.box(timeIn(args[0], at), joinMarks(machine, args)),
    UTC: (args: readonly Box[], at: Node) => {
      const [year = Number.NaN, ...rest] = args.map((box) => Number(plainOrTimeIn(box, at)))
      const [month = 0, day = 1, hours = 0, minutes = 0, seconds = 0, ms = 0] = rest
      return flow.box(Date.UTC(year, month, day, hours, minutes, seconds, ms), joinMarks(machine, args))
    },
  }
  return namespace(machine, 'Date', members, self)
}

const PARTS: Readonly<Record<string, (date: Date) => string | number>> = {
  getTime: (date) => date.getTime(),
  toISOString: (date) => date.toISOString(),
  getUTCFullYear: (date) => date.getUTCFullYear(),
  getUTCMonth: (date) => date.getUTCMonth(),
  getUTCDate: (date) => date.getUTCDate(),
  getUTCDay: (date) => date.getUTCDay(),
  getUTCHours: (date) => date.getUTCHours(),
  getUTCMinutes: (date) => date.getUTCMinutes(),
  getUTCSeconds: (date) => date.getUTCSeconds(),
}

/** Methods of dates, in UTC alone: a program gives the same wherever it runs. */
export function callDateMethod(
  machine: Machine,
  { time, name, at, object }: MethodCall & { readonly time: number },
): Box {
  if (!Object.hasOwn(PARTS, name)) {
    return fail('runtime', `Dates have no method ${name} here. They have: ${Object.keys(PARTS).join(', ')}.`, at)
  }
  const part = PARTS[name]?.(new Date(time)) ?? Number.NaN
  return machine.flow.box(typeof part === 'string' ? machine.meter.text(part, at) : part, object.mark)
}

const ISO_WITH_ZONE = /^\d{4}-\d\d-\d\d(?:T\d\d:\d\d(?::\d\d(?:\.\d{1,9})?)?(?:Z|[+-]\d\d:\d\d))?$/u

function timeIn(box: Box | undefined, at: Node): number {
  if (!box) return fail('runtime', 'A date is made from ISO text or milliseconds.', at)
  if (isKind(box.value, 'date')) return box.value.time
  const value = plainOrTimeIn(box, at)
  if (typeof value === 'string' && !ISO_WITH_ZONE.test(value)) {
    return fail('runtime', 'A date is ISO text with a zone, such as 2026-01-31T09:00:00Z, or a day alone.', at)
  }
  const time = new Date(typeof value === 'string' ? value : Number(value)).getTime()
  return Number.isNaN(time) ? fail('runtime', 'That is not a date.', at) : time
}
