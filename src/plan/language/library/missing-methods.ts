import { mistake } from '../fault.ts'
import type { MethodCall } from './method.ts'

/** Refuses a method that there isn't, with what to write instead. The name is the program's own text. */
export function refuseMethod({ name, at }: MethodCall, kinds: string, names: readonly string[]): never {
  const instead = INSTEAD.get(name) ?? (names.length > 0 ? `they have ${names.join(', ')}` : 'they have none')
  // Of values of another kind there may be one, and which kind it is may hang on what was read.
  return mistake(`${kinds} have no method ${name} here: ${instead}.`, at, INSTEAD.has(name) ? 'always' : 'here')
}

const WITH_EXPRESSION = 'they take a regular expression that is written there, text.match(/…/)'
const GETTERS = 'FullYear Month Date Day Hours Minutes Seconds Milliseconds'.split(' ')

const INSTEAD: ReadonlyMap<string, string> = new Map([
  ['splice', 'write list.toSpliced(from, count, …), which gives another list'],
  ['fill', 'write list.map(() => value)'],
  ['copyWithin', 'put the parts together with [...a, ...b]'],
  ['reduceRight', 'write list.toReversed().reduce(…)'],
  ['values', 'go over the list itself'],
  ...['match', 'matchAll', 'search'].map((name) => [name, WITH_EXPRESSION] as const),
  ...['test', 'exec'].map((name) => [name, 'write /…/.test(text)'] as const),
  ['substr', 'write text.slice(from, to)'],
  ['normalize', 'compare with toLowerCase() and trim()'],
  ['toLocaleUpperCase', 'write text.toUpperCase()'],
  ['toLocaleLowerCase', 'write text.toLowerCase()'],
  ['toLocaleString', "write number.toFixed(2), money.format(price) or dates.format(date, 'yyyy-MM-dd HH:mm', zone)"],
  ['toLocaleDateString', "write dates.format(date, 'yyyy-MM-dd', zone)"],
  ['toLocaleTimeString', "write dates.format(date, 'HH:mm', zone)"],
  ['toDateString', "write dates.format(date, 'yyyy-MM-dd')"],
  ['toPrecision', 'write number.toFixed(2)'],
  ['toExponential', 'write number.toFixed(2)'],
  ...GETTERS.map((part) => [`get${part}`, `write getUTC${part}(), or dates.format(date, pattern, zone)`] as const),
  ...GETTERS.flatMap((part) => [`set${part}`, `setUTC${part}`]).map(
    (name) => [name, 'write dates.add(date, { days: 3 }), which gives another date'] as const,
  ),
  ['getTimezoneOffset', 'name the zone in dates.format(date, pattern, zone)'],
  ['hasOwnProperty', 'write object.key !== undefined'],
  ['catch', 'a failed read ends the plan, and one that finds nothing gives null'],
  ['finally', 'a failed read ends the plan, and one that finds nothing gives null'],
])
