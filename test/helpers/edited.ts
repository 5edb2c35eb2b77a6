import assert from 'node:assert/strict'
import type { PlanView } from '#contract/plan.ts'
import type { PersonClient } from './parley-client.ts'

/** The plan as it stands once somebody has changed it so, which has to be taken. */
export async function edited(plan: PlanView, by: PersonClient, ...changes: readonly unknown[]): Promise<PlanView> {
  const answer = await by.decide(plan, 'edit', { changes })
  assert.equal(answer.status, 200, JSON.stringify(answer.body))
  return by.plan(plan.id)
}
