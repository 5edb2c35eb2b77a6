import { declaredMoney } from '#guardrails/money.ts'
import type { Json, JsonObject } from '#json.ts'
import { isJsonObject } from '#json.ts'
import { moneyText } from '#minor-units.ts'
import type { ViewedTool } from './viewed-agent.ts'
import { valueText } from './words.ts'

/** A step's sentence: the `title` of its tool with the arguments filled in. `{amount|money}` shows money. */
export function effectTitle(declaration: ViewedTool, args: JsonObject): string {
  return declaration.title.replaceAll(/\{(?<name>\w+)(?:\|(?<as>\w+))?\}/g, (_whole, name: string, as?: string) =>
    argumentText(declaration, args, name, as === 'money'),
  )
}

/** One argument as text: money with its currency, a handle as the step it waits for. */
export function argumentText(declaration: ViewedTool, args: JsonObject, name: string, asMoney = true): string {
  const value = args[name]
  if (value === undefined) return '…'
  const declared = declaration.money[name]
  const money = asMoney && declared ? declaredMoney(args, name, declared) : null
  return money ? moneyText(money.minor, money.currency) : withoutHandles(value)
}

/** The number of the effect that a handle stands for, or null for any other value. */
export function handleOf(value: Json): { readonly effect: number; readonly path: readonly string[] } | null {
  if (!isJsonObject(value)) return null
  const reference = value['$ref']
  if (!isJsonObject(reference) || typeof reference['effect'] !== 'number') return null
  const path = Array.isArray(reference['path']) ? reference['path'].map(String) : []
  return { effect: reference['effect'], path }
}

function withoutHandles(value: Json): string {
  const handle = handleOf(value)
  if (handle) return knownAfter(handle.effect)
  if (!isJsonObject(value)) return valueText(value)
  const parts = Object.entries(value).map(([key, item]) => `${key}: ${withoutHandles(item)}`)
  return parts.join(', ')
}

function knownAfter(effect: number): string {
  return `known after step ${effect + 1}`
}
