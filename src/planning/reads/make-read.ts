import { setTimeout as delay } from 'node:timers/promises'
import type { ToolDeclaration } from '#agents/contract.ts'
import type { PlanFacts } from '#guardrails/contract.ts'
import { ownedResult, ownsArguments } from '#guardrails/policy/ownership.ts'
import type { Json } from '#core/json.ts'
import { labelResult } from '#mcp/label-result.ts'
import type { ToolOutcome } from '#mcp/contract.ts'
import { permanentFault } from '#mcp/permanent-fault.ts'
import { codeOf, isListed } from '#mcp/listed-errors.ts'
import type { ReadAnswer, ReadRequest } from '#plan-language/contract.ts'
import type { Principal } from '#core/principal.ts'
import type { Verdict } from '#core/verdict.ts'
import { withSpan } from '#core/telemetry.ts'
import { retryDelayMs } from '#mcp/retry-delay.ts'
import { declarationOf, definitionOf, type AgentRuntime } from '#turn/agent-runtime.ts'
import { isNoneFound, noneOf } from './none-found.ts'
import { readVerdict, type ReadRules } from './read-verdict.ts'

export interface Reading extends ReadRules {
  readonly live: AgentRuntime
  readonly principal: Principal
  /** What stands around the read; `reads` grows as the program goes on. */
  readonly facts: () => PlanFacts
  /** Whether an operator lets this tool be called now. */
  readonly mayCall: (tool: string) => Promise<boolean>
  /** What a read that uses up what it reads gave before for this plan; null where it wasn't made so often yet. */
  readonly consumed: (request: ReadRequest) => ReadAnswer | null
  /** Whether people have said yes to this very read, by all that it is asked now. */
  readonly isAllowed: (request: ReadRequest, asked: Verdict) => boolean
  readonly signal: AbortSignal
}

/**
 * Makes one read of a plan: judged first, since a read can leak too; then the call; then whatever isn't the requester's
 * becomes what doesn't exist, before anything counts or labels it. A failure is a code, never the server's words.
 */
export async function makeRead(reading: Reading, request: ReadRequest): Promise<ReadAnswer> {
  const { live, principal } = reading
  const declaration = declarationOf(live, request.tool)
  if (declaration.effect !== 'read') return { ok: false, code: 'denied' }
  const facts = reading.facts()
  const verdict = readVerdict(reading, request, facts)
  if (verdict.decision === 'deny') return { ok: false, code: 'denied' }
  const owned = ownsArguments(declaration.owner, request.args, principal, facts.reads)
  if (!owned) return { ok: true, value: null, labels: labelResult(declaration, null) }
  if (live.notAccepted.has(request.tool)) return { ok: false, code: 'tool-not-accepted' }
  const mayStillGo = () => reading.mayCall(request.tool)
  if (!(await mayStillGo())) return { ok: false, code: 'tool-stopped' }
  // Last of all: nobody is asked about what wouldn't be made all the same.
  if (verdict.decision === 'ask' && !reading.isAllowed(request, verdict)) return { ok: false, code: 'asked' }
  const kept = declaration.consumes ? reading.consumed(request) : null
  if (kept) return kept
  const { hash: definitionHash } = definitionOf(live, request.tool)
  const outcome = await withSpan(`tool ${request.tool}`, { 'gen_ai.tool.name': request.tool }, () =>
    callAgain(reading, declaration, () =>
      live.servers.call(request.tool, request.args, {
        signal: reading.signal,
        definitionHash,
        mayStillGo,
        requester: principal,
        isRead: !declaration.consumes,
        ...(declaration.timeoutMs !== null && { timeoutMs: declaration.timeoutMs }),
      }),
    ),
  )
  const value = valueOf(outcome, reading, request.tool)
  if (value === undefined) {
    const fault = outcome.ok ? NOT_OWNED : permanentFault(outcome)
    if (fault) await live.servers.reportFault(request.tool, fault, principal)
    return outcome.ok ? { ok: false, code: NOT_OWNED.code } : failedRead(outcome, declaration)
  }
  return { ok: true, value, labels: labelResult(declaration, value) }
}

/** Whose it is can't be made out of it, though its entry says where that stands. */
const NOT_OWNED = { code: 'tool-result-invalid', reason: 'has nothing at the place that `owner` names' } as const

// What isn't the requester's, and what its entry says means none, is as if there were none.
function valueOf(outcome: ToolOutcome, { live, principal }: Reading, tool: string): Json | undefined {
  const declaration = declarationOf(live, tool)
  if (isNoneFound(outcome, declaration)) return noneOf(definitionOf(live, tool))
  return outcome.ok ? ownedResult(declaration.owner, outcome.asRead ?? outcome.value, principal) : undefined
}

// Of what a tool says of its error nothing goes on but a code that its entry lists.
function failedRead(outcome: Extract<ToolOutcome, { ok: false }>, { errors }: ToolDeclaration): ReadAnswer {
  const { code, error } = outcome
  if (errors === undefined || error?.by !== 'tool' || !isListed(error, errors)) return { ok: false, code }
  return { ok: false, code, error: codeOf(error, errors.at) ?? undefined }
}

async function callAgain(
  { signal }: Reading,
  { retries, consumes }: ToolDeclaration,
  call: () => Promise<ToolOutcome>,
): Promise<ToolOutcome> {
  let outcome = await call()
  for (let attempt = 0; attempt < retries; attempt++) {
    const waitMs = retryDelayMs(outcome, attempt, consumes ? 'write' : 'read')
    if (waitMs === null) break
    await delay(waitMs, undefined, { signal })
    outcome = await call()
  }
  return outcome
}
