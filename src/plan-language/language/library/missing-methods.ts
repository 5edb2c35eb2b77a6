import { mistake } from '../fault.ts'
import type { MethodCall } from './method.ts'

/** Refuses a method that there isn't, with what to write instead. The name is the program's own text. */
export function refuseMethod({ name, at }: MethodCall, kinds: string, names: readonly string[]): never {
  const instead = INSTEAD.get(name) ?? (names.length > 0 ? `they have ${names.join(', ')}` : 'they have none')
  // Of values of another kind there may be one, and which kind it is may hang on what was read.
  return mistake(`${kinds} have no method ${name} here: ${instead}.`, at, INSTEAD.has(name) ? 'always' : 'here')
}

/** Whether every object has a method of that name in JavaScript. */
export function isOfObjects(name: string): boolean {
  return name === 'hasOwnProperty' || name === 'toString'
}

const WITH_EXPRESSION = 'they take a regular expression that is written there, text.match(/…/)'
const GETTERS = 'FullYear Month Date Day Hours Minutes Seconds Milliseconds'.split(' ')

const INSTEAD: ReadonlyMap<string, string> = new Map([
  ['fill', 'write list.map(() => value)'],
  ['copyWithin', 'put the parts together with [...a, ...b]'],
  ...['match', 'matchAll', 'search'].map((name) => [name, WITH_EXPRESSION] as const),
  ...['test', 'exec'].map((name) => [name, 'write /…/.test(text)'] as const),
  ['substr', 'write text.slice(from, to)'],
  ['toLocaleUpperCase', 'write text.toUpperCase()'],
  ['toLocaleLowerCase', 'write text.toLowerCase()'],
  ['toDateString', "write dates.format(date, 'yyyy-MM-dd')"],
  ['toExponential', 'write number.toFixed(2)'],
  ...GETTERS.map((part) => [`get${part}`, `write getUTC${part}(), or dates.format(date, pattern, zone)`] as const),
  ...['setSeconds', 'setMilliseconds', 'setYear'].map(
    (name) => [name, 'write dates.add(date, { days: 3 }), which gives another date'] as const,
  ),
  ['getTimezoneOffset', 'name the zone in dates.format(date, pattern, zone)'],
  ['hasOwnProperty', 'write Object.hasOwn(object, key)'],
  ['toString', 'write String(…) around a text or number, JSON.stringify(…) around more'],
  ['catch', 'a failed read ends the plan, and one that finds nothing gives null'],
  ['finally', 'a failed read ends the plan, and one that finds nothing gives null'],
])
