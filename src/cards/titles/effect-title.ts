import { declaredMoney } from '#guardrails/policy/money.ts'
import type { Json, JsonObject } from '#core/json.ts'
import { isJsonObject, valueAt } from '#core/json.ts'
import { pointerToken } from '#core/json-pointer.ts'
import type { Speech } from '#turn/speaking.ts'
import { inOneLine } from './in-one-line.ts'
import { speechOf, type ViewedTool } from './viewed-agent.ts'
import { valueText } from './value-text.ts'

/**
 * A step's sentence: the `title` of its tool with the arguments filled in. `{amount|money}` shows money, `{customer.name}`
 * what stands within an argument. It is one line: a value of several would read as steps of their own.
 */
export function effectTitle(declaration: ViewedTool, args: JsonObject): string {
  const title = declaration.title.replaceAll(/\{([^{}|]+)(?:\|([^{}]*))?\}/g, (_whole, name: string, as?: string) => {
    const [first = '', ...path] = Object.hasOwn(args, name) ? [name] : name.split('.')
    if (path.length === 0) return argumentText(declaration, args, first, as === 'money')
    const within = Object.hasOwn(args, first)
      ? valueAt(args, `/${[first, ...path].map(pointerToken).join('/')}`)
      : undefined
    return within === undefined ? '…' : withoutHandles(within, speechOf(declaration))
  })
  return inOneLine(title)
}

/** One argument as text: money with its currency, a handle as the step it waits for. */
export function argumentText(declaration: ViewedTool, args: JsonObject, name: string, asMoney = true): string {
  const value = Object.hasOwn(args, name) ? args[name] : undefined
  if (value === undefined) return '…'
  const declared = declaration.money[name]
  const money = asMoney && declared ? declaredMoney(args, name, declared) : null
  const speech = speechOf(declaration)
  return money ? speech.money(money.minor, money.currency) : withoutHandles(value, speech)
}

/** The number of the effect that a handle stands for, or null for any other value. */
export function handleOf(value: Json): { readonly effect: number; readonly path: readonly string[] } | null {
  if (!isJsonObject(value)) return null
  const reference = value['$ref']
  if (!isJsonObject(reference) || typeof reference['effect'] !== 'number') return null
  const path = Array.isArray(reference['path']) ? reference['path'].map(String) : []
  return { effect: reference['effect'], path }
}

function withoutHandles(value: Json, speech: Speech): string {
  const handle = handleOf(value)
  if (handle) return speech.say('known after step {step}', { step: handle.effect + 1 })
  if (value === null) return speech.say('nothing')
  if (Array.isArray(value)) return value.length === 0 ? speech.say('nothing') : listed(value, speech)
  if (!isJsonObject(value)) return valueText(value)
  const parts = Object.entries(value).map(([key, item]) => `${key}: ${nested(item, speech)}`)
  return parts.join(', ')
}

// One item that looks like two would be read as two.
function listed(items: readonly Json[], speech: Speech): string {
  return items
    .map((item) => (typeof item === 'string' && /[,“”]|^$/u.test(item) ? speech.quote(item) : nested(item, speech)))
    .join(', ')
}

function nested(value: Json, speech: Speech): string {
  const text = withoutHandles(value, speech)
  const isGroup =
    typeof value === 'object' && value !== null && handleOf(value) === null && Object.keys(value).length > 0
  return isGroup ? `(${text})` : text
}
