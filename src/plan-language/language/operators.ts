import type { Node, UnaryOperator } from 'acorn'
import { fail } from './fault.ts'
import { isTruthy, pieceOfText, plainIn, plainOrTimeIn, refuseUnseen } from './unwrap.ts'
import { asLookedAt, type Machine } from './machine.ts'
import type { PathOperation } from '../values/value-path.ts'
import { computedPath, doneToBox, doneWith, joinedPath } from './paths.ts'
import { hasProperty } from './properties.ts'
import { isAnything } from './sample.ts'
import { isKind, isPlain, type Box, type Plain } from './values.ts'

/** The operators that make a new value out of two. */
export type Computing = '+' | '-' | '*' | '/' | '%' | '**'
type Operands = readonly [Box, Box]

/** Whether an operator is one of them. */
export function isComputing(operator: string): operator is Computing {
  return Object.hasOwn(WORDS, operator)
}

/**
 * Arithmetic, and text put together. The result also carries what the program's literals carry: `total + total` is of the
 * author's making as much as `total * 2` is.
 */
function compute(machine: Machine, operator: Computing, operands: Operands, at: Node): Box {
  const { flow, lattice, meter } = machine
  const [left, right] = operands
  const mark = lattice.join(lattice.join(left.mark, right.mark), lattice.literals)
  const a = plainOrTimeIn(left, at)
  const b = plainOrTimeIn(right, at)
  if (operator === '+' && (typeof a === 'string' || typeof b === 'string')) {
    return flow.box(meter.text(pieceOfText(a, at) + pieceOfText(b, at), at), mark, joinedPath(operands))
  }
  return flow.box(arithmetic(operator, Number(a), Number(b)), mark, computedPath(WORDS[operator], left, right))
}

const WORDS: Readonly<Record<Computing, PathOperation>> = {
  '+': 'add',
  '-': 'subtract',
  '*': 'multiply',
  '/': 'divide',
  '%': 'remainder',
  '**': 'power',
}

/** An operator with two operands. */
export function applyBinary(machine: Machine, operator: string, given: Operands, at: Node): Box {
  const operands: Operands = isLooking(operator)
    ? [asLookedAt(machine, given[0]), asLookedAt(machine, given[1])]
    : given
  const unknown = operands.find(isAnything)
  if (unknown) return ofUnknown(machine, unknown, operands, at)
  if (isComputing(operator)) return compute(machine, operator, operands, at)
  const [left, right] = operands
  if (operator === 'in') return hasProperty(machine, right, left, at)
  const mark = machine.lattice.join(left.mark, right.mark)
  return machine.flow.box(compare(operator, operands, at), mark, doneWith('compare', left, [right]))
}

/** An operator with one operand. */
export function applyUnary(machine: Machine, operator: UnaryOperator, box: Box, at: Node): Box {
  const { flow, lattice } = machine
  if (isAnything(box)) return box
  switch (operator) {
    case '!':
      return flow.box(!isTruthy(box, at), box.mark, doneToBox(box, 'not'))
    case '-':
      return flow.box(-Number(plainIn(box, at)), lattice.join(box.mark, lattice.literals), doneToBox(box, 'negate'))
    case '+': {
      const seen = asLookedAt(machine, box)
      return flow.box(Number(plainOrTimeIn(seen, at)), seen.mark, doneToBox(seen, 'number'))
    }
    case 'typeof':
      return flow.box(typeName(box, at), box.mark)
    default:
      return fail('syntax', `${operator} isn't in the plan language.`, at)
  }
}

// Which of two Dates it is, and whether there is one, says nothing of when it is.
function isLooking(operator: string): boolean {
  return isComputing(operator) || '<>'.includes(operator[0] ?? '')
}

// Handles are looked at by an operator all the same.
function ofUnknown({ flow, lattice }: Machine, unknown: Box, operands: Operands, at: Node): Box {
  for (const operand of operands) refuseUnseen(operand, at)
  const [left, right] = operands
  return flow.box(unknown.value, lattice.join(lattice.join(left.mark, right.mark), lattice.literals))
}

function arithmetic(operator: Computing, a: number, b: number): number {
  switch (operator) {
    case '+':
      return a + b
    case '-':
      return a - b
    case '*':
      return a * b
    case '/':
      return a / b
    case '%':
      return a % b
    case '**':
      return a ** b
  }
}

function compare(operator: string, [left, right]: Operands, at: Node): boolean {
  if (operator === '===' || operator === '!==') {
    refuseUnseen(left, at)
    refuseUnseen(right, at)
    return (left.value === right.value) === (operator === '===')
  }
  if (operator === '==' || operator === '!=') {
    // One side is the literal null: the parser has seen to it.
    refuseUnseen(left, at)
    refuseUnseen(right, at)
    return ((left.value ?? null) === (right.value ?? null)) === (operator === '==')
  }
  return order(operator, [plainOrTimeIn(left, at), plainOrTimeIn(right, at)], at)
}

function order(operator: string, [a, b]: readonly [Plain, Plain], at: Node): boolean {
  const [x, y] = typeof a === 'string' && typeof b === 'string' ? [a, b] : [Number(a), Number(b)]
  switch (operator) {
    case '<':
      return x < y
    case '>':
      return x > y
    case '<=':
      return x <= y
    case '>=':
      return x >= y
    default:
      return fail('syntax', `${operator} isn't in the plan language.`, at)
  }
}

function typeName(box: Box, at: Node): string {
  refuseUnseen(box, at)
  if (isPlain(box.value)) return typeof box.value
  return isKind(box.value, 'function') ? 'function' : 'object'
}
