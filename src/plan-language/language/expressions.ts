import type {
  AnyNode,
  AwaitExpression,
  BinaryExpression,
  ConditionalExpression,
  LogicalExpression,
  NewExpression,
  TemplateLiteral,
  UnaryExpression,
} from 'acorn'
import { compileAssignment, compileDelete, compileUpdate } from './assignments.ts'
import { compileCall } from './calls.ts'
import { compileChain, compileMember } from './chains.ts'
import type { Compiler, Evaluate, Within } from './compiler.ts'
import { compileArray, compileObject } from './constructions.ts'
import { fail } from './fault.ts'
import { goesOn, isTruthy, pieceOfText, plainIn } from './unwrap.ts'
import { applyBinary, applyUnary } from './operators.ts'
import { invoke } from './invoke.ts'
import { settle } from './library/promise.ts'
import { chosenPath, joinedPath, pathIn, startOf } from './paths.ts'
import { readExpression } from './regexp/read-expression.ts'
import { isAnything } from './sample.ts'
import { slotNamed } from './scope.ts'
import { withoutChoice, type Box, type Matcher } from './values.ts'

/** An expression as a closure. */
export function compileExpression(compiler: Compiler, node: AnyNode, within: Within): Evaluate {
  switch (node.type) {
    case 'Literal':
      return node.regex ? compileMatcher(compiler, node, node.regex) : compileLiteral(compiler, node.value, node)
    case 'Identifier':
      return compileIdentifier(compiler, node)
    case 'TemplateLiteral':
      return compileTemplate(compiler, node, within)
    case 'ArrayExpression':
      return compileArray(compiler, node, within)
    case 'ObjectExpression':
      return compileObject(compiler, node, within)
    case 'ArrowFunctionExpression':
    case 'FunctionExpression':
      return compiler.func(node, within)
    case 'ChainExpression':
      return compileChain(compiler, node, within)
    case 'MemberExpression':
      return compileMember(compiler, node, within)
    case 'CallExpression':
      return compileCall(compiler, node, within)
    case 'NewExpression':
      return compileNew(compiler, node, within)
    case 'AwaitExpression':
      return compileAwait(compiler, node, within)
    case 'UnaryExpression':
      if (node.operator === 'delete') return compileDelete(compiler, node, within)
      return compileUnary(compiler, node, within)
    case 'BinaryExpression':
      return compileBinary(compiler, node, within)
    case 'LogicalExpression':
      return compileLogical(compiler, node, within)
    case 'ConditionalExpression':
      return compileConditional(compiler, node, within)
    case 'AssignmentExpression':
      return compileAssignment(compiler, node, within)
    case 'UpdateExpression':
      return compileUpdate(compiler, node, within)
    default:
      return fail('syntax', `${node.type} isn't in the plan language.`, node)
  }
}

function compileLiteral({ machine }: Compiler, value: unknown, node: AnyNode): Evaluate {
  if (value !== null && typeof value !== 'string' && typeof value !== 'number' && typeof value !== 'boolean') {
    return fail('syntax', 'Only texts, numbers, true, false and null are in the plan language.', node)
  }
  const path = startOf({ from: 'plan' }, value)
  return () => machine.flow.box(value, machine.lattice.literals, path)
}

function compileMatcher({ machine }: Compiler, node: AnyNode, regex: { pattern: string; flags: string }): Evaluate {
  const read = readExpression(regex.pattern, regex.flags)
  if (!read.ok) return fail('syntax', read.instead, node)
  const matcher: Matcher = { kind: 'matcher', assembled: read.assembled, flags: regex.flags }
  return () => machine.flow.box(matcher, machine.lattice.literals)
}

function compileIdentifier({ machine }: Compiler, node: Extract<AnyNode, { type: 'Identifier' }>): Evaluate {
  return (scope) => {
    const { value, mark, path, among } = slotNamed(scope, node.name, node).box
    const box = machine.flow.box(value, mark, path)
    return among ? { ...box, among } : box
  }
}

