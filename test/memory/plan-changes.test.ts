import { sql } from 'drizzle-orm'
import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { systemContext } from '#context.ts'
import { createLogger } from '#log.ts'
import { createPlan, moveHeldPlan, storeDryRun } from '#memory/plan-changes.ts'
import { PlanStatus } from '#plan-status.ts'
import { readPlan } from '#memory/plans.ts'
import { claimRuns, type Hold } from '#memory/runs.ts'
import { DEFAULT_TENANT } from '#memory/tenants.ts'
import { testDatabase } from '../helpers/database.ts'
import { acceptedMessage } from '../helpers/threads.ts'

const database = await testDatabase({ after })
const { newId } = systemContext(createLogger('silent'))
const OPERATOR = { data: ['operator'], ctrl: [] }
const FAILURE = { code: 'plan-limit', text: 'It took too long.' }

/** A plan that is being made, and its worker's hold. */
async function newPlan(): Promise<{ readonly planId: string; readonly hold: Hold }> {
  const { threadId, runId } = await acceptedMessage(database)
  const runs = await claimRuns(database, { leaseMs: 60_000, atMost: 100 })
  const planId = newId()
  const texts = { requester: 'customer', agent: 'support', agentHash: 'h', playbook: 'refund', program: '' } as const
  const rest = { round: 0, author: 'playbook', literals: OPERATOR, slots: {}, nowMs: 0 } as const
  await database.tenant(DEFAULT_TENANT, (tx) => createPlan(tx, { id: planId, threadId, runId, ...texts, ...rest }))
  return { planId, hold: { runId, fence: runs.find(({ id }) => id === runId)?.fence ?? 0 } }
}

async function storeAgain(planId: string, hold: Hold): Promise<void> {
  const dryRun = { planId, generation: 1, said: null, effects: [], changes: [] }
  await database.atOnce(DEFAULT_TENANT, (tx) => storeDryRun(tx, dryRun, hold))
}

async function planNow(planId: string) {
  return database.tenant(DEFAULT_TENANT, (tx) => readPlan(tx, planId))
}

for (const status of PlanStatus.options) {
  const isOpen = status === 'making' || status === 'applying'
  test(`a plan that is ${status} ${isOpen ? 'can be tried again, and its old failure is gone' : 'stays as it is'}`, async () => {
    const { planId, hold } = await newPlan()
    await database.tenant(DEFAULT_TENANT, (tx) =>
      moveHeldPlan(tx, planId, { from: ['making'], to: status, failure: FAILURE }, hold),
    )
    if (isOpen) await storeAgain(planId, hold)
    else await assert.rejects(storeAgain(planId, hold), { code: 'lease-lost' })
    const plan = await planNow(planId)
    const expected = isOpen ? ['making', null, 1] : [status, FAILURE, 0]
    assert.deepEqual([plan?.status, plan?.failure, plan?.generation], expected)
  })
}

test('a worker that lost the run neither stores a try nor moves the plan', async () => {
  const { planId, hold } = await newPlan()
  await database.tenant(DEFAULT_TENANT, (tx) =>
    tx.query(sql`update runs set fence = fence + 1 where tenant_id = ${tx.tenantId} and id = ${hold.runId}`),
  )
  await assert.rejects(storeAgain(planId, hold), { code: 'lease-lost' })
  const move = { from: ['making'], to: 'done' } as const
  await assert.rejects(
    database.atOnce(DEFAULT_TENANT, (tx) => moveHeldPlan(tx, planId, move, hold)),
    { code: 'lease-lost' },
  )
  assert.equal((await planNow(planId))?.status, 'making')
})
