import type { Node } from 'acorn'
import { fail, failOn } from '../fault.ts'
import type { Mark } from '../labels.ts'
import { entriesIn, numberIn, plainIn, textIn } from '../unwrap.ts'
import { joinMarks, newDate, type Machine } from '../machine.ts'
import { doneToBox, doneWith } from '../paths.ts'
import { isKind, type Box, type Namespace, type Path } from '../values.ts'
import { addDuration, FIELDS, formatWall, LENGTHS, UNITS, type Duration } from './calendar.ts'
import { ISO_NEEDED, type Instants } from './instants.ts'
import { namespace } from './method.ts'
import { UTC, type Zone } from './zone.ts'
import type { Zones } from './zones.ts'

/** How a run reads times. */
export interface Times {
  readonly zones: Zones
  readonly instants: Instants
}

/** `dates`: what `Date` has no plain way for. Each takes a date or ISO text; the zone is UTC unless one is named. */
export function datesNamespace(machine: Machine, { zones, instants }: Times): Namespace {
  const { flow, lattice } = machine
  const zoneIn = (box: Box | undefined, at: Node): Zone =>
    !box || box.value === undefined ? UTC : zones.named(textIn(box, at), at)
  const timeOf = (box: Box | undefined, at: Node): number => {
    if (!box) return fail('runtime', 'A date is needed here: a Date or ISO text.', at)
    if (isKind(box.value, 'date')) return box.value.time
    return typeof plainIn(box, at) === 'string' ? instants(box, at) : failOn('not-a-date', ISO_NEEDED, at)
  }
  const dateBox = (time: number, { mark, path }: { mark: Mark; path: Path | undefined }, at: Node) => {
    if (!(Math.abs(time) <= LATEST)) fail('runtime', 'The date is too far away: add less.', at)
    return newDate(machine, time, { mark, path })
  }
  return namespace(machine, 'dates', {
    parse: ([text], at) => {
      if (!text) return failOn('not-a-date', ISO_NEEDED, at)
      return dateBox(instants(text, at), { mark: text.mark, path: doneToBox(text, 'date') }, at)
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

const DURATION_NEEDED = `A duration is an object of whole numbers with some of ${UNITS.join(', ')}: { days: 3 }.`
const FIELD_NAMES = Object.keys(FIELDS).join(', ')
const LENGTH_BY_NAME: ReadonlyMap<string, number> = new Map(Object.entries(LENGTHS))
const LENGTH_NAMES = [...LENGTH_BY_NAME.keys()].join(', ')
/** The last instant that `Date` knows, in milliseconds. */
const LATEST = 8.64e15

function isGiven(box: Box | undefined): box is Box {
  return box !== undefined
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
