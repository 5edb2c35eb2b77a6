import type {
  AnyNode,
  DoWhileStatement,
  ForInStatement,
  ForOfStatement,
  ForStatement,
  Statement,
  SwitchStatement,
  WhileStatement,
} from 'acorn'
import type { Compiler, Execute, Jump, Within } from './compiler.ts'
import { fail } from './fault.ts'
import { entriesIn, isTruthy } from './unwrap.ts'
import { namesIn } from './names.ts'
import { applyBinary } from './operators.ts'
import { outOf } from './paths.ts'
import { itemsOf } from './items.ts'
import { scopeIn } from './scope.ts'
import type { Box, Scope } from './values.ts'
import { LOOPS, writesOf, type Writes } from './writes.ts'

/** `for (const item of list)` and `for (const key in object)`. */
export function compileForEach(compiler: Compiler, node: ForOfStatement | ForInStatement, within: Within): Execute {
  const { flow, lattice, meter } = compiler.machine
  const { left } = node
  const declaration = left.type === 'VariableDeclaration' ? left.declarations[0] : undefined
  if (left.type !== 'VariableDeclaration' || !declaration) return fail('syntax', 'Declare the loop variable.', node)
  const kind = left.kind === 'const' ? 'const' : 'let'
  const evaluate = compiler.expression(node.right, within)
  const inside = { ...within, loop: node }
  const bind = compiler.target(declaration.id, inside)
  const body = compiler.statement(node.body, inside)
  const { nodes, leaves, ends } = reachOfLoop(node, within)
  const roundsOf = node.type === 'ForOfStatement' ? itemsToGoOver : keysToGoOver
  return (scope) => {
    const { items, whole } = roundsOf(compiler, evaluate(scope), node.right)
    return flow.region(whole, { scope, nodes, leaves, at: node }, () => {
      for (const item of items) {
        meter.step(node)
        const round = scopeIn(scope)
        bind(round, item, kind)
        const jump = flow.region(lattice.none, { scope: round, nodes: [], leaves: ends, at: node }, () => body(round))
        if (jump?.kind === 'break') return null
        if (jump?.kind === 'return') return jump
      }
      return null
    })
  }
}

function itemsToGoOver({ machine }: Compiler, box: Box, at: AnyNode) {
  const { items, shape } = itemsOf(machine, box, at)
  return { items: items.map((item) => outOf(box, item, 'each')), whole: machine.lattice.join(box.mark, shape) }
}

function keysToGoOver({ machine }: Compiler, box: Box, at: AnyNode) {
  const { fields, shape } = entriesIn(box, at)
  const whole = machine.lattice.join(box.mark, shape)
  machine.meter.allocate(fields.size, at)
  return { items: [...fields.keys()].map((value) => ({ value, mark: whole })), whole }
}

/** `for (let i = 0; i < n; i++)`: each round has names of its own, as functions made in it remember them. */
export function compileFor(compiler: Compiler, node: ForStatement, within: Within): Execute {
  const { init, update } = node
  const inside = { ...within, loop: node }
  const names =
    init?.type === 'VariableDeclaration' && init.kind === 'let'
      ? init.declarations.flatMap(({ id }) => namesIn(id))
      : []
  const begin = init ? compilePart(compiler, init, within) : () => {}
  const next = update ? compiler.expression(update, inside) : () => {}
  const rounds = compileRounds(compiler, { node, test: node.test ?? null, body: node.body, testsFirst: true }, within)
  const roundIn = (before: Scope): Scope => {
    const round = scopeIn(before.outer)
    for (const [name, slot] of before.names) {
      if (names.includes(name)) compiler.machine.flow.declare(round, name, slot.box, false)
      else round.names.set(name, slot)
    }
    return round
  }
  return (scope) => {
    const head = scopeIn(scope)
    begin(head)
    return rounds(head, (before) => {
      const round = roundIn(before)
      next(round)
      return round
    })
  }
}

function compilePart(compiler: Compiler, part: AnyNode, within: Within): (scope: Scope) => unknown {
  return part.type === 'VariableDeclaration' ? compiler.statement(part, within) : compiler.expression(part, within)
}

/** `while` and `do … while`. */
export function compileWhile(compiler: Compiler, node: WhileStatement | DoWhileStatement, within: Within): Execute {
  const testsFirst = node.type === 'WhileStatement'
  const rounds = compileRounds(compiler, { node, test: node.test, body: node.body, testsFirst }, within)
  return (scope) => rounds(scope, (before) => before)
}

