import { leaves, type Json, type JsonObject, type JsonPointer } from '#core/json.ts'
import type { Label, Labels } from '#plan-language/values/label.ts'
import { minorDigits } from '#plan-language/values/minor-units.ts'
import type { Principal } from '#core/principal.ts'
import { declaredMoney } from '#guardrails/policy/money.ts'
import { pointerTokens } from '#core/json-pointer.ts'
import { mentionedDays, timeParts, mentionedTimes } from '#dialogue/utterance/mentioned-times.ts'
import { comparedText } from '#text/compared-text.ts'
import type { JournalEntry } from '#plan-language/contract.ts'
import { isUntrusted } from '#cards/origins/origin.ts'
import { declarationOf, type AgentRuntime } from '#turn/agent-runtime.ts'
import { computedWith, type ComputedWith } from './computed.ts'
import { isDeclared } from './declared-values.ts'
import { isReadWordForWord } from './read-word-for-word.ts'
import { isMentionedIn, moneyIn } from './mentioned-values.ts'

/** A write as a program staged it. */
export interface StagedWrite {
  readonly index: number
  readonly tool: string
  readonly args: JsonObject
  readonly labels: Labels
}

export interface ValuesAround {
  readonly live: Pick<AgentRuntime, 'agent' | 'declarations' | 'definitions'>
  readonly principal: Pick<Principal, 'id'>
  /** All that the requester typed for this wish. */
  readonly typed: string
  readonly now: string
  readonly reads: readonly JournalEntry[]
}

/**
 * Whether a value of a call may stand there without its requester's yes. What tools returned is their word, which rules judge
 * by its labels; what a model had a hand in was said, is declared, or was taken out of or computed of what is vouched for.
 */
export function isHeld(step: StagedWrite, pointer: string, value: Json, around: ValuesAround): boolean {
  const label = step.labels[pointer]
  if (!label?.data.includes('model')) return true
  return isSaidOrDeclared(step, pointer, value, around) || isTakenOrComputed(step, pointer, value, around)
}

/** Whether a value was typed in some form, or is one that the operator or the tool's schema gives. */
export function isSaidOrDeclared(
  { tool, args }: StagedWrite,
  pointer: string,
  value: Json,
  around: ValuesAround,
): boolean {
  const declaration = declarationOf(around.live, tool)
  const schema = around.live.definitions.get(tool)?.inputSchema
  const said = moneyIn(args, declaration).get(pointer) ?? value
  return isSaid(said, around) || isDeclared(pointer, value, { schema, declaration })
}

/** Whether a value was typed, or is a day and a time of day that were. */
export function isSaid(value: Json, { typed, live: { agent }, now }: ValuesAround): boolean {
  if (isMentionedIn(typed, value)) return true
  const written = typeof value === 'string' ? timeParts(value) : null
  const around = { speaker: agent, zone: agent.zone ?? 'UTC', now }
  if (!written || (written.isUtc && around.zone !== 'UTC')) return false
  return [typed, comparedText(typed)].some(
    (words) =>
      mentionedDays(words, around).has(written.day) &&
      (written.time === null || mentionedTimes(words).has(written.time)),
  )
}

function isTakenOrComputed(step: StagedWrite, pointer: string, value: Json, around: ValuesAround): boolean {
  const label = step.labels[pointer]
  if (!label || !isVouchedFor(label, around)) return false
  if (computedAt(step, pointer, value, around) !== null) return true
  return !isOwnersOrMoney(step, pointer, around) && isReadWordForWord(value, label, around.reads)
}

/** The numbers of what was typed that values of a call were computed with, by the places of those. */
export function computedNumbers(step: StagedWrite, around: ValuesAround): ReadonlyMap<JsonPointer, readonly number[]> {
  return new Map(
    [...leaves(step.args)].flatMap(([pointer, value]) => {
      const label = step.labels[pointer]
      const numbers = label && isVouchedFor(label, around) ? computedAt(step, pointer, value, around) : null
      return numbers && numbers.length > 0 ? [[pointer, numbers] as const] : []
    }),
  )
}

function computedAt(step: StagedWrite, pointer: string, value: Json, around: ValuesAround): ComputedWith {
  const { live, typed, now, reads } = around
  const [name = ''] = pointerTokens(pointer)
  const declared = declarationOf(live, step.tool).money[name]
  const money = declared && declaredMoney(step.args, name, declared)
  return computedWith(value, step.labels[pointer] ?? { data: [], ctrl: [] }, {
    ...{ typed, now, reads, speaker: live.agent, zone: live.agent.zone ?? 'UTC' },
    minorDigits: declared?.unit === 'minor' && money ? minorDigits(money.currency) : 0,
  })
}

// A model's own word is in it; all else has to be vouched for.
function isVouchedFor({ data }: Label, { live: { agent }, principal: { id } }: ValuesAround): boolean {
  const reader = { agent, requester: { id, name: '' }, readerId: id }
  return !data.some((source) => isUntrusted(source, reader))
}

// What it is done to, and what money is, is said as it stands, or computed.
function isOwnersOrMoney({ tool }: StagedWrite, pointer: string, { live }: ValuesAround): boolean {
  const [name = ''] = pointerTokens(pointer)
  const { owner, money } = declarationOf(live, tool)
  return Object.hasOwn(money, name) || ((owner.kind === 'from' || owner.kind === 'argument') && owner.argument === name)
}
