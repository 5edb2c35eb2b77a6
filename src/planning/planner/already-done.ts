import { isDeepStrictEqual } from 'node:util'
import { leaves, type Json, type JsonObject, type JsonPointer } from '#core/json.ts'
import { pointerToken } from '#core/json-pointer.ts'
import { declarationOf, type AgentRuntime } from '#turn/agent-runtime.ts'

interface Call {
  readonly tool: string
  readonly args: JsonObject
}

/** The target of a call, where the requester names it: the argument of its ownership rule. */
export function targetOf(
  { tool, args }: Call,
  live: Pick<AgentRuntime, 'declarations'>,
): { readonly value: string | number; readonly pointer: JsonPointer } | null {
  const { owner } = declarationOf(live, tool)
  if (owner.kind !== 'from' && owner.kind !== 'argument') return null
  const value = args[owner.argument]
  return typeof value === 'string' || typeof value === 'number'
    ? { value, pointer: `/${pointerToken(owner.argument)}` }
    : null
}

/**
 * Whether a call duplicates one of some others: the same tool and target, or, without a target, the same money and names.
 */
export function isAlreadyDone(call: Call, others: readonly Call[], live: Pick<AgentRuntime, 'declarations'>): boolean {
  const target = targetOf(call, live)
  return others.some((other) => {
    if (other.tool !== call.tool) return false
    if (target !== null) return targetOf(other, live)?.value === target.value
    return isDeepStrictEqual(byPlace(call.args), byPlace(other.args))
  })
}

function byPlace(args: JsonObject): ReadonlyMap<JsonPointer, Json> {
  return new Map(leaves(args))
}
