import type { CallExpression, MemberExpression, Node } from 'acorn'
import { compileLink } from './chains.ts'
import type { Collect, Compiler, Evaluate, Within } from './compiler.ts'
import { fail, failOn, mistake } from './fault.ts'
import { invoke, invokeBecause } from './invoke.ts'
import { callMethod } from './library/methods.ts'
import { isOfObjects, refuseMethod } from './library/missing-methods.ts'
import { refuseUnseen } from './unwrap.ts'
import type { Machine } from './machine.ts'
import { refuseAbsentEmail } from './absent-email.ts'
import { getProperty, NOTHING_HERE, partOf } from './properties.ts'
import { isAnything } from './sample.ts'
import { type Box, type Scope, isKind } from './values.ts'
import { writtenKey } from './tree.ts'

/** `f(x)` and `object.method(x)`. */
export function compileCall(compiler: Compiler, node: CallExpression, within: Within): Evaluate {
  return node.callee.type === 'MemberExpression'
    ? compileMemberCall(compiler, node, { callee: node.callee, within })
    : compileNamedCall(compiler, node, within)
}

function compileNamedCall(compiler: Compiler, node: CallExpression, within: Within): Evaluate {
  const { machine } = compiler
  const evaluate = compiler.expression(node.callee, within)
  const ends = compileLink(compiler, node, within)
  const pass = compilePassing(compiler, node, within)
  return (scope) => {
    machine.meter.step(node)
    const callee = evaluate(scope)
    return ends(scope, callee) ?? pass(scope, (args) => invoke(machine, callee, args, node))
  }
}

type MemberCall = { readonly callee: MemberExpression; readonly within: Within }

function compileMemberCall(compiler: Compiler, node: CallExpression, { callee, within }: MemberCall): Evaluate {
  const { machine } = compiler
  const evaluate = compiler.expression(callee.object, within)
  const name = writtenKey(callee.property, callee.computed)
  if (name === null) return fail('syntax', "Calling a method by a computed name isn't in the plan language.", callee)
  const key = { value: name, mark: machine.lattice.none }
  const endsBefore = compileLink(compiler, callee, within)
  const endsAfter = compileLink(compiler, node, within)
  const pass = compilePassing(compiler, node, within)
  return (scope) => {
    machine.meter.step(node)
    const object = evaluate(scope)
    const ended = endsBefore(scope, object)
    if (ended) return ended
    refuseNoMethods(object, callee)
    if (isAnything(object)) return pass(scope, (args) => callOnAnything(machine, object, args, node))
    if (!isKind(object.value, 'object') && !isKind(object.value, 'namespace')) {
      return pass(scope, (args) => callMethod(machine, { object, name: String(name), args, at: node }))
    }
    const method = getProperty(machine, object, key, callee)
    const endedAfter = endsAfter(scope, method)
    if (endedAfter) return endedAfter
    if (method.value === undefined && isKind(object.value, 'object') && isOfObjects(String(name)))
      refuseMethod({ object, name: String(name), args: [], at: callee }, 'Objects', [])
    return pass(scope, (args) => invoke(machine, method, args, node))
  }
}

// Its functions are called once, with what may be anything.
function callOnAnything(machine: Machine, object: Box, args: readonly Box[], at: Node): Box {
  const { flow, lattice } = machine
  const whole = args.reduce((mark, arg) => lattice.join(mark, arg.mark), object.mark)
  const given = flow.box(object.value, whole)
  const results = args
    .filter(({ value }) => isKind(value, 'function'))
    .map((callee) => invokeBecause(machine, { callee, args: [given, given, given], because: whole }, at))
  return flow.box(
    object.value,
    results.reduce((mark, result) => lattice.join(mark, result.mark), whole),
  )
}

function refuseNoMethods(object: Box, at: Node): void {
  refuseUnseen(object, at)
  if (object.value !== null && object.value !== undefined) return
  refuseAbsentEmail(object, at)
  if (object.isNever) mistake(`${NOTHING_HERE}: its tool's schema has no such field.`, at, 'here')
  failOn('no-such-element', `${NOTHING_HERE} to call a method of: look at where it comes from.`, partOf(at))
}

/** Evaluates the arguments and calls with them. How many are spread decides what the call does with each. */
function compilePassing(
  compiler: Compiler,
  node: CallExpression,
  within: Within,
): (scope: Scope, call: (args: readonly Box[]) => Box) => Box {
  const { flow } = compiler.machine
  const collect: Collect = compiler.args(node.arguments, { ...within, chain: null })
  const spreads = node.arguments.some((argument) => argument.type === 'SpreadElement')
  return (scope, call) => {
    const { boxes, spread } = collect(scope)
    if (!spreads) return call(boxes)
    return flow.region(spread, { scope, nodes: [node], leaves: false, at: node }, () => {
      const result = call(boxes)
      return flow.box(result.value, result.mark, result.path)
    })
  }
}
