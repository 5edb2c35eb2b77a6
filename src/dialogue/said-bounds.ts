import { isSaidOnce } from './said-once.ts'

/** What somebody says of the things that are meant: "below 150 euros", "older than 300 days". */
export interface SaidBound {
  /** A number's, or an age in days. */
  readonly of: 'number' | 'age'
  readonly is: 'below' | 'at-most' | 'above' | 'at-least'
  readonly limit: number
  /** The number as it was typed. */
  readonly said: string
}

const BELOW = 'below|under|less than|cheaper than|smaller than|unter|weniger als|billiger als|kleiner als'
const ABOVE = 'above|over|more than|larger than|bigger than|über|mehr als|größer als'
const AT_MOST = 'at most|up to|höchstens|maximal|bis zu'
const AT_LEAST = 'at least|mindestens'
const DECIMAL = String.raw`(?<number>\d{1,9}(?:\.(?:\d{1,2}|\d{4,6}))?)(?![\p{N}]|[.,]\p{N})`

const NUMBERS = new RegExp(
  String.raw`(?<![\p{L}\p{N}])(?:(?<below>${BELOW})|(?<above>${ABOVE})|(?<most>${AT_MOST})|(?<least>${AT_LEAST}))\s+(?:€\s?)?${DECIMAL}(?<behind>\s*(?:%|[\p{L}\p{Sc}]+))?`,
  'giu',
)
const AGES = new RegExp(
  String.raw`(?<![\p{L}\p{N}])(?:(?<older>older than|älter als)|(?<newer>newer than|younger than|neuer als|jünger als))\s+(?<number>\d{1,5})\s+(?<unit>days?|weeks?|tagen?|tage|wochen?)(?![\p{L}\p{N}])`,
  'giu',
)
/** What is counted in one of these is no amount of a row: how long ago, how much of something else. */
const OTHER_UNITS =
  /^\s*(?:%|(?:percent|per|prozent|minutes?|hours?|days?|weeks?|months?|years?|minuten?|stunden?|tagen?|tage|wochen?|monaten?|monate|jahren?|jahre|times|mal)$)/iu

/** The bounds in the words of a request; one whose number stands in them more than once is none. */
export function saidBounds(request: string): readonly SaidBound[] {
  const bounds = [
    ...[...request.matchAll(NUMBERS)].flatMap(({ groups }) => boundOf(groups)),
    ...[...request.matchAll(AGES)].flatMap(({ groups }) => ageOf(groups)),
  ]
  return bounds.filter(({ said }) => isSaidOnce(said, request))
}

type Groups = Readonly<Record<string, string | undefined>> | undefined

function boundOf(groups: Groups): readonly SaidBound[] {
  const said = groups?.['number'] ?? ''
  if (OTHER_UNITS.test(groups?.['behind'] ?? '')) return []
  const is = groups?.['below'] ? 'below' : groups?.['above'] ? 'above' : groups?.['most'] ? 'at-most' : 'at-least'
  return [{ of: 'number', is, limit: Number(said), said }]
}

function ageOf(groups: Groups): readonly SaidBound[] {
  const said = groups?.['number'] ?? ''
  const isWeeks = /^w/iu.test(groups?.['unit'] ?? '')
  return [{ of: 'age', is: groups?.['older'] ? 'above' : 'below', limit: Number(said) * (isWeeks ? 7 : 1), said }]
}
