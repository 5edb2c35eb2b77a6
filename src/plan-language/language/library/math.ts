import { fail } from '../fault.ts'
import { plainOrTimeIn } from '../unwrap.ts'
import { joinMarks, type Machine } from '../machine.ts'
import type { PathOperation } from '#plan-language/values/value-path.ts'
import { doneWith } from '../paths.ts'
import type { Callable, Namespace } from '../values.ts'
import { namespace } from './method.ts'

const ONE_NUMBER = {
  abs: Math.abs,
  ceil: Math.ceil,
  floor: Math.floor,
  round: Math.round,
  trunc: Math.trunc,
  sign: Math.sign,
  sqrt: Math.sqrt,
}
const ROUNDING: ReadonlySet<string> = new Set(['ceil', 'floor', 'round', 'trunc'])
const MORE_NUMBERS = { min: Math.min, max: Math.max, pow: Math.pow }

type Made = { readonly op: PathOperation; readonly isMaking: boolean }

/** `Math`, without chance: a plan is replayed. */
export function mathNamespace(machine: Machine): Namespace {
  const { lattice, flow } = machine
  const of =
    (compute: (...numbers: number[]) => number, { op, isMaking }: Made): Callable['call'] =>
    (args, at) => {
      const numbers = args.map((box) => Number(plainOrTimeIn(box, at)))
      // More than one number made into another is the author's making, as arithmetic is.
      const mark = lattice.join(
        joinMarks(machine, args),
        isMaking || args.length === 0 ? lattice.literals : lattice.none,
      )
      const [first, ...rest] = args
      return flow.box(compute(...numbers), mark, first && doneWith(op, first, rest))
    }
  const members: Readonly<Record<string, Callable['call'] | number>> = {
    ...Object.fromEntries(
      Object.entries(ONE_NUMBER).map(([name, compute]) => [
        name,
        of(compute, { op: ROUNDING.has(name) ? 'round' : 'calculate', isMaking: false }),
      ]),
    ),
    ...Object.fromEntries(
      Object.entries(MORE_NUMBERS).map(([name, compute]) => [name, of(compute, { op: 'calculate', isMaking: true })]),
    ),
    PI: Math.PI,
    random: (_, at) =>
      fail('runtime', "Math.random isn't in the plan language: have a tool make what must be random.", at),
  }
  return namespace(machine, 'Math', members)
}
