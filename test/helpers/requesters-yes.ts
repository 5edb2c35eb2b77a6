import assert from 'node:assert/strict'
import type { PersonClient, Said } from './parley-client.ts'
import { resting } from './until.ts'

/**
 * The requester's yes to each plan of a run, round by round and to its reads before its steps, as long as nobody else is asked. Resolves when the run ends
 * or waits for somebody else.
 */
export async function saysYes(requester: PersonClient, said: Said): Promise<void> {
  const rest = resting()
  for (const told = new Set<string>(); ; await rest()) {
    const run = await requester.settled(said.runId, 'done', 'failed', 'waiting', 'cancelled')
    if (run.status !== 'waiting') return
    const plan = await requester.planOf(said)
    if (plan.status === 'waiting' && !told.has(`${plan.id} ${plan.digest}`)) {
      assert.ok(plan.awaits.includes('requester'), plan.awaits.join())
      assert.equal((await requester.decide(plan, 'approve')).status, 200)
      if (plan.awaits.length > 1) return
      told.add(`${plan.id} ${plan.digest}`)
    }
  }
}
