import { parseSync, Visitor, type Argument, type CallExpression, type Expression, type Statement } from 'oxc-parser'

export type MutationKind =
  | 'condition-negated'
  | 'comparison-swapped'
  | 'and-or-swapped'
  | 'not-dropped'
  | 'exit-dropped'
  | 'call-dropped'
  | 'await-dropped'
  | 'element-dropped'
  | 'arguments-swapped'
  | 'off-by-one'
  | 'truth-swapped'
  | 'null-returned'

/** A stretch of a file, in UTF-16 units, and what takes its place in a mutation. */
export interface MutationPlace {
  readonly kind: MutationKind
  readonly start: number
  readonly end: number
  readonly replacement: string
}

interface Span {
  readonly start: number
  readonly end: number
}

const SWAPPED: Readonly<Record<string, string>> = {
  '<': '<=',
  '<=': '<',
  '>': '>=',
  '>=': '>',
  '===': '!==',
  '!==': '===',
  '==': '!=',
  '!=': '==',
  '&&': '||',
  '||': '&&',
}

/** Whether a limit is 5,000 or 5,001 is nobody's mistake to notice. */
const LARGEST_COUNT = 100
/** A longer list is data: a word of it that is missing is no mistake in a program. */
const LONGEST_LIST = 8

/** Every place of a source file where a mutation can be made, in the order in which they stand there. */
export function mutationPlaces(path: string, text: string): readonly MutationPlace[] {
  const { program } = parseSync(path, text)
  const places: MutationPlace[] = []
  const types: Span[] = []
  const of = ({ start, end }: Span) => text.slice(start, end)
  const add = (kind: MutationKind, { start, end }: Span, replacement: string) =>
    places.push({ kind, start, end, replacement })
  const negate = (test: Expression) => {
    if (test.type !== 'BinaryExpression' && test.type !== 'UnaryExpression')
      add('condition-negated', test, `!(${of(test)})`)
  }
  const swapOperator = (kind: MutationKind, node: { left: Span; right: Span; operator: string }) => {
    const between = { start: node.left.end, end: node.right.start }
    const swapped = SWAPPED[node.operator]
    // Beside a comment the operator could be the comment's.
    if (swapped !== undefined && of(between).trim() === node.operator)
      add(kind, between, of(between).replace(node.operator, swapped))
  }
  new Visitor({
    IfStatement: (node) => {
      negate(node.test)
      if (node.alternate === null && isExit(node.consequent)) add('exit-dropped', node, ';')
    },
    ConditionalExpression: ({ test }) => negate(test),
    BinaryExpression: (node) => swapOperator('comparison-swapped', node),
    LogicalExpression: (node) => swapOperator('and-or-swapped', node),
    UnaryExpression: (node) => {
      if (node.operator === '!') add('not-dropped', node, of(node.argument))
    },
    ExpressionStatement: (node) => {
      const call = node.expression.type === 'AwaitExpression' ? node.expression.argument : node.expression
      // Nobody relies on a log line.
      const isCall = call.type === 'CallExpression' && call.callee.type !== 'Super'
      if (isCall && !/(?:^|\.)log\./u.test(of(call.callee))) add('call-dropped', node, ';')
    },
    AwaitExpression: (node) => {
      // At the beginning of a line these would go on with the line before.
      if (!/^[[(`]/u.test(of(node.argument))) add('await-dropped', node, of(node.argument))
    },
    ArrayExpression: ({ elements }) => {
      const spans = elements.filter((element) => element !== null)
      if (spans.length === elements.length && spans.length <= LONGEST_LIST)
        for (const span of withoutOne(spans)) add('element-dropped', span, '')
    },
    CallExpression: (node) => {
      const last = withoutOne(node.arguments).at(-1)
      if (last) add('element-dropped', last, '')
      for (const [one, other] of plainPairs(node))
        if (of(one) !== of(other))
          add(
            'arguments-swapped',
            { start: one.start, end: other.end },
            `${of(other)}${text.slice(one.end, other.start)}${of(one)}`,
          )
    },
    Literal: (node) => {
      if (typeof node.value === 'boolean') add('truth-swapped', node, String(!node.value))
      if (typeof node.value === 'number' && Number.isInteger(node.value) && node.value <= LARGEST_COUNT)
        add('off-by-one', node, String(node.value + 1))
    },
    ReturnStatement: ({ argument }) => {
      if (argument !== null && !['null', 'undefined'].includes(of(argument))) add('null-returned', argument, 'null')
    },
    TSLiteralType: (node) => types.push(node),
  }).visit(program)
  return places
    .filter((place) => !types.some(({ start, end }) => start <= place.start && place.end <= end))
    .toSorted((one, other) => one.start - other.start || one.end - other.end)
}

/** Whether nothing behind a statement is reached by way of it. */
function isExit(statement: Statement): boolean {
  if (statement.type === 'BlockStatement') {
    const last = statement.body.at(-1)
    return last !== undefined && isExit(last)
  }
  return ['ReturnStatement', 'ThrowStatement', 'ContinueStatement', 'BreakStatement'].includes(statement.type)
}

/** For each of several in a row what to take out so that it is missing, with the comma beside it. */
function withoutOne(spans: readonly Span[]): readonly Span[] {
  return spans.flatMap((span, index) => {
    const [before, after] = [spans[index - 1], spans[index + 1]]
    if (before) return [{ start: before.end, end: span.end }]
    return after ? [{ start: span.start, end: after.start }] : []
  })
}

/** Neighbours among a call's arguments that may as well stand the other way round: names and fields. */
function plainPairs({ arguments: all }: CallExpression): readonly (readonly [Argument, Argument])[] {
  const isPlain = ({ type }: Argument) => type === 'Identifier' || type === 'MemberExpression'
  return all.flatMap((one, index) => {
    const other = all[index + 1]
    return other && isPlain(one) && isPlain(other) ? [[one, other] as const] : []
  })
}
