import type { ContextRead } from '#agents/contract.ts'
import type { ContextField, LookedUp } from '#contract/plan-context.ts'
import { isJsonObject, type Json, type JsonPointer } from '#core/json.ts'
import { pointerToken } from '#core/json-pointer.ts'
import { argumentWords } from '#plan-language/values/argument-words.ts'
import { fieldParts, type FieldPart } from '#plan-language/values/field-path.ts'
import { joinLabels, NO_SOURCES, type Labels } from '#plan-language/values/label.ts'
import type { ReadAnswer } from '#plan-language/contract.ts'
import type { Speech } from '#turn/speaking.ts'
import { originOf, type OriginReader } from '../origins/origin.ts'
import { serverTitle, speechOf } from '../titles/viewed-agent.ts'
import { valueText } from '../titles/value-text.ts'

/** Of a list, as many as are told one by one. */
const MOST_THINGS = 8

/** One look-up beside a plan, for whoever it was made: a failure is a line of its own and hides nothing else. */
export function lookedUpView({ title, read, show }: ContextRead, answer: ReadAnswer, reader: OriginReader): LookedUp {
  const { say } = speechOf(reader)
  const from = serverTitle({ agent: reader.agent }, read) ?? say('a tool')
  const about = { title, from, tool: read }
  if (!answer.ok) return { ...about, things: [], more: 0, problem: problemText(answer.code, reader) }
  const { value, labels } = answer
  const places = Array.isArray(value) ? value.map((_, index) => `/${index}`) : value === null ? [] : ['']
  const things = places
    .slice(0, MOST_THINGS)
    .map((at) => show.flatMap((shown) => fieldView(shown, { whole: value, labels, at }, reader)))
  return { ...about, things, more: Math.max(0, places.length - MOST_THINGS), problem: null }
}

function problemText(code: string, reader: OriginReader): string {
  const { say } = speechOf(reader)
  switch (code) {
    case 'denied':
      return say('You may not look this up.')
    case 'asked':
      return say('Looking this up needs somebody’s yes, so it wasn’t done.')
    case 'tool-stopped':
      return say('An operator has stopped this tool.')
    case 'requester-signed-out':
      return say('This needs your own sign-in there, which has ended.')
    case 'not-known-yet':
      return say('This is only known once an earlier step is done.')
    default:
      return say('This can’t be looked up just now.')
  }
}

interface Place {
  readonly whole: Json
  readonly labels: Labels
  readonly at: JsonPointer
}

function fieldView(shown: string, { whole, labels, at }: Place, reader: OriginReader): readonly ContextField[] {
  const path = shown.replace(/\|money$/u, '')
  const parts = (fieldParts(path) ?? []).filter((part, index) => index > 0 || part !== 'elements')
  const leaves = leavesAt(valueAtPointer(whole, at), parts, at)
  const texts = leaves.flatMap(({ value, beside }) =>
    value === null || value === '' ? [] : [textOf(value, path === shown ? null : beside, speechOf(reader))],
  )
  if (texts.length === 0) return []
  const label = joinLabels(leaves.map(({ pointer }) => labels[pointer] ?? NO_SOURCES))
  const { text: origin, unchecked } = originOf(leaves[0]?.value ?? null, label, reader)
  const name = parts.findLast((part) => typeof part === 'object')
  return [{ name: argumentWords(name?.key ?? path), text: texts.join(', '), origin, unchecked }]
}

interface Leaf {
  readonly value: Json
  readonly pointer: JsonPointer
  /** What it is a field of. */
  readonly beside: Json
}

function leavesAt(value: Json | undefined, [part, ...rest]: readonly FieldPart[], at: JsonPointer): readonly Leaf[] {
  if (value === undefined || part === undefined) return []
  if (part === 'elements')
    return Array.isArray(value) ? value.flatMap((item: Json, index) => leavesAt(item, rest, `${at}/${index}`)) : []
  if (part === 'any' || !isJsonObject(value) || !Object.hasOwn(value, part.key)) return []
  const inner = value[part.key] ?? null
  const pointer = `${at}/${pointerToken(part.key)}`
  return rest.length === 0 ? [{ value: inner, pointer, beside: value }] : leavesAt(inner, rest, pointer)
}

function valueAtPointer(whole: Json, at: JsonPointer): Json | undefined {
  return at === '' ? whole : Array.isArray(whole) ? whole[Number(at.slice(1))] : undefined
}

// Minor units are read with the currency beside them; days as people write them.
function textOf(value: Json, beside: Json, speech: Speech): string {
  const currency = isJsonObject(beside) ? beside['currency'] : undefined
  if (typeof value === 'number' && Number.isSafeInteger(value) && typeof currency === 'string')
    return speech.money(value, currency)
  if (typeof value === 'string' && DAY.test(value)) return speech.day(new Date(value))
  return valueText(value)
}

const DAY = /^\d{4}-\d\d-\d\d(?:T\d\d:\d\d[\d:.]*Z)?$/u
