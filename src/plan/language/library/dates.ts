import type { Node } from 'acorn'
import { fail, failOn } from '../fault.ts'
import type { Mark } from '../labels.ts'
import { entriesIn, numberIn, plainIn, textIn } from '../look.ts'
import { joinMarks, type Machine } from '../machine.ts'
import { doneToBox, doneWith, type Path } from '../paths.ts'
import { isKind, type Box, type Namespace } from '../values.ts'
import { addDuration, FIELDS, formatWall, LENGTHS, UNITS, type Duration } from './calendar.ts'
import { isoTime } from './iso-time.ts'
import { namespace } from './method.ts'
import { createZone, UTC, type Zone } from './zone.ts'

/** `dates`: what `Date` has no plain way for. Each takes a date or ISO text; the zone is UTC unless one is named. */
export function datesNamespace(machine: Machine): Namespace {
  const { flow, lattice } = machine
  const zoneIn = zonesOf(machine)
  const dateBox = (time: number, { mark, path }: { mark: Mark; path: Path | undefined }, at: Node) => {
    if (!(Math.abs(time) <= LATEST)) fail('runtime', 'The date is too far away: add less.', at)
    return flow.box({ kind: 'date', time }, mark, path)
  }
  return namespace(machine, 'dates', {
    parse: ([text], at) => {
      const time = text ? isoTime(textIn(text, at)) : null
      const made = { mark: joinMarks(machine, text ? [text] : []), path: text && doneToBox(text, 'date') }
      return dateBox(time ?? failOn('not-a-date', ISO_NEEDED, at), made, at)
    },
    add: ([date, duration, zone], at) => {
      const start = timeOf(date, at)
      if (!duration) return fail('runtime', DURATION_NEEDED, at)
      const { lasting, mark } = durationIn(machine, duration, at)
      const marks = [joinMarks(machine, [date, zone].filter(isGiven)), mark, lattice.literals]
      const made = { mark: marks.reduce(lattice.join), path: date && doneToBox(date, 'shift') }
      return dateBox(addDuration(start, lasting, zoneIn(zone, at)), made, at)
    },
    compare: (args, at) => {
      if (args.length !== 2) fail('runtime', 'dates.compare takes two dates: dates.compare(a, b) < 0.', at)
      const [a = 0, b = 0] = args.map((box) => timeOf(box, at))
      const [first, ...rest] = args
      return flow.box(Math.sign(a - b), joinMarks(machine, args), first && doneWith('compare', first, rest))
    },
    between: ([from, to, unit], at) => {
      const length = unit ? LENGTH_BY_NAME.get(textIn(unit, at)) : undefined
      if (!length) return fail('runtime', `dates.between takes two dates and one of: ${LENGTH_NAMES}.`, at)
      const count = Math.trunc((timeOf(to, at) - timeOf(from, at)) / length)
      const mark = joinMarks(machine, [from, to, unit].filter(isGiven))
      const path = from && doneWith('between', from, to ? [to] : [])
      return flow.box(count === 0 ? 0 : count, lattice.join(mark, lattice.literals), path)
    },
    format: ([date, pattern, zone], at) => {
      if (!pattern) return fail('runtime', "dates.format takes a date and a pattern: 'yyyy-MM-dd HH:mm'.", at)
      const wall = zoneIn(zone, at).toWall(timeOf(date, at))
      const text = formatWall(wall, textIn(pattern, at))
      if (text === null) return fail('runtime', `The pattern's fields are ${FIELD_NAMES}: put words around it.`, at)
      const mark = joinMarks(machine, [date, pattern, zone].filter(isGiven))
      return flow.box(machine.meter.text(text, at), mark, date && doneToBox(date, 'format'))
    },
  })
}

/** What is said where a text is no date. */
export const ISO_NEEDED = 'A date is ISO text: a day such as 2026-01-31, or with time and zone, 2026-01-31T09:00:00Z.'
const DURATION_NEEDED = `A duration is an object of whole numbers with some of ${UNITS.join(', ')}: { days: 3 }.`
const FIELD_NAMES = Object.keys(FIELDS).join(', ')
const LENGTH_BY_NAME: ReadonlyMap<string, number> = new Map(Object.entries(LENGTHS))
const LENGTH_NAMES = [...LENGTH_BY_NAME.keys()].join(', ')
/** The last instant that `Date` knows, in milliseconds. */
const LATEST = 8.64e15
/** Each zone costs some memory outside of V8's heap, which the isolate's limit doesn't see. */
const MOST_ZONES = 20

function isGiven(box: Box | undefined): box is Box {
  return box !== undefined
}

function timeOf(box: Box | undefined, at: Node): number {
  if (!box) return fail('runtime', 'A date is needed here: a Date or ISO text.', at)
  if (isKind(box.value, 'date')) return box.value.time
  const value = plainIn(box, at)
  return (typeof value === 'string' ? isoTime(value) : null) ?? failOn('not-a-date', ISO_NEEDED, at)
}

function durationIn(machine: Machine, box: Box, at: Node): { lasting: Duration; mark: Mark } {
  const { fields, shape } = entriesIn(box, at)
  const names: ReadonlySet<string> = new Set(UNITS)
  if ([...fields.keys()].some((key) => !names.has(key))) fail('runtime', DURATION_NEEDED, at)
  const count = (unit: string) => {
    const part = fields.get(unit)
    const number = part ? numberIn(part, at) : 0
    return Number.isSafeInteger(number) ? number : fail('runtime', DURATION_NEEDED, at)
  }
  const [years, months, weeks, days] = [count('years'), count('months'), count('weeks'), count('days')]
  const lasting = {
    years,
    months,
    weeks,
    days,
    hours: count('hours'),
    minutes: count('minutes'),
    seconds: count('seconds'),
  }
  return { lasting, mark: [joinMarks(machine, [...fields.values()]), box.mark, shape].reduce(machine.lattice.join) }
}

function zonesOf(machine: Machine): (box: Box | undefined, at: Node) => Zone {
  const zones = new Map([['UTC', UTC]])
  return (box, at) => {
    if (!box || box.value === undefined) return UTC
    const name = textIn(box, at)
    const before = zones.get(name)
    if (before) return before
    if (zones.size > MOST_ZONES) fail('limit', `The plan uses more than ${MOST_ZONES} time zones.`, at)
    machine.meter.pass(ZONE_COST, at)
    const zone = createZone(name)
    if (!zone) return fail('runtime', "A time zone is its IANA name: 'Europe/Stockholm', or 'UTC'.", at)
    zones.set(name, zone)
    return zone
  }
}
/** Making one takes as long as going over so many items. */
const ZONE_COST = 2_000
