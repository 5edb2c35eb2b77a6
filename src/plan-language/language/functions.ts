import type { Pattern } from 'acorn'
import type { Compiler, Evaluate, Execute, Within } from './compiler.ts'
import { newList } from './machine.ts'
import { scopeIn } from './scope.ts'
import type { Box, Callable, FunctionNode, Scope } from './values.ts'

/** A function of the program, as a value. `async` changes nothing: reads wait where they are awaited. */
export function compileFunction(compiler: Compiler, node: FunctionNode, outside: Within): Evaluate {
  const { machine } = compiler
  const { flow, lattice } = machine
  const within: Within = { ...outside, func: node, loop: null, chain: null }
  const bind = compileParameters(compiler, node.params, within)
  const body = compileBody(compiler, node, within)
  return (scope) => {
    const outer = scopeIn(scope)
    const call: Callable['call'] = (args) => {
      const inner = scopeIn(outer)
      bind(inner, args)
      const result = body(inner)
      return flow.box(result.value, result.mark, result.path)
    }
    const box = flow.box({ kind: 'function', call, written: { node, scope: outer }, changes: [] }, lattice.none)
    if (node.type === 'FunctionExpression' && node.id) flow.declare(outer, node.id.name, box, true)
    return box
  }
}

function compileBody(compiler: Compiler, node: FunctionNode, within: Within): Evaluate {
  if (node.body.type !== 'BlockStatement') return compiler.expression(node.body, within)
  const execute: Execute = compiler.block(node.body.body, within)
  const nothing: Box = { value: undefined, mark: compiler.machine.lattice.none }
  return (scope) => {
    const jump = execute(scope)
    return jump?.kind === 'return' ? jump.box : nothing
  }
}

function compileParameters(
  compiler: Compiler,
  params: readonly Pattern[],
  within: Within,
): (scope: Scope, args: readonly Box[]) => void {
  const { machine } = compiler
  const { none } = machine.lattice
  const binds = params.map((pattern) =>
    pattern.type === 'RestElement'
      ? { isRest: true, bind: compiler.target(pattern.argument, within), pattern }
      : { isRest: false, bind: compiler.target(pattern, within), pattern },
  )
  return (scope, args) => {
    for (const [index, { isRest, bind, pattern }] of binds.entries()) {
      const rest = () => newList(machine, args.slice(index), { shape: none, mark: none }, pattern)
      bind(scope, isRest ? rest() : (args[index] ?? { value: undefined, mark: none }), 'let')
    }
  }
}
