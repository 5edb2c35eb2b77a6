import { ZodError } from 'zod'
import { readAgentParts } from '#memory/agents/agent-parts.ts'
import { readPastPlans, type PastPlan } from '#memory/plans/past-plans.ts'
import type { PlanRecord } from '#memory/plans/plan-record.ts'
import { readPlans } from '#memory/plans/plans.ts'
import type { Services } from '#turn/services.ts'
import type { Turn } from '#turn/turn.ts'
import { changedSinceJudged, type StoredPlan } from '#sealed-plan/judged-document.ts'
import { LONGEST_RESULT } from './past-results.ts'

/**
 * What the requester's earlier plans in a thread did, newest first, as far as they are what was judged: a row whose labels
 * somebody changed would make text that nobody vouches for look as if somebody did.
 */
export async function sealedPastPlans(
  { database, agents }: Services,
  turn: Turn,
  plan: PlanRecord,
): Promise<readonly PastPlan[]> {
  const past = await database.batch(turn.tenantId, (tx) => readPastPlans(tx, plan, LONGEST_RESULT))
  if (past.length === 0) return []
  const ids = past.map(({ id }) => id)
  const { plans, parts } = await database.tenant(turn.tenantId, async (tx) => {
    const records = await readPlans(tx, ids)
    return { plans: records, parts: await readAgentParts(tx, records.flatMap(partHash)) }
  })
  return past.filter(({ id }) => {
    const record = plans.find((candidate) => candidate.id === id)
    return record && isAsJudged({ tenantId: turn.tenantId, plan: record, parts, live: agents.get(record.agent) })
  })
}

function partHash({ seal }: PlanRecord): readonly string[] {
  const hash = seal?.['agentPart']
  return typeof hash === 'string' ? [hash] : []
}

// What isn't even a seal or a journal any more isn't what was judged.
function isAsJudged(stored: StoredPlan): boolean {
  try {
    return changedSinceJudged(stored) === null
  } catch (error) {
    if (error instanceof ZodError) return false
    throw error
  }
}
