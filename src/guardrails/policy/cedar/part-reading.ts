import { isJsonObject, type Json, type JsonObject } from '#core/json.ts'
import type { PartOperand, PartReading } from '../explanation.ts'
import { pathOf, type Expression } from './condition-parts.ts'

/** What a part of a condition asks, where it is one of the few kinds that have words; null for all else. */
export function readingOf(expression: Expression): PartReading | null {
  return comparison(expression) ?? decimals(expression) ?? oneOfThese(expression) ?? ofOnePath(expression)
}

const COMPARISONS = ['<', '<=', '>', '>=', '==', '!='] as const

/** The same seen from the other side: a value is compared with a limit, wherever each was written. */
const TURNED = { '<': '>', '<=': '>=', '>': '<', '>=': '<=', '==': '==', '!=': '!=' } as const

function comparison(expression: Expression): PartReading | null {
  for (const by of COMPARISONS) {
    const sides = expression[by]
    if (!isJsonObject(sides)) continue
    const [left, right] = [operandOf(sides['left']), operandOf(sides['right'])]
    if (left === null || right === null) return null
    if ('path' in left) return { kind: 'compared', path: left.path, by, with: right }
    return 'path' in right ? { kind: 'compared', path: right.path, by: TURNED[by], with: left } : null
  }
  return null
}

/** Decimals are compared by methods: `context.args.confidence.lessThan(decimal("0.7"))`. */
const METHODS = { lessThan: '<', lessThanOrEqual: '<=', greaterThan: '>', greaterThanOrEqual: '>=' } as const

function decimals(expression: Expression): PartReading | null {
  for (const [method, by] of Object.entries(METHODS)) {
    const sides = expression[method]
    if (!Array.isArray(sides)) continue
    const [left, right] = sides.map((side: Json) => operandOf(side))
    if (!left || !right) return null
    if ('path' in left) return { kind: 'compared', path: left.path, by, with: right }
    return 'path' in right ? { kind: 'compared', path: right.path, by: TURNED[by], with: left } : null
  }
  return null
}

function decimalIn({ decimal }: JsonObject): Json | undefined {
  const [text] = Array.isArray(decimal) ? decimal : []
  return isJsonObject(text) && typeof text['Value'] === 'string' ? Number(text['Value']) : undefined
}

function operandOf(node: Json | undefined): PartOperand | null {
  if (!isJsonObject(node)) return null
  const value = decimalIn(node) ?? node['Value']
  if (value !== undefined) return isJsonObject(value) ? null : { value }
  const path = attributeOf(node)
  return path && { path }
}

// Only a list that is written out: `["record", "approver"].containsAll(context.origin.amount)`.
function oneOfThese({ containsAll: sides }: Expression): PartReading | null {
  if (!isJsonObject(sides) || !isJsonObject(sides['left']) || !isJsonObject(sides['right'])) return null
  const { Set: items } = sides['left']
  const path = attributeOf(sides['right'])
  if (!Array.isArray(items) || path === null) return null
  const words = items.map((item) => (isJsonObject(item) ? item['Value'] : undefined))
  return words.every((word) => typeof word === 'string') ? { kind: 'only', path, of: words } : null
}

function ofOnePath(expression: Expression): PartReading | null {
  const { isEmpty, has } = expression
  if (isJsonObject(isEmpty) && isJsonObject(isEmpty['arg'])) {
    const path = attributeOf(isEmpty['arg'])
    return path && { kind: 'empty', path }
  }
  const path = attributeOf(expression)
  return path && { kind: has === undefined ? 'itself' : 'given', path }
}

function attributeOf(node: JsonObject): readonly string[] | null {
  const path = pathOf(node)
  return path !== null && path.length > 1 ? path : null
}
