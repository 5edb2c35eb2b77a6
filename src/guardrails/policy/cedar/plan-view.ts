import type { Json } from '#core/json.ts'
import { LEDGER_WINDOWS } from '#memory/ledger/ledger-window.ts'
import type { JudgedCall, PlanFacts, WindowTotals } from '#guardrails/contract.ts'
import { declaredMoney, type Money } from '../money.ts'
import { handlesIn } from './origin.ts'
import { atMostExact, planFactsOfTool } from './plan-facts.ts'
import { PLAN_ACTION, type PolicyAction } from './policy-action.ts'

/** A plan as rules see it from each of its effects: counts and sums over all of it. */
export interface PlanView {
  readonly effects: readonly JudgedCall[]
  /** The currencies to look at it in: the plan's own or, where it moves no money, the ledger's. Never empty. */
  readonly currencies: readonly string[]
  /** `context.plan` and `context.ledger`, with every sum in one currency. */
  plan(currency: string): Json
  ledger(currency: string, own: string | null): Json
}

/** The money in a call's arguments, by argument. An amount that isn't known yet isn't in it; null where one makes no sense. */
export function callMoney(call: JudgedCall, action: PolicyAction): ReadonlyMap<string, Money> | null {
  const found = new Map<string, Money>()
  for (const [name, declared] of Object.entries(action.tool.money)) {
    const amount = call.args[name] ?? null
    if (amount === null || handlesIn(amount).length > 0) continue
    const money = declaredMoney(call.args, name, declared)
    if (!money) return null
    found.set(name, money)
  }
  return found
}

export function planView(
  effects: readonly JudgedCall[],
  facts: PlanFacts,
  actions: ReadonlyMap<string, PolicyAction>,
): PlanView {
  const writes = [...actions.values()].filter(({ tool }) => tool.effect === 'write')
  const own = ownTotals(effects, actions)
  const seen = own.currencies.size > 0 ? own.currencies : ledgerCurrencies(facts)
  const made = new Map<string, Json>()

  // The same for every effect of a tool, so it is added up once.
  function once(key: string, make: () => Json): Json {
    const value = made.get(key) ?? make()
    made.set(key, value)
    return value
  }

  function wholePlan(currency: string): Json {
    const tools = writes.map((write) => [
      write.tool.tool,
      { ...own.of(write, currency), ...planFactsOfTool(write, effects) },
    ])
    return {
      effects: effects.length,
      reads: facts.reads.length,
      order: effects.map((effect) => effect.tool).join(' > '),
      tools: Object.fromEntries(tools),
    }
  }

  return {
    effects,
    currencies: seen.size > 0 ? [...seen].sort() : [''],
    plan: (currency) => once(`plan ${currency}`, () => wholePlan(currency)),
    ledger: (currency, tool) =>
      once(`ledger ${currency} ${tool ?? PLAN_ACTION}`, () =>
        Object.fromEntries(
          LEDGER_WINDOWS.map(({ name }) => {
            const { count, tools } = windowTotals(facts.ledger[name] ?? NOTHING, writes, own, currency)
            return [name, { ...(tool === null ? { count } : tools[tool]), tools }]
          }),
        ),
      ),
  }
}

/** What a plan itself comes to. */
interface OwnTotals {
  readonly currencies: ReadonlySet<string>
  /** How often it does this, and the sum of each money argument. */
  of(write: PolicyAction, currency: string): Record<string, number>
}

function ownTotals(effects: readonly JudgedCall[], actions: ReadonlyMap<string, PolicyAction>): OwnTotals {
  const counts = new Map<string, number>()
  const sums = new Map<string, number>()
  const currencies = new Set<string>()
  for (const effect of effects) {
    const action = actions.get(effect.tool)
    if (!action) continue
    counts.set(effect.tool, (counts.get(effect.tool) ?? 0) + 1)
    for (const [name, { minor, currency }] of callMoney(effect, action) ?? []) {
      const key = sumKey(effect.tool, name, currency)
      sums.set(key, atMostExact((sums.get(key) ?? 0) + minor))
      currencies.add(currency)
    }
  }
  return {
    currencies,
    of({ tool }, currency) {
      const amounts = Object.keys(tool.money).map((name) => [name, sums.get(sumKey(tool.tool, name, currency)) ?? 0])
      return { count: counts.get(tool.tool) ?? 0, ...Object.fromEntries(amounts) }
    },
  }
}

// What others hold or did in the window, and all of this plan.
function windowTotals(others: WindowTotals, writes: readonly PolicyAction[], own: OwnTotals, currency: string) {
  const tools: Record<string, Record<string, number>> = {}
  let all = 0
  for (const write of writes) {
    const name = write.tool.tool
    const { count, ...amounts } = own.of(write, currency)
    // The ledger adds up a tool's money as one sum, so each of several money arguments counts in full.
    const held = others.amounts[name]?.[currency] ?? 0
    const total = (count ?? 0) + (others.counts[name] ?? 0)
    all += total
    tools[name] = { count: total, ...mapNumbers(amounts, (amount) => atMostExact(amount + held)) }
  }
  return { count: all, tools }
}

const NOTHING: WindowTotals = { counts: {}, amounts: {} }

function mapNumbers(
  numbers: Readonly<Record<string, number>>,
  change: (number: number) => number,
): Record<string, number> {
  return Object.fromEntries(Object.entries(numbers).map(([name, number]) => [name, change(number)]))
}

function ledgerCurrencies(facts: PlanFacts): ReadonlySet<string> {
  const windows = Object.values(facts.ledger)
  return new Set(windows.flatMap(({ amounts }) => Object.values(amounts).flatMap((sums) => Object.keys(sums))))
}

function sumKey(tool: string, argument: string, currency: string): string {
  return `${tool} ${argument} ${currency}`
}