type Loop = {
  readonly node: Exclude<Loops, ForOfStatement | ForInStatement>
  readonly test: AnyNode | null
  readonly body: Statement
  readonly testsFirst: boolean
}

/** Round after round. Each answer of the test decides about all that is still to come in the loop. */
function compileRounds(
  compiler: Compiler,
  { node, test, body, testsFirst }: Loop,
  within: Within,
): (scope: Scope, next: (round: Scope) => Scope) => Jump | null {
  const { flow, lattice, meter } = compiler.machine
  const inside = { ...within, loop: node }
  const evaluate = test && compiler.expression(test, inside)
  const execute = compiler.statement(body, inside)
  const { nodes, leaves, ends } = reachOfLoop(node, within)
  const holds = (scope: Scope): boolean => {
    meter.step(node)
    if (!evaluate || !test) return true
    const box = evaluate(scope)
    const goesOn = isTruthy(box, test)
    flow.goOn(box.mark, { scope, nodes, leaves, at: node })
    return goesOn
  }
  return (scope, next) =>
    flow.region(lattice.none, { scope, nodes, leaves, at: node }, () => {
      let round = scope
      if (testsFirst && !holds(round)) return null
      for (;;) {
        const here = scopeIn(round)
        const jump = flow.region(lattice.none, { scope: here, nodes: [], leaves: ends, at: node }, () => execute(here))
        if (jump?.kind === 'break') return null
        if (jump?.kind === 'return') return jump
        round = next(round)
        if (!holds(round)) return null
      }
    })
}

/** What jumps in pieces of program skip of the loop around them: the rest of a round, and by `break` all that is to come. */
export function skippedOf(loop: AnyNode | null, pieces: readonly Writes[]): readonly AnyNode[] {
  if (!loop || !pieces.some(({ leavesLoop }) => leavesLoop)) return []
  return [isLoop(loop) && !pieces.some(({ endsLoop }) => endsLoop) ? loop.body : loop]
}

function isLoop(node: AnyNode): node is Loops {
  return LOOPS.has(node.type)
}

type Loops = ForOfStatement | ForInStatement | ForStatement | WhileStatement | DoWhileStatement

/**
 * What a loop decides about. `ends`: whether a round may decide about those behind it. A `continue` doesn't, so what led to it
 * is no reason for them.
 */
function reachOfLoop(node: Loops, within: Within) {
  const leaves = writesOf(node).leavesFunction
  return { nodes: leaves ? [node, within.func] : [node], leaves, ends: leaves || writesOf(node.body).endsLoop }
}

/** `switch`: which case it is hangs on the value and on all cases that were asked before; from there on until `break`. */
export function compileSwitch(compiler: Compiler, node: SwitchStatement, within: Within): Execute {
  const { flow, lattice, meter } = compiler.machine
  const evaluate = compiler.expression(node.discriminant, within)
  const inside = { ...within, loop: within.loop ?? node }
  const cases = node.cases.map(({ test, consequent }) => ({
    test: test ? compiler.expression(test, within) : null,
    execute: compiler.block(consequent, inside),
  }))
  const writes = writesOf(node)
  const { leavesFunction, leavesLoop } = writes
  const nodes = [node, ...skippedOf(within.loop, [writes]), ...(leavesFunction ? [within.func] : [])]
  const leaves = leavesFunction || leavesLoop
  const chosenIn = (scope: Scope, value: Box): number => {
    for (const [index, { test }] of cases.entries()) {
      if (!test) continue
      meter.step(node)
      const answer = sameAs(compiler, value, test(scope), node)
      flow.goOn(answer.mark, { scope, nodes, leaves, at: node })
      if (answer.value === true) return index
    }
    return cases.findIndex(({ test }) => !test)
  }
  return (scope) => {
    const value = evaluate(scope)
    return flow.region(lattice.none, { scope, nodes, leaves, at: node }, () => {
      const first = chosenIn(scope, value)
      for (const { execute } of first < 0 ? [] : cases.slice(first)) {
        const jump = execute(scope)
        if (jump?.kind === 'break') return null
        if (jump) return jump
      }
      return null
    })
  }
}

function sameAs({ machine }: Compiler, value: Box, test: Box, at: AnyNode): Box {
  return applyBinary(machine, '===', [value, test], at)
}
