import { isJsonObject, leaves, type Json, type JsonPointer } from '#core/json.ts'
import type { FoundThing } from '#core/intent.ts'
import { nearestLabel, type Label, type Source } from '#plan-language/values/label.ts'
import { minorDigits } from '#plan-language/values/minor-units.ts'
import { pointerTokens } from '#core/json-pointer.ts'
import type { Principal } from '#core/principal.ts'
import type { WitnessedDeed } from '#models/prompts.ts'
import type { JournalEntry } from '#plan-language/contract.ts'
import { handleOf } from '#cards/titles/effect-title.ts'
import { isUntrusted } from '#cards/origins/origin.ts'
import { declarationOf, type AgentRuntime } from '#turn/agent-runtime.ts'
import { isWithheldFromModels } from '#turn/withheld-from-models.ts'
import { leavesBehind } from './read-word-for-word.ts'
import { isMentionedIn } from './mentioned-values.ts'
import { declaredMoney } from '#guardrails/policy/money.ts'
import { shownLabel } from '../planner/shown-refs.ts'
import type { DoneStep } from '../planner/wish-messages.ts'

export interface DeedsAround {
  readonly live: Pick<AgentRuntime, 'agent' | 'declarations' | 'definitions'>
  readonly principal: Pick<Principal, 'id'>
  /** All that the requester typed for this wish, which the witness is shown. */
  readonly typed: string
  readonly reads: readonly JournalEntry[]
  /** The names in it are its author's; empty where that had been shown what others wrote. */
  readonly program: string
  /** What was looked up, with why it can be no other. */
  readonly found?: readonly FoundThing[]
}

/**
 * Deeds as a witness is shown them, with all their arguments: what the requester typed and what is vouched for as it is, with
 * where it comes from; of anything else its kind and where it comes from, and a number, which the same value has everywhere.
 */
export function witnessedDeeds(around: DeedsAround): (steps: readonly DoneStep[]) => readonly WitnessedDeed[] {
  const hidden = new Map<string, string[]>()
  const numbered = (kind: string, value: Json) => {
    const known = hidden.get(kind) ?? []
    const text = JSON.stringify(value)
    if (!known.includes(text)) known.push(text)
    hidden.set(kind, known)
    return `${kind} ${known.indexOf(text) + 1}`
  }
  return (steps) =>
    steps.map((step) => ({
      does: `${step.tool}: ${declarationOf(around.live, step.tool).title.replaceAll(/\{[^{}]*\}/gu, '…')}`,
      with: Object.fromEntries(
        [...leaves(step.args)]
          .filter(([pointer]) => pointer !== '')
          .map(([pointer, value]) => [
            shownName(step, pointer, { around, numbered }),
            shownValue(step, pointer, value, { around, numbered }),
          ]),
      ),
    }))
}

interface Showing {
  readonly around: DeedsAround
  readonly numbered: (kind: string, value: Json) => string
}

// A key may be of what was read: one that neither the tool's schema has nor the program's text is as hidden as a value.
function shownName({ tool }: DoneStep, pointer: JsonPointer, { around, numbered }: Showing): string {
  let schema: Json | undefined = around.live.definitions.get(tool)?.inputSchema
  const names = pointerTokens(pointer).map((name, depth) => {
    const properties: Json | undefined = isJsonObject(schema) ? schema['properties'] : undefined
    const own: Json | undefined =
      isJsonObject(properties) && Object.hasOwn(properties, name) ? properties[name] : undefined
    schema = own
    const isKnown = own !== undefined || /^\d+$/u.test(name) || (depth === 0 && isSchemaless(tool, around))
    return isKnown || isMentionedIn(around.program, name) ? name : `[${numbered('name', name)}]`
  })
  return names.join('.')
}

// Without a schema, arguments are what the program says, which is where they were checked.
function isSchemaless(tool: string, { live }: DeedsAround): boolean {
  return !live.definitions.has(tool)
}

/** Characters of a value. Of a longer one it is shown how it begins and ends. */
const LONGEST = 300
const SHOWN_AT_END = 60

function shownValue(step: DoneStep, pointer: JsonPointer, value: Json, { around, numbered }: Showing): string {
  const handle = handleOf(value)
  if (handle) return `[what deed ${handle.effect + 1} gives]`
  const label = nearestLabel(step.labels, pointer)
  const origin = label === null ? 'from nowhere we know' : originOf(label, around)
  if (label === null || !isShown(step, pointer, value, { label, around }))
    return `[${numbered(kindOf(step, pointer, value, around), value)}, ${origin}]`
  return `${shortened(textOf(step, pointer, value, around))} (${origin}${groundOf(value, around)})`
}

// In our words, and theirs: nothing that was read is in it.
function groundOf(value: Json, { found = [] }: DeedsAround): string {
  return found.find((thing) => thing.value === value)?.isOnly === true ? '; there is no other' : ''
}

