import { isJsonObject, leaves, type Json, type JsonObject } from '#core/json.ts'
import type { Requester, ToolDefinition } from '#mcp/contract.ts'
import { permanentFault } from '#mcp/permanent-fault.ts'
import { declarationOf, definitionOf } from '#turn/agent-runtime.ts'
import type { Turn } from '#turn/turn.ts'
import type { Ended } from '../dispatch.ts'
import type { StepContext } from '../step-context.ts'
import { attemptOf, type Attempt } from '../retries/attempts.ts'

/** What a look-up came to: the step happened, or what else there is to say of it. */
export type LookedUp = { readonly ended: Ended } | { readonly came: Attempt }

/** Looks a step up with the read that its tool names under `verify`, by one of the arguments that it was called with. */
export async function lookUp(
  turn: Turn,
  { found, effect }: StepContext,
  { args, requester }: { readonly args: JsonObject; readonly requester: Requester },
): Promise<LookedUp> {
  const { live } = found.context
  const { verify } = declarationOf(live, effect.tool)
  const by = verify && args[verify.by]
  if (!verify || by === undefined) return { came: UNCLEAR }
  const answer = await live.servers.call(
    verify.tool,
    { [verify.by]: by },
    { signal: turn.signal, definitionHash: definitionOf(live, verify.tool).hash, requester, isRead: true },
  )
  const fault = permanentFault(answer)
  if (fault) await live.servers.reportFault(verify.tool, fault, requester)
  if (!answer.ok) return { came: attemptOf('look-up', answer, declarationOf(live, verify.tool)) }
  const { value } = answer
  const isAbsent = value === null || (Array.isArray(value) && value.length === 0)
  if (isAbsent) return { came: ABSENT }
  return isRecord(value) ? { ended: { state: 'succeeded', outcome: { ok: true, value } } } : { came: UNCLEAR }
}

/**
 * Whether a read can say what became of a step: only where its accepted definition has a form of its results. Without one its
 * answer is words, which say that there is none as well.
 */
export function canLookUp({ outputSchema }: Pick<ToolDefinition, 'outputSchema'>): boolean {
  return outputSchema !== null
}

const ABSENT: Attempt = { did: 'look-up', came: 'absent', code: '' }
const UNCLEAR: Attempt = { did: 'look-up', came: 'unclear', code: '' }

/**
 * What was found is an object, or a list of them, that holds an id, a number, a date or a true. A sentence ("no such payment")
 * is no record, and an empty shell, `{"refunds": []}` or `{"found": false}`, may mean that there is nothing, or nothing yet.
 */
function isRecord(value: Json): boolean {
  const records = Array.isArray(value) ? value : [value]
  return records.every(isJsonObject) && [...leaves(value)].some(([, leaf]) => isFact(leaf))
}

function isFact(leaf: Json): boolean {
  if (typeof leaf === 'string') return leaf !== '' && !/\s/.test(leaf)
  return leaf === true || (typeof leaf === 'number' && leaf !== 0)
}
