import type { Node } from 'acorn'
import { fail } from '../fault.ts'
import { isTruthy, plainIn, plainOrTimeIn } from '../unwrap.ts'
import { asLookedAt, joinMarks, type Machine } from '../machine.ts'
import type { PathOperation } from '#plan-language/values/value-path.ts'
import { doneToBox } from '../paths.ts'
import type { Box, Callable, Namespace } from '../values.ts'
import { namespace, nativeFunction, type MethodCall } from './method.ts'
import { refuseMethod } from './missing-methods.ts'

/** Methods of numbers. */
export function callNumberMethod(machine: Machine, call: MethodCall & { readonly number: number }): Box {
  const { args, at, object } = call
  if (call.name === 'toLocaleString') return machine.locales.number(object, args, at)
  const mark = machine.lattice.join(object.mark, joinMarks(machine, args))
  const digits = args[0] ? Number(plainIn(args[0], at)) : undefined
  return machine.flow.box(machine.meter.text(formatted(call, digits), at), mark, doneToBox(object, 'text'))
}

function formatted(call: MethodCall & { readonly number: number }, digits: number | undefined): string {
  const { number, name, at } = call
  if (name === 'toString' && (digits === undefined || digits === 10)) return String(number)
  if (name === 'toPrecision' && digits !== undefined && digits >= 1 && digits <= 100) return number.toPrecision(digits)
  if (name !== 'toFixed') return refuseMethod(call, 'Numbers', ['toFixed', 'toPrecision', 'toString', 'toLocaleString'])
  const places = digits ?? 0
  if (!Number.isInteger(places) || places < 0 || places > 100)
    fail('runtime', 'toFixed takes 0 to 100 digits: write number.toFixed(2).', at)
  return number.toFixed(places)
}

/** `Number`, `String`, `Boolean`, `parseInt`, `parseFloat` and `isNaN`. */
export function numberGlobals(machine: Machine): Readonly<Record<string, Callable | Namespace>> {
  const of = (
    convert: (box: Box, at: Node, second: Box | undefined) => string | number | boolean,
    op: PathOperation,
  ): Callable['call'] => {
    return (args, at) => {
      const [first = { value: undefined, mark: machine.lattice.literals }, second] = args
      const result = convert(first, at, second)
      const mark = joinMarks(machine, args.length > 0 ? args : [first])
      const value = typeof result === 'string' ? machine.meter.text(result, at) : result
      return machine.flow.box(value, mark, doneToBox(first, op))
    }
  }
  const parsedInteger = of(
    (box, at, radix) => parseInt(String(plainIn(box, at)), radix ? Number(plainIn(radix, at)) : 10),
    'number',
  )
  const parsedNumber = of((box, at) => parseFloat(String(plainIn(box, at))), 'number')
  const isNoNumber = of((box, at) => Number.isNaN(Number(plainIn(box, at))), 'compare')
  const members = {
    isInteger: of((box, at) => Number.isInteger(plainIn(box, at)), 'compare'),
    isSafeInteger: of((box, at) => Number.isSafeInteger(plainIn(box, at)), 'compare'),
    isFinite: of((box, at) => Number.isFinite(plainIn(box, at)), 'compare'),
    isNaN: of((box, at) => Number.isNaN(plainIn(box, at)), 'compare'),
    parseInt: parsedInteger,
    parseFloat: parsedNumber,
    MAX_SAFE_INTEGER: Number.MAX_SAFE_INTEGER,
  }
  const toNumber = of((box, at) => Number(plainOrTimeIn(box, at)), 'number')
  return {
    Number: namespace(
      machine,
      'Number',
      members,
      nativeFunction((args, at) =>
        toNumber(
          args.map((box) => asLookedAt(machine, box)),
          at,
        ),
      ),
    ),
    String: nativeFunction(of((box, at) => String(plainIn(box, at)), 'text')),
    Boolean: nativeFunction(of((box, at) => isTruthy(box, at), 'compare')),
    parseInt: nativeFunction(parsedInteger),
    parseFloat: nativeFunction(parsedNumber),
    isNaN: nativeFunction(isNoNumber),
    isFinite: nativeFunction(of((box, at) => Number.isFinite(Number(plainIn(box, at))), 'compare')),
  }
}