function isShown(
  step: DoneStep,
  pointer: JsonPointer,
  value: Json,
  { label, around }: { readonly label: Label; readonly around: DeedsAround },
): boolean {
  const { live, typed, reads, principal } = around
  const reader = { agent: live.agent, requester: { id: principal.id, name: '' }, readerId: principal.id }
  const isUnvouched = (source: Source) => isUntrusted(source, reader)
  if (isWithheldFromModels({ '': label }, live)) return false
  // It stands in what the witness is shown anyway.
  if (isMentionedIn(typed, shownNumber(step, pointer, around) ?? value)) return true
  // What documents say has readers of its own, and evidence isn't cut to them here.
  if (label.data.some((source) => isUnvouched(source) || /^(?:document|passage):/u.test(source))) return false
  if (!label.ctrl.some(isUnvouched)) return true
  // A text could be spelled out by choices; what was read whole couldn't.
  if (label.data.includes('model')) return false
  return [...leavesBehind(label, reads)].some(([leaf]) => leaf === value)
}

function textOf(step: DoneStep, pointer: JsonPointer, value: Json, around: DeedsAround): string {
  const number = shownNumber(step, pointer, around)
  if (number !== null) return String(number)
  return typeof value === 'string' ? value : JSON.stringify(value)
}

/** Money in whole units, as people say it; null where it is none. */
function shownNumber({ tool, args }: DoneStep, pointer: JsonPointer, { live }: DeedsAround): number | null {
  const [name = '', ...within] = pointerTokens(pointer)
  const declared = declarationOf(live, tool).money[name]
  const money = declared && within.length === 0 ? declaredMoney(args, name, declared) : null
  return money ? money.minor / 10 ** minorDigits(money.currency) : null
}

function shortened(text: string): string {
  if (text.length <= LONGEST) return text
  return `${text.slice(0, LONGEST - SHOWN_AT_END)} … ${text.slice(-SHOWN_AT_END)}`
}

const KINDS: readonly (readonly [kind: string, form: RegExp])[] = [
  ['e-mail address', /^[^\s@]+@[^\s@]+\.[^\s@]+$/u],
  ['link', /^https?:\/\/\S+$/u],
  ['IBAN', /^[A-Z]{2}\d{2}(?: ?[A-Z0-9]{2,4}){3,8}$/u],
  ['date', /^\d{4}-\d{2}-\d{2}(?:[T ][\d:.Z+-]+)?$/u],
  ['number', /^-?\d[\d.,]*$/u],
  ['name or id', /^[^\n]{1,60}$/u],
]

function kindOf(step: DoneStep, pointer: JsonPointer, value: Json, { live }: DeedsAround): string {
  const [name = ''] = pointerTokens(pointer)
  if (Object.hasOwn(declarationOf(live, step.tool).money, name)) return 'amount'
  if (typeof value === 'number') return 'number'
  if (typeof value === 'boolean') return 'yes or no'
  if (typeof value !== 'string') return 'value'
  return KINDS.find(([, form]) => form.test(value))?.[0] ?? 'text'
}

/** Sources that are named. Of more the first stand for all. */
const MOST_SOURCES = 3

function originOf(label: Label, { live, principal }: DeedsAround): string {
  const reader = { agent: live.agent, requester: { id: principal.id, name: '' }, readerId: principal.id }
  const chosen = label.ctrl.filter((source) => isUntrusted(source, reader) && !label.data.includes(source))
  const [data, ctrl] = [label.data, chosen].map((sources) => [
    ...new Set(shownLabel({ data: sources, ctrl: [] }, live).data.map((source) => sourceWords(source, principal))),
  ])
  const made = listed(data ?? [])
  return ctrl === undefined || ctrl.length === 0 ? made : `${made}, chosen by ${listed(ctrl)}`
}

function listed(words: readonly string[]): string {
  if (words.length === 0) return 'nothing that was read'
  return [...words.slice(0, MOST_SOURCES), ...(words.length > MOST_SOURCES ? ['others'] : [])].join(' and ')
}

function sourceWords(source: Source, { id }: Pick<Principal, 'id'>): string {
  const [kind = ''] = source.split(':', 1)
  const rest = source.slice(kind.length + 1)
  switch (kind) {
    case 'user':
      return rest === id ? 'their words' : "somebody else's words"
    case 'requester':
      return 'their account'
    case 'approver':
      return 'an approver'
    case 'operator':
      return 'set by the operator'
    case 'model':
      return "the assistant's own"
    case 'clock':
      return 'the clock'
    case 'effect':
      return `deed ${Number(rest) + 1}`
    case 'tool':
      return rest.replace(/\.\*$/u, '')
    case 'document':
    case 'passage': {
      const passedOn = /\/(ref\d+)/u.exec(rest)?.[1]
      return passedOn === undefined ? 'a document' : `text that they passed on (${passedOn})`
    }
    case 'webhook':
    case 'call':
      return 'a program'
  }
  return 'somewhere unknown'
}

/** Whether the deeds are few enough to be reviewed for an approval. */
export function isOverseeable(deeds: readonly WitnessedDeed[]): boolean {
  return JSON.stringify(deeds).length <= MOST_SHOWN
}

/** Characters, some 2,500 tokens. */
const MOST_SHOWN = 10_000
