import type { AnyNode, Pattern, Statement } from 'acorn'
import type { ProgramPlace } from '../contract.ts'
import type { Machine } from './machine.ts'
import type { Box, Scope } from './values.ts'

/**
 * A program is compiled once to closures, then run. Each kind of node has its function in `expressions.ts`,
 * `statements.ts` and their like; `compile.ts` puts them together, so that they can need each other without a cycle.
 */
export interface Compiler {
  readonly machine: Machine
  expression(node: AnyNode, within: Within): Evaluate
  statement(node: Statement, within: Within): Execute
  block(statements: readonly AnyNode[], within: Within): Execute
  target(pattern: Pattern, within: Within): Bind
  reference(target: AnyNode, within: Within): Refer
  func(node: Extract<AnyNode, { params: Pattern[] }>, within: Within): Evaluate
  args(nodes: readonly AnyNode[], within: Within): Collect
}

/** The nodes around a node that leaving early, or a chain that ends, would skip. */
export interface Within {
  readonly func: AnyNode
  readonly loop: AnyNode | null
  readonly chain: AnyNode | null
}

/** Evaluates an expression. */
export type Evaluate = (scope: Scope) => Box

/** Runs a statement; null when the next one follows. */
export type Execute = (scope: Scope) => Jump | null

/** What ends a block early. */
export type Jump =
  | { readonly kind: 'return'; readonly box: Box; readonly at: ProgramPlace }
  | { readonly kind: 'break' }
  | { readonly kind: 'continue' }

/** Binds a value to a pattern: declares its names, or assigns where `declare` is null. */
export type Bind = (scope: Scope, box: Box, declare: 'const' | 'let' | null) => void

/** A place that is read and written, with its object and key evaluated once. */
export type Refer = (scope: Scope) => { read(): Box; write(box: Box): void }

/** Evaluates arguments or list items. `spread` is the label of how many there are. */
export type Collect = (scope: Scope) => { readonly boxes: Box[]; readonly spread: Box['mark'] }
