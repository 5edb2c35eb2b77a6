import { leaves, valueAt, type Json, type JsonObject, type JsonPointer } from '#core/json.ts'
import { pointerTokens } from '#core/json-pointer.ts'
import type { Label, Labels } from '#core/label.ts'
import type { Principal } from '#core/principal.ts'
import { isPlainRequest } from '#dialogue/plain-request.ts'
import { saidBounds } from '#dialogue/said-bounds.ts'
import { saidChange, type SaidChange } from '#dialogue/said-changes.ts'
import type { JournalEntry } from '#plan/contract.ts'
import { isUntrusted } from '#plan/views/origin.ts'
import { declarationOf, type AgentRuntime } from '#turn/agent-runtime.ts'
import { isProse, isPutTogether } from './put-together.ts'
import type { VouchedReads } from './read-rows.ts'
import { isReadWordForWord } from './read-word-for-word.ts'
import { isReckoned } from './reckoned.ts'
import { isSaidIn, numbersOf } from './said-values.ts'
import { placesApart } from './several.ts'
import { isWithinBound } from './within-bounds.ts'

interface Call {
  readonly tool: string
  readonly args: JsonObject
  readonly labels: Labels
}

export interface RecomputedAround {
  readonly live: Pick<AgentRuntime, 'agent' | 'declarations' | 'definitions'>
  readonly principal: Pick<Principal, 'id'>
  readonly typed: string
  readonly now: string
  readonly reads: readonly JournalEntry[]
}

/**
 * Whether we come to the same value as the program does, from what the requester typed and what was read alone: a change that
 * was said of what was read, what was read as it stands there, or a text put together of both. No label is changed by it.
 */
export function isRecomputed(call: Call, pointer: string, requests: string, around: RecomputedAround): boolean {
  const { live, typed, reads } = around
  if (!isPlainRequest(typed, live.agent.languages)) return false
  const schema = live.definitions.get(call.tool)?.inputSchema
  const change = saidChange(requests)
  if (change !== null && isReckoned(call, pointer, { change, reads, schema })) return true
  const [name = '', ...within] = pointerTokens(pointer)
  const value = valueAt(call.args, pointer)
  const label = call.labels[pointer]
  if (within.length > 0 || value === undefined || !label || isNoText(call, name, around)) return false
  return (
    isReadWordForWord(value, label, vouchedReads(around)) ||
    (typeof value === 'string' && isProse(name, schema) && isPutTogether(value, label, { typed, reads }))
  )
}

/**
 * Whether two calls that the same words ask for differ in what was read and in what a change makes of that, as those do
 * that a loop over what was found makes.
 */
export function sameButWhatWasRead(one: Call, other: Call, requests: string, around: RecomputedAround): boolean {
  const apart = placesApart(one.args, other.args)
  const comesOf = (call: Call) => (place: JsonPointer) =>
    isRead(call.labels[place]) || isRecomputed(call, place, requests, around)
  return apart.length > 0 && apart.every(comesOf(one)) && apart.every(comesOf(other))
}

function isRead(label: Label | undefined): boolean {
  return label !== undefined && label.data.length > 0 && label.data.every((source) => source.startsWith('tool:'))
}

/**
 * Whether a number in a request says how the call came about: by how much its value is changed, or what its target is below.
 * Not beside another number or day in the call that nobody said: that may have taken its place.
 */
export function isAccountedFor(said: string, call: Call, requests: string, around: RecomputedAround): boolean {
  if (!isPlainRequest(around.typed, around.live.agent.languages)) return false
  const change = saidChange(requests)
  if (change?.said === said && isChanged(call, change, around)) return true
  const bounds = saidBounds(requests).filter((bound) => bound.said === said)
  return areAsked(call, change, around) && bounds.some((bound) => isWithinBound(bound, call, vouchedReads(around)))
}

function vouchedReads({ live: { agent }, principal, reads, now }: RecomputedAround): VouchedReads {
  const reader = { agent, requester: { id: principal.id, name: '' }, readerId: principal.id }
  const isVouchedFor = ({ data, ctrl }: Label) => ![...data, ...ctrl].some((source) => isUntrusted(source, reader))
  return { reads, now, zone: agent.zone ?? 'UTC', isVouchedFor }
}

/** Whether each number and day of a call was said, or is what a change that was said makes of what was read. */
function areAsked(call: Call, change: SaidChange | null, { live, reads, typed }: RecomputedAround): boolean {
  const schema = live.definitions.get(call.tool)?.inputSchema
  const isOfChange = (pointer: string) => change !== null && isReckoned(call, pointer, { change, reads, schema })
  const given = [...leaves(call.args)]
  return areSaid(
    given.filter(([pointer]) => !isOfChange(pointer)),
    typed,
  )
}

function isChanged(call: Call, change: SaidChange, { live, reads, typed }: RecomputedAround): boolean {
  const schema = live.definitions.get(call.tool)?.inputSchema
  const all = [...leaves(call.args)]
  return all.some(
    ([pointer]) =>
      isReckoned(call, pointer, { change, reads, schema }) &&
      areSaid(
        all.filter(([other]) => other !== pointer),
        typed,
      ),
  )
}

function areSaid(given: readonly (readonly [string, Json])[], typed: string): boolean {
  return given.every(([, value]) => !(isNumber(value) || isDay(value)) || isSaidIn(typed, value))
}

const isNumber = (value: Json) =>
  typeof value === 'number' || (typeof value === 'string' && numbersOf(value).length > 0)
const isDay = (value: Json) => typeof value === 'string' && /^\d{4}-\d{2}-\d{2}/u.test(value)

/** Whether a number in a request bounds what is meant: then no row is found by it, whatever a text in that says. */
export function isBound(said: string, requests: string): boolean {
  return saidBounds(requests).some((bound) => bound.said === said)
}

// What it is done to, and what money is, is said as it stands.
function isNoText({ tool }: Call, name: string, { live }: RecomputedAround): boolean {
  const { owner, money } = declarationOf(live, tool)
  return Object.hasOwn(money, name) || ((owner.kind === 'from' || owner.kind === 'argument') && owner.argument === name)
}
