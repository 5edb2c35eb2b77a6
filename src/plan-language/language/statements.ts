import type {
  AnyNode,
  ExpressionStatement,
  IfStatement,
  ReturnStatement,
  Statement,
  ThrowStatement,
  VariableDeclaration,
} from 'acorn'
import type { Compiler, Execute, Jump, Within } from './compiler.ts'
import { fail, Fault, positionIn } from './fault.ts'
import { isTruthy } from './unwrap.ts'
import { compileFor, compileForEach, compileSwitch, compileWhile, skippedOf } from './loops.ts'
import { scopeIn } from './scope.ts'
import { namesIn } from './names.ts'
import type { Box, Scope, Slot } from './values.ts'
import { writesOf } from './writes.ts'

/** A statement as a closure; nothing but what the parser lets through. */
export function compileStatement(compiler: Compiler, node: Statement, within: Within): Execute {
  switch (node.type) {
    case 'EmptyStatement':
    case 'FunctionDeclaration': // declared when its block begins
      return () => null
    case 'ExpressionStatement':
      return compileExpressionStatement(compiler, node, within)
    case 'VariableDeclaration':
      return compileDeclaration(compiler, node, within)
    case 'BlockStatement':
      return compiler.block(node.body, within)
    case 'ReturnStatement':
      return compileReturn(compiler, node, within)
    case 'ThrowStatement':
      return compileThrow(compiler, node, within)
    case 'BreakStatement':
      return () => BREAK
    case 'ContinueStatement':
      return () => CONTINUE
    case 'IfStatement':
      return compileIf(compiler, node, within)
    case 'ForOfStatement':
    case 'ForInStatement':
      return compileForEach(compiler, node, within)
    case 'ForStatement':
      return compileFor(compiler, node, within)
    case 'WhileStatement':
    case 'DoWhileStatement':
      return compileWhile(compiler, node, within)
    case 'SwitchStatement':
      return compileSwitch(compiler, node, within)
    default:
      return fail('syntax', `${node.type} isn't in the plan language.`, node)
  }
}

/** Statements in a scope of their own. Functions are declared first, so that one may be used above its text. */
export function compileBlock(compiler: Compiler, statements: readonly AnyNode[], within: Within): Execute {
  const { flow, lattice } = compiler.machine
  const functions = statements.flatMap((node) =>
    node.type === 'FunctionDeclaration' && node.id
      ? [{ name: node.id.name, evaluate: compiler.func(node, within) }]
      : [],
  )
  const declared = statements.flatMap((node) =>
    node.type === 'VariableDeclaration' ? node.declarations.flatMap(({ id }) => namesIn(id)) : [],
  )
  const ahead: Slot = {
    box: { value: undefined, mark: lattice.none },
    level: lattice.none,
    constant: true,
    isDeclared: false,
  }
  const executes = statements.map((node) => compiler.statement(asStatement(node), within))
  return (outer) => {
    const scope = scopeIn(outer)
    for (const name of declared) scope.names.set(name, ahead)
    for (const { name, evaluate } of functions) flow.declare(scope, name, evaluate(scope), true)
    for (const execute of executes) {
      const jump = execute(scope)
      if (jump) return jump
    }
    return null
  }
}

const BREAK: Jump = { kind: 'break' }
const CONTINUE: Jump = { kind: 'continue' }

function compileExpressionStatement(compiler: Compiler, node: ExpressionStatement, within: Within): Execute {
  const evaluate = compiler.expression(node.expression, within)
  return (scope) => {
    compiler.machine.meter.step(node)
    evaluate(scope)
    return null
  }
}

function compileDeclaration(compiler: Compiler, node: VariableDeclaration, within: Within): Execute {
  const { kind } = node
  if (kind !== 'const' && kind !== 'let') return fail('syntax', 'Use const or let.', node)
  const declarations = node.declarations.map(({ id, init }) => ({
    bind: compiler.target(id, within),
    evaluate: init ? compiler.expression(init, within) : nothing(compiler),
  }))
  return (scope) => {
    compiler.machine.meter.step(node)
    for (const { bind, evaluate } of declarations) bind(scope, evaluate(scope), kind)
    return null
  }
}

function compileReturn(compiler: Compiler, node: ReturnStatement, within: Within): Execute {
  const { flow, meter } = compiler.machine
  const evaluate = node.argument ? compiler.expression(node.argument, within) : nothing(compiler)
  const at = positionIn(node)
  return (scope) => {
    meter.step(node)
    const box = evaluate(scope)
    return { kind: 'return', box: flow.box(box.value, box.mark, box.path), at }
  }
}

function compileIf(compiler: Compiler, node: IfStatement, within: Within): Execute {
  const { machine } = compiler
  const { flow, meter } = machine
  const evaluate = compiler.expression(node.test, within)
  const consequent = compiler.statement(node.consequent, within)
  const alternate = node.alternate ? compiler.statement(node.alternate, within) : () => null
  const arms = [node.consequent, ...(node.alternate ? [node.alternate] : [])]
  const { nodes, leaves } = reachOf(arms, within)
  return (scope) => {
    meter.step(node)
    const test = evaluate(scope)
    const holds = isTruthy(test, node.test)
    if (machine.sample?.goesBothWays(test.mark)) {
      // What follows is looked at whichever of them would have left.
      for (const arm of [consequent, alternate])
        flow.region(test.mark, { scope, nodes, leaves, at: node }, () => arm(scopeIn(scope)))
      return null
    }
    const arm = holds ? consequent : alternate
    return flow.region(test.mark, { scope, nodes, leaves, at: node }, () => arm(scopeIn(scope)))
  }
}

/** What hangs on a condition that decides whether `nodes` run: they, and where they may leave early, all that follows. */
function reachOf(nodes: readonly AnyNode[], within: Within): { nodes: readonly AnyNode[]; leaves: boolean } {
  const writes = nodes.map(writesOf)
  const leavesLoop = writes.some((each) => each.leavesLoop)
  const leavesFunction = writes.some((each) => each.leavesFunction)
  const func = leavesFunction ? [within.func] : []
  return { nodes: [...nodes, ...skippedOf(within.loop, writes), ...func], leaves: leavesLoop || leavesFunction }
}

function compileThrow(compiler: Compiler, node: ThrowStatement, within: Within): Execute {
  const { argument } = node
  const message = argument.type === 'NewExpression' ? argument.arguments[0] : argument
  const evaluate = message ? compiler.expression(message, within) : null
  return (scope) => {
    const box = evaluate?.(scope)
    throw new Fault('thrown', 'The program stopped itself.', positionIn(node), box ? lastWords(compiler, box) : null)
  }
}

function lastWords({ machine }: Compiler, box: Box): Fault['said'] {
  if (typeof box.value !== 'string') return null
  return { text: box.value, label: machine.lattice.show(machine.flow.here(box.mark)) }
}

function nothing({ machine }: Compiler): (scope: Scope) => Box {
  return () => machine.flow.box(undefined, machine.lattice.none)
}

function asStatement(node: AnyNode): Statement {
  if (isStatement(node)) return node
  return fail('syntax', `${node.type} isn't in the plan language.`, node)
}

function isStatement(node: AnyNode): node is Statement {
  return node.type.endsWith('Statement') || node.type === 'VariableDeclaration' || node.type === 'FunctionDeclaration'
}
