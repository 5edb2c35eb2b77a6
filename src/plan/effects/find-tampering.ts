import type { PlanRecord } from '#memory/plan-record.ts'
import type { JournalEntry } from '#plan/contract.ts'
import { verifySeal } from '#plan/sealed/digest.ts'
import { planDocument } from '#plan/sealed/document.ts'
import { parseSeal } from '#plan/sealed/seal.ts'
import { PROCEDURE_FORMS } from '#plan/sealed/used-procedure.ts'
import type { TurnRecord } from '#turn/read-turn.ts'
import type { Turn } from '#turn/turn.ts'

/**
 * Computes the digest of a plan again from its rows and the agent as it is. Null where it is the one that was approved;
 * else the field that differs as far as its seal says, which is for people to read and decides nothing.
 */
export function findTampering(
  turn: Turn,
  { live }: Pick<TurnRecord, 'live'>,
  plan: PlanRecord,
  journal: readonly JournalEntry[],
): string | null {
  const { verdict, digest, seal, policyHash, expiresAt, escalation } = plan
  // Another agent's rules may ask nobody; the rows of the turn say which one it is, and the plan's what was judged.
  if (plan.agent !== live.agent.name) return 'agent'
  const verdicts = plan.effects.map((effect) => effect.verdict)
  if (!verdict || !digest || !seal || !policyHash || !expiresAt) return 'seal'
  if (!verdicts.every((effect) => effect !== null)) return 'verdicts'
  const judged = {
    tenantId: turn.tenantId,
    plan,
    journal,
    live,
    policyHash,
    verdicts: { plan: verdict, effects: verdicts },
    expiresAt: new Date(expiresAt).toISOString(),
    escalation,
  }
  const stored = parseSeal(seal)
  let differs: string | null = null
  for (const form of PROCEDURE_FORMS) {
    const check = verifySeal(stored, planDocument(judged, form))
    if (check.ok && check.digest === digest) return null
    differs ??= check.ok ? 'digest' : check.field
  }
  return differs
}
