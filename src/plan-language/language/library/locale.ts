import type { Node } from 'acorn'
import { fail, failOn } from '../fault.ts'
import type { Mark } from '../labels.ts'
import { entriesIn, numberIn, plainIn, plainOrTimeIn, textIn } from '../unwrap.ts'
import { asLookedAt, deepMark, type Machine, type Locales, type Written } from '../machine.ts'
import { doneToBox } from '../paths.ts'
import { isKind, type Box } from '../values.ts'
import { namespace } from './method.ts'

type Options = Readonly<Record<string, string | number | boolean>>
type Asked = { readonly locale: string; readonly options: Options; readonly mark: Mark }

/** The locales of one run. Each way of writing is made once: V8 keeps it outside of the heap that its limit sees. */
export function createLocales(machine: Machine): Locales {
  const { flow, lattice, meter } = machine
  const formatted = memoizedFormats(meter)
  const number = (box: Box, asked: Asked, at: Node): Box => {
    const text = formatted('number', asked, at)(numberIn(box, at), '')
    return flow.box(meter.text(text, at), lattice.join(box.mark, asked.mark), doneToBox(box, 'format'))
  }
  const date = (given: Box, asked: Asked, at: Node): Box => {
    const box = asLookedAt(machine, given)
    const time = plainOrTimeIn(box, at)
    if (typeof time !== 'number' || Number.isNaN(new Date(time).getTime()))
      return failOn('not-a-date', 'A date is needed here: new Date(text).', at)
    const text = formatted('date', asked, at)(time, '')
    return flow.box(meter.text(text, at), lattice.join(box.mark, asked.mark), doneToBox(box, 'format'))
  }
  const askedBy = (args: readonly Box[], names: ReadonlySet<string>, at: Node) => askedIn(machine, args, { names, at })
  const intl = namespace(machine, 'Intl', {
    NumberFormat: (args, at) => {
      const asked = askedBy(args, NUMBER_OPTIONS, at)
      formatted('number', asked, at)
      const format = ([box]: readonly Box[], place: Node) => number(box ?? NOTHING(machine), asked, place)
      return flow.box(namespace(machine, 'Intl.NumberFormat', { format }), asked.mark)
    },
    DateTimeFormat: (args, at) => {
      const asked = inZone(askedBy(args, DATE_OPTIONS, at), 'date')
      formatted('date', asked, at)
      const format = ([box]: readonly Box[], place: Node) => date(box ?? NOTHING(machine), asked, place)
      return flow.box(namespace(machine, 'Intl.DateTimeFormat', { format }), asked.mark)
    },
  })
  return {
    namespace: intl,
    number: (box, args, at) => number(box, askedBy(args, NUMBER_OPTIONS, at), at),
    date: (box, args, { written, at }) => date(box, inZone(askedBy(args, DATE_OPTIONS, at), written), at),
    compare: ([text, other], args, at) => {
      const asked = askedBy(args, ORDER_OPTIONS, at)
      const order = formatted('order', asked, at)(textIn(text, at), textIn(other, at))
      return flow.box(
        Number(order),
        [text.mark, other.mark, asked.mark].reduce(lattice.join),
        doneToBox(text, 'compare'),
      )
    },
  }
}

type Format = (value: number | string, other: string) => string

function memoizedFormats(meter: Machine['meter']): (kind: Kind, asked: Asked, at: Node) => Format {
  const known = new Map<string, Format>()
  return (kind, { locale, options }, at) => {
    const key = JSON.stringify([kind, locale, options])
    const before = known.get(key)
    if (before) return before
    if (known.size >= MOST_FORMATS)
      fail('limit', `The plan writes numbers and dates in more than ${MOST_FORMATS} ways.`, at)
    meter.pass(FORMAT_COST, at)
    const made = formatOf(kind, locale, options)
    if (!made) return fail('runtime', `${WRONG[kind]}`, at)
    known.set(key, made)
    return made
  }
}

const NOTHING = ({ lattice }: Machine): Box => ({ value: undefined, mark: lattice.none })
const MOST_FORMATS = 20
/** Making one takes as long as going over so many items. */
const FORMAT_COST = 2_000

type Kind = 'number' | 'date' | 'order'

const NUMBER_OPTIONS: ReadonlySet<string> = new Set(
  `style currency currencyDisplay currencySign minimumFractionDigits maximumFractionDigits minimumIntegerDigits
  minimumSignificantDigits maximumSignificantDigits useGrouping notation compactDisplay signDisplay unit unitDisplay`.split(
    /\s+/u,
  ),
)
const DATE_OPTIONS: ReadonlySet<string> = new Set(
  `weekday year month day hour minute second hour12 hourCycle timeZone timeZoneName dateStyle timeStyle`.split(/\s+/u),
)
const ORDER_OPTIONS: ReadonlySet<string> = new Set('sensitivity numeric caseFirst ignorePunctuation usage'.split(' '))

const WRONG: Readonly<Record<Kind, string>> = {
  number: "The locale or the options aren't ones: toLocaleString('en-US', { style: 'currency', currency: 'EUR' }).",
  date: "The locale or the options aren't ones: toLocaleDateString('en-US', { month: 'long', day: 'numeric', timeZone: 'UTC' }).",
  order: "The locale or the options aren't ones: a.localeCompare(b, 'en', { sensitivity: 'base' }).",
}

// Without a locale it is that of the United States, and without a zone UTC, wherever a plan runs.
function askedIn(
  machine: Machine,
  [locale, options]: readonly Box[],
  { names, at }: { names: ReadonlySet<string>; at: Node },
): Asked {
  const { join, none } = machine.lattice
  const first = locale && isKind(locale.value, 'list') ? locale.value.items[0] : locale
  const tag = first && first.value !== undefined ? textIn(first, at) : 'en-US'
  const marks = [locale, options].map((box) => (box ? deepMark(machine, box) : none))
  const fields = options && options.value !== undefined ? [...entriesIn(options, at).fields] : []
  const given = fields.flatMap(([name, box]): [string, string | number | boolean][] => {
    if (!names.has(name)) return fail('runtime', `There are these options here: ${[...names].join(', ')}.`, at)
    const value = plainIn(box, at)
    return value === undefined || value === null ? [] : [[name, value]]
  })
  return { locale: tag, options: Object.fromEntries(given), mark: marks.reduce(join, none) }
}

function inZone(asked: Asked, written: Written): Asked {
  const { options } = asked
  const says = Object.keys(options).some((name) => !ZONES.has(name))
  const parts = says ? {} : { ...(written === 'time' ? {} : DAY), ...(written === 'date' ? {} : TIME) }
  return { ...asked, options: { timeZone: 'UTC', ...parts, ...options } }
}

const ZONES: ReadonlySet<string> = new Set(['timeZone', 'hour12', 'hourCycle'])
const DAY = { year: 'numeric', month: 'numeric', day: 'numeric' }
const TIME = { hour: 'numeric', minute: 'numeric', second: 'numeric' }

function formatOf(
  kind: Kind,
  locale: string,
  options: Options,
): ((value: number | string, other: string) => string) | null {
  try {
    if (kind === 'order') {
      const { compare } = new Intl.Collator(locale, options)
      return (text, other) => String(compare(String(text), other))
    }
    const format = kind === 'number' ? new Intl.NumberFormat(locale, options) : new Intl.DateTimeFormat(locale, options)
    return (value) => format.format(Number(value))
  } catch {
    return null
  }
}
