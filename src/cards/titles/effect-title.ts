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
    if (path.length === 0)
      return named(declaration, args, first) ?? argumentText(declaration, args, first, as === 'money')
    const within = Object.hasOwn(args, first)
      ? valueAt(args, `/${[first, ...path].map(pointerToken).join('/')}`)
      : undefined
    return within === undefined ? '…' : toldText(declaration, within, [first, ...path].join('.'))
  })
  return inOneLine(title)
}

/** One argument as text: money with its currency, a handle as the step it waits for. */
export function argumentText(declaration: ViewedTool, args: JsonObject, name: string, asMoney = true): string {
  const value = Object.hasOwn(args, name) ? args[name] : undefined
  if (value === undefined) return '…'
  const declared = declaration.money[name]
  const money = asMoney && declared ? declaredMoney(args, name, declared) : null
  return money ? speechOf(declaration).money(money.minor, money.currency) : toldText(declaration, value, name)
}

// Their own address, to whom it is sent, is "you" to them. Beside it a card has it in full.
function named({ words, requester }: ViewedTool, args: JsonObject, name: string): string | null {
  const value = Object.hasOwn(args, name) ? args[name] : undefined
  return typeof value === 'string' && value === requester?.email ? (words?.[name]?.requester ?? null) : null
}

/** What an argument is called, where its tool's files say so. */
export function wordsOf({ words }: ViewedTool, name: string): { readonly words?: string } {
  const own = words?.[name]?.name
  return own === undefined ? {} : { words: own }
}

/** The number of the effect that a handle stands for, or null for any other value. */
export function handleOf(value: Json): { readonly effect: number; readonly path: readonly string[] } | null {
  if (!isJsonObject(value)) return null
  const reference = value['$ref']
  if (!isJsonObject(reference) || typeof reference['effect'] !== 'number') return null
  const path = Array.isArray(reference['path']) ? reference['path'].map(String) : []
  return { effect: reference['effect'], path }
}

// A value in the words of its tool; `path` is where it stands in the arguments, positions in lists left out.
function toldText(declaration: ViewedTool, value: Json, path: string): string {
  const speech = speechOf(declaration)
  const handle = handleOf(value)
  if (handle) return speech.say('known once step {step} is done', { step: handle.effect + 1 })
  if (value === null) return speech.say('nothing')
  if (Array.isArray(value))
    return value.length === 0 ? speech.say('nothing') : listed(value, (item) => nested(declaration, item, path), speech)
  if (!isJsonObject(value)) return choiceText(declaration, value, path)
  const parts = Object.entries(value).map(([key, item]) => {
    const within = `${path}.${key}`
    return `${declaration.words?.[within]?.name ?? key}: ${nested(declaration, item, within)}`
  })
  return parts.join(', ')
}

function choiceText({ words }: ViewedTool, value: Json, path: string): string {
  const text = valueText(value)
  const choices = words?.[path]?.choices ?? {}
  return (Object.hasOwn(choices, text) && choices[text]) || text
}

// One item that looks like two would be read as two.
function listed(items: readonly Json[], textOf: (item: Json) => string, speech: Speech): string {
  return items
    .map((item) => (typeof item === 'string' && /[,“”]|^$/u.test(item) ? speech.quote(item) : textOf(item)))
    .join(', ')
}

function nested(declaration: ViewedTool, value: Json, path: string): string {
  const text = toldText(declaration, value, path)
  const isGroup =
    typeof value === 'object' && value !== null && handleOf(value) === null && Object.keys(value).length > 0
  return isGroup ? `(${text})` : text
}
