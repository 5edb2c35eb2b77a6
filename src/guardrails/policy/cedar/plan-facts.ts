import type { JudgedCall } from '#guardrails/contract.ts'
import { handlesIn } from './origin.ts'
import type { PolicyAction } from './policy-action.ts'

/** What a plan's calls of one tool are together, beside how many they are and their money. */
export interface PlanFactsOfTool {
  /** How many different values each argument has that is a single value. */
  readonly distinct: Readonly<Record<string, number>>
  /** The sum of each argument that is a whole number and no money. */
  readonly sum: Readonly<Record<string, number>>
  /**
   * The places of its first and its last call among the plan's effects, from 1 on. Where it isn't called, `first` is
   * after every place and `last` before: so `a.order.first < b.order.last` says that some a comes before some b, and
   * `a.order.last < b.order.first` that all do.
   */
  readonly order: { readonly first: number; readonly last: number }
}

export function planFactsOfTool(action: PolicyAction, effects: readonly JudgedCall[]): PlanFactsOfTool {
  const { tool } = action.tool
  const calls = effects.filter((effect) => effect.tool === tool)
  const first = effects.findIndex((effect) => effect.tool === tool)
  const last = effects.findLastIndex((effect) => effect.tool === tool)
  return {
    distinct: eachOf(countedArguments(action), (name) => differentValues(calls, name)),
    sum: eachOf(summedArguments(action), (name) => sumOf(calls, name)),
    order: { first: first === -1 ? effects.length + 1 : first + 1, last: last + 1 },
  }
}

/** The arguments whose different values are counted over a plan: single values, not lists and records. */
export function countedArguments({ arguments: all }: PolicyAction): readonly string[] {
  return all.filter(({ type }) => type && SINGLE.has(type.kind)).map(({ name }) => name)
}

const SINGLE: ReadonlySet<string> = new Set(['bool', 'string', 'long'])

/** The arguments that are added up over a plan: whole numbers, and not money, which has a sum for each currency. */
export function summedArguments({ arguments: all, tool }: PolicyAction): readonly string[] {
  return all.filter(({ name, type }) => type?.kind === 'long' && !(name in tool.money)).map(({ name }) => name)
}

function differentValues(calls: readonly JudgedCall[], name: string): number {
  const values = calls.flatMap(({ args }) => (Object.hasOwn(args, name) ? [JSON.stringify(args[name])] : []))
  return new Set(values).size
}

// What isn't known yet isn't in it, and what isn't a whole number is refused by itself.
function sumOf(calls: readonly JudgedCall[], name: string): number {
  const numbers = calls.map(({ args }) => {
    const value = args[name] ?? null
    return typeof value === 'number' && handlesIn(value).length === 0 ? value : 0
  })
  return atMostExact(numbers.reduce((sum, number) => sum + number, 0))
}

/** A sum no larger than numbers are exact: beyond that it would round, and every limit is passed long before. */
export function atMostExact(sum: number): number {
  return Math.max(-Number.MAX_SAFE_INTEGER, Math.min(sum, Number.MAX_SAFE_INTEGER))
}

function eachOf(names: readonly string[], value: (name: string) => number): Readonly<Record<string, number>> {
  return Object.fromEntries(names.map((name) => [name, value(name)]))
}
