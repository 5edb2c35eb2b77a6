import type { Json } from '#core/json.ts'
import type { PlanRecord } from '#memory/plans/plan-record.ts'
import { verifySeal } from './digest.ts'
import type { PlanDocument } from './plan-document.ts'
import type { TenantId } from '#core/principal.ts'
import type { AgentRuntime } from '#turn/agent-runtime.ts'
import { agentPart, documentOf } from './document.ts'
import { parseJournal } from './journal.ts'
import { parseAgentPart, parseSeal } from './seal.ts'
import { PROCEDURE_FORMS } from './used-procedure.ts'

export interface StoredPlan {
  readonly tenantId: TenantId
  readonly plan: PlanRecord
  /** What was kept of the agent as it was, by hash. */
  readonly parts: ReadonlyMap<string, Json>
  /** The agent as it is now; undefined where its folder went away. */
  readonly live: AgentRuntime | undefined
}

/**
 * A plan as it was judged, by its rows and by what was kept of its agent, whatever that has become since. Null where it was
 * never judged, or where nothing was kept and the agent is gone.
 */
export function judgedDocument({ tenantId, plan, parts, live }: StoredPlan): PlanDocument | null {
  const { seal, verdict, policyHash, expiresAt } = plan
  if (!seal || !verdict || !policyHash || !expiresAt) return null
  const judged = {
    tenantId,
    plan,
    journal: parseJournal(plan.journal),
    policyHash,
    verdicts: { plan: verdict, effects: plan.effects.flatMap((effect) => effect.verdict ?? []) },
    expiresAt: new Date(expiresAt).toISOString(),
    escalation: plan.escalation,
  }
  const stored = parseSeal(seal)
  const kept = parseAgentPart(parts.get(stored.agentPart ?? '') ?? null)
  if (kept) return documentOf(judged, kept)
  // Of a plan from before parts were kept, the agent may still be what it was.
  const documents = live ? PROCEDURE_FORMS.map((form) => documentOf(judged, agentPart(judged, { live }, form))) : []
  return documents.find((document) => verifySeal(stored, document).ok) ?? documents[0] ?? null
}

/** The field of a stored plan that isn't what was judged any more, or null. Its agent may have changed since. */
export function changedSinceJudged(stored: StoredPlan): string | null {
  const { seal, digest } = stored.plan
  const document = judgedDocument(stored)
  if (!seal || !document) return 'seal'
  const check = verifySeal(parseSeal(seal), document)
  if (!check.ok) return check.field
  return check.digest === digest ? null : 'digest'
}
