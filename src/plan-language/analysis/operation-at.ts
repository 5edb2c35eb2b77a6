import type { AnyNode, CallExpression } from 'acorn'
import type { ProgramPlace } from '../contract.ts'
import { callsOf, findNode, partsAt, toolCalled, treeOf } from '../language/program-tree.ts'

/** What a program does at a place, in its own words: `shop/orders.get` of a tool, `find` of a method, `subject` of a part. */
export function operationAt(source: string, at: ProgramPlace | null): string | null {
  const tree = at && treeOf(source)
  if (!tree) return null
  const call = findNode(tree, at, isToolCall)
  if (call) return toolCalled(call)
  const [part] = partsAt(tree, at)
  if (part) return part.name
  const other = findNode(tree, at, isCall)
  return other ? calledName(other) : null
}

/** Where a program calls a tool; null where it does so nowhere, or in several places. */
export function onlyCallOf(source: string, tool: string): ProgramPlace | null {
  const tree = treeOf(source)
  const [only = null, ...others] = tree ? callsOf(tree, tool) : []
  return others.length === 0 ? only : null
}

/** The text of what a program takes a part of at a place, or calls there; empty where it does neither. */
export function subjectAt(source: string, at: ProgramPlace | null): string {
  const tree = at && treeOf(source)
  const [part] = tree ? partsAt(tree, at) : []
  return part ? source.slice(part.member.object.start, part.member.object.end) : ''
}

function isCall(node: AnyNode): node is CallExpression {
  return node.type === 'CallExpression'
}

function isToolCall(node: AnyNode): node is CallExpression {
  return isCall(node) && toolCalled(node) !== null
}

function calledName({ callee }: CallExpression): string | null {
  if (callee.type === 'Identifier') return callee.name
  return callee.type === 'MemberExpression' && callee.property.type === 'Identifier' ? callee.property.name : null
}
