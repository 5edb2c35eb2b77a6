import type { Node } from 'acorn'
import { fail } from './fault.ts'
import type { Mark } from './labels.ts'
import type { Machine } from './machine.ts'
import { isKind, type Box, type Callable } from './values.ts'

/** Calls a function value. Which function it is has decided what happens inside. */
export function invoke(machine: Machine, callee: Box, args: readonly Box[], at: Node): Box {
  const callable = callableIn(callee, at)
  machine.meter.step(at)
  return machine.flow.under(callee.mark, () => machine.meter.nested(at, () => callable.call(args, at)))
}

/** The same with one more reason: the value that decided that this call is made. */
export function invokeBecause(
  machine: Machine,
  call: { callee: Box; args: readonly Box[]; because: Mark },
  at: Node,
): Box {
  return machine.flow.under(call.because, () => invoke(machine, call.callee, call.args, at))
}

function callableIn({ value }: Box, at: Node): Callable {
  if (isKind(value, 'function')) return value
  if (isKind(value, 'namespace') && value.self) return value.self
  if (isKind(value, 'handle'))
    fail('handle', "A write's result isn't known while the plan is made. It can't be called.", at)
  return fail('runtime', 'This is not a function.', at)
}
