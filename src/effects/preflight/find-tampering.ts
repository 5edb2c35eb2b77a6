import type { PlanRecord } from '#memory/plans/plan-record.ts'
import type { JournalEntry } from '#plan-language/contract.ts'
import { verifySeal } from '#sealed-plan/digest.ts'
import { planDocument, type Judged } from '#sealed-plan/document.ts'
import { parseSeal } from '#sealed-plan/seal.ts'
import { PROCEDURE_FORMS } from '#sealed-plan/used-procedure.ts'
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
  const { digest, seal } = plan
  // Another agent's rules may ask nobody; the rows of the turn say which one it is, and the plan's what was judged.
  if (plan.agent !== live.agent.name) return 'agent'
  if (!digest || !seal) return 'seal'
  const judged = judgedNow(turn, { live }, plan, journal)
  if (typeof judged === 'string') return judged
  const stored = parseSeal(seal)
  let differs: string | null = null
  for (const form of PROCEDURE_FORMS) {
    const check = verifySeal(stored, planDocument(judged, form))
    if (check.ok && check.digest === digest) return null
    differs ??= check.ok ? 'digest' : check.field
  }
  return differs
}

/** All that a plan was judged with, from its rows and the agent as it is; or which field of its rows isn't there. */
export function judgedNow(
  { tenantId }: Pick<Turn, 'tenantId'>,
  { live }: Pick<TurnRecord, 'live'>,
  plan: PlanRecord,
  journal: readonly JournalEntry[],
): Judged | string {
  const { verdict, policyHash, expiresAt, escalation } = plan
  const verdicts = plan.effects.map((effect) => effect.verdict)
  if (!verdict || !policyHash || !expiresAt) return 'seal'
  if (!verdicts.every((effect) => effect !== null)) return 'verdicts'
  return {
    tenantId,
    plan,
    journal,
    live,
    policyHash,
    verdicts: { plan: verdict, effects: verdicts },
    expiresAt: new Date(expiresAt).toISOString(),
    escalation,
  }
}
