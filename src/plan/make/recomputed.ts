import { valueAt, type JsonObject } from '#core/json.ts'
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
import { isReckoned } from './reckoned.ts'
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
 * was said of what was read, or a text put together of both. No label is changed by it.
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
  if (within.length > 0 || typeof value !== 'string' || !label || isNoText(call, name, around)) return false
  return isProse(name, schema) && isPutTogether(value, label, { typed, reads })
}

/** Whether a number in a request says how the call came about: by how much its value is changed, or what its target is below. */
export function isAccountedFor(said: string, call: Call, requests: string, around: RecomputedAround): boolean {
  const { live, principal, typed, now, reads } = around
  if (!isPlainRequest(typed, live.agent.languages)) return false
  const change = saidChange(requests)
  if (change?.said === said && isChanged(call, change, around)) return true
  const { agent } = live
  const reader = { agent, requester: { id: principal.id, name: '' }, readerId: principal.id }
  const isVouchedFor = ({ data, ctrl }: Label) => ![...data, ...ctrl].some((source) => isUntrusted(source, reader))
  const bounds = saidBounds(requests).filter((bound) => bound.said === said)
  return bounds.some((bound) => isWithinBound(bound, call, { reads, zone: agent.zone ?? 'UTC', now, isVouchedFor }))
}

function isChanged(call: Call, change: SaidChange, { live, reads }: RecomputedAround): boolean {
  const schema = live.definitions.get(call.tool)?.inputSchema
  return Object.keys(call.labels).some((pointer) => isReckoned(call, pointer, { change, reads, schema }))
}

// What it is done to, and what money is, is said as it stands.
function isNoText({ tool }: Call, name: string, { live }: RecomputedAround): boolean {
  const { owner, money } = declarationOf(live, tool)
  return Object.hasOwn(money, name) || ((owner.kind === 'from' || owner.kind === 'argument') && owner.argument === name)
}
