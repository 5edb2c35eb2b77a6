import type { Program } from 'acorn'
import { compileReference } from './assignments.ts'
import { compileArguments } from './constructions.ts'
import type { Compiler, Execute } from './compiler.ts'
import { compileExpression } from './expressions.ts'
import { compileFunction } from './functions.ts'
import type { Machine } from './machine.ts'
import { recoveringFrom } from './recover.ts'
import { compileTarget } from './patterns.ts'
import { compileBlock, compileStatement } from './statements.ts'

/** A program as a closure over one run's machine. */
export function compileProgram(program: Program, machine: Machine): Execute {
  const recovering = recoveringFrom(machine)
  const compiler: Compiler = {
    machine,
    expression: (node, within) => recovering.expression(node, () => compileExpression(compiler, node, within)),
    statement: (node, within) => recovering.statement(node, () => compileStatement(compiler, node, within)),
    block: (statements, within) => compileBlock(compiler, statements, within),
    target: (pattern, within) => recovering.target(pattern, () => compileTarget(compiler, pattern, within)),
    reference: (target, within) => compileReference(compiler, target, within),
    func: (node, within) => compileFunction(compiler, node, within),
    args: (nodes, within) => compileArguments(compiler, nodes, within),
  }
  return compiler.block(program.body, { func: program, loop: null, chain: null })
}