function compileTemplate(compiler: Compiler, node: TemplateLiteral, within: Within): Evaluate {
  const { flow, lattice, meter } = compiler.machine
  const texts = node.quasis.map(({ value }) => value.cooked ?? '')
  const parts = node.expressions.map((expression) => ({
    evaluate: compiler.expression(expression, within),
    expression,
  }))
  return (scope) => {
    meter.step(node)
    let text = texts[0] ?? ''
    let mark = lattice.literals
    const boxes: Box[] = []
    for (const [index, { evaluate, expression }] of parts.entries()) {
      const box = evaluate(scope)
      const isKnown = !isAnything(box)
      text += (isKnown ? pieceOfText(plainIn(box, expression), expression) : '') + (texts[index + 1] ?? '')
      meter.expectText(text.length, node)
      mark = lattice.join(mark, box.mark)
      boxes.push(box)
    }
    return flow.box(meter.text(text, node), mark, joinedPath(boxes))
  }
}

// Only Date comes this far.
function compileNew(compiler: Compiler, node: NewExpression, within: Within): Evaluate {
  const { machine } = compiler
  const callee = compiler.expression(node.callee, within)
  const collect = compiler.args(node.arguments, within)
  return (scope) => {
    const { boxes, spread } = collect(scope)
    return machine.flow.under(spread, () => invoke(machine, callee(scope), boxes, node))
  }
}

function compileAwait(compiler: Compiler, node: AwaitExpression, within: Within): Evaluate {
  const { machine } = compiler
  const evaluate = compiler.expression(node.argument, within)
  return (scope) => {
    machine.meter.step(node)
    return settle(machine, evaluate(scope))
  }
}

function compileUnary(compiler: Compiler, node: UnaryExpression, within: Within): Evaluate {
  const evaluate = compiler.expression(node.argument, within)
  return (scope) => applyUnary(compiler.machine, node.operator, evaluate(scope), node)
}

function compileBinary(compiler: Compiler, node: BinaryExpression, within: Within): Evaluate {
  const { machine } = compiler
  const left = compiler.expression(node.left, within)
  const right = compiler.expression(node.right, within)
  return (scope) => {
    machine.meter.step(node)
    return applyBinary(machine, node.operator, [left(scope), right(scope)], node)
  }
}

function compileLogical(compiler: Compiler, node: LogicalExpression, within: Within): Evaluate {
  const { machine } = compiler
  const { flow, lattice, meter } = machine
  const left = compiler.expression(node.left, within)
  const right = compiler.expression(node.right, within)
  return (scope) => {
    meter.step(node)
    const box = left(scope)
    const evaluatesRight = goesOn(node.operator, box, node.left)
    const region = { scope, nodes: [node.right], leaves: false, at: node }
    if (!evaluatesRight && machine.sample?.goesBothWays(box.mark)) flow.region(box.mark, region, () => right(scope))
    const other = flow.region(box.mark, region, () => (evaluatesRight ? right(scope) : null))
    if (!other) return withoutChoice(box)
    const path = node.operator === '&&' ? pathIn(other) : chosenPath('default', other, box)
    return { value: other.value, mark: lattice.join(other.mark, lattice.asControl(box.mark)), path }
  }
}

function compileConditional(compiler: Compiler, node: ConditionalExpression, within: Within): Evaluate {
  const { machine } = compiler
  const { flow, lattice, meter } = machine
  const evaluate = compiler.expression(node.test, within)
  const consequent = compiler.expression(node.consequent, within)
  const alternate = compiler.expression(node.alternate, within)
  const nodes = [node.consequent, node.alternate]
  return (scope) => {
    meter.step(node)
    const test = evaluate(scope)
    const [arm, other] = isTruthy(test, node.test) ? [consequent, alternate] : [alternate, consequent]
    const region = { scope, nodes, leaves: false, at: node }
    if (machine.sample?.goesBothWays(test.mark)) flow.region(test.mark, region, () => other(scope))
    const result = flow.region(test.mark, region, () => arm(scope))
    const mark = lattice.join(result.mark, lattice.asControl(test.mark))
    return { value: result.value, mark, path: chosenPath('choose', result, test) }
  }
}
