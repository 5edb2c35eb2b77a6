import { declaredMoney } from '#guardrails/money.ts'
import type { JsonObject } from '#json.ts'
import { moneyText } from '#minor-units.ts'
import { effectTitle } from './effect-title.ts'
import type { ViewedTool } from './viewed-agent.ts'
import { listText } from './words.ts'

export interface TitledEffect {
  readonly declaration: ViewedTool
  readonly args: JsonObject
}

/** One sentence that names every kind of step: "Refund 129.00 EUR for order A17, then mail Maya Lindqvist". */
export function planTitle(effects: readonly TitledEffect[]): string {
  const titles = groupByTool(effects).map((group) => groupTitle(group))
  return titles.map((title, index) => (index === 0 ? title : lowerFirst(title))).join(', then ')
}

/** What saying yes does, for a button: "Refund 129.00 EUR and mail". Money is named; from three of a kind on, how many. */
export function planDeed(effects: readonly TitledEffect[]): string {
  const deeds = groupByTool(effects).map((group) => groupDeed(group))
  return listText(deeds.map((deed, index) => (index === 0 ? upperFirst(deed) : lowerFirst(deed))))
}

function groupDeed(group: readonly TitledEffect[]): string {
  const verb = (group[0]?.declaration.title ?? '').trim().split(/[\s:]/)[0] ?? ''
  const money = [...moneyByCurrency(group)].map(([currency, minor]) => moneyText(minor, currency))
  const times = group.length < 3 ? [] : [`${group.length} times`]
  return [verb, ...(money.length === 0 ? times : [listText(money)])].join(' ')
}

/** What a plan adds up to: money by currency, how many steps, whether it can be taken back. */
export function planTotals(effects: readonly TitledEffect[]): readonly string[] {
  if (effects.length === 0) return []
  const money = [...moneyByCurrency(effects)].map(([currency, minor]) => `${moneyText(minor, currency)} goes out`)
  const others = groupByTool(effects.filter((effect) => Object.keys(effect.declaration.money).length === 0))
  const counts = others.map((group) => countText(group))
  const undoable = effects.every((effect) => effect.declaration.reversible)
  return [...money, ...counts, ...(undoable ? [] : ["can't be undone"])]
}

/** Money that the effects move, minor units by currency. */
export function moneyByCurrency(effects: readonly TitledEffect[]): ReadonlyMap<string, number> {
  const totals = new Map<string, number>()
  for (const { declaration, args } of effects) {
    for (const [name, declared] of Object.entries(declaration.money)) {
      const money = declaredMoney(args, name, declared)
      if (money) totals.set(money.currency, (totals.get(money.currency) ?? 0) + money.minor)
    }
  }
  return totals
}

function groupByTool(effects: readonly TitledEffect[]): readonly (readonly TitledEffect[])[] {
  return [...Map.groupBy(effects, (effect) => effect.declaration.tool).values()]
}

// From four of a kind on, a sentence of sentences is no longer read: how often and how much says more.
function groupTitle(group: readonly TitledEffect[]): string {
  const titles = group.map(({ declaration, args }) => effectTitle(declaration, args))
  if (titles.length <= 3) return titles.map((title, index) => (index === 0 ? title : lowerFirst(title))).join(' and ')
  const verb = (titles[0] ?? '').trim().split(/[\s:]/)[0] ?? ''
  const money = [...moneyByCurrency(group)].map(([currency, minor]) => moneyText(minor, currency))
  return `${verb} ${titles.length} times${money.length === 0 ? '' : ` (${listText(money)} in all)`}`
}

function countText(group: readonly TitledEffect[]): string {
  const noun = group[0]?.declaration.noun ?? 'step'
  return `${group.length} ${group.length === 1 ? noun : `${noun}s`}`
}

function lowerFirst(text: string): string {
  return text.charAt(0).toLowerCase() + text.slice(1)
}

function upperFirst(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1)
}
