import { sql } from 'drizzle-orm'
import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { systemContext } from '#core/context.ts'
import { createLogger } from '#core/log.ts'
import { appendReads, createPlan, moveOwnedPlan, storeDryRun } from '#memory/plans/plan-changes.ts'
import type { Tx } from '#memory/database/database.ts'
import { PLAN_STATUSES } from '#memory/plans/plan-status.ts'
import { readPlan } from '#memory/plans/plans.ts'
import { claimRuns } from '#memory/runs/claim-runs.ts'
import type { Lease } from '#memory/runs/leases.ts'
import { DEFAULT_TENANT } from '#memory/people/tenants.ts'
import { testDatabase } from '../helpers/database.ts'
import { acceptedMessage } from '../helpers/threads.ts'

const database = await testDatabase({ after })
const { newId } = systemContext(createLogger('silent'))
const OPERATOR = { data: ['operator'], ctrl: [] }
const FAILURE = { code: 'plan-limit', text: 'It took too long.' }

const WHAT = { requester: 'customer', agent: 'support', agentHash: 'h', playbook: 'refund', program: '' } as const
const NEW = {
  ...WHAT,
  round: 0,
  author: 'playbook',
  literals: OPERATOR,
  slots: {},
  identity: null,
  intent: null,
  nowMs: 0,
} as const

/** A plan that is being made, and its worker's hold. */
async function newPlan(): Promise<{ readonly planId: string; readonly threadId: string; readonly hold: Lease }> {
  const { threadId, runId } = await acceptedMessage(database)
  const runs = await claimRuns(database, { leaseMs: 60_000, atMost: 100 })
  const planId = newId()
  const hold = { runId, fence: runs.find(({ id }) => id === runId)?.fence ?? 0 }
  await database.tenant(DEFAULT_TENANT, (tx) => createPlan(tx, { ...NEW, id: planId, threadId, runId }, hold))
  return { planId, threadId, hold }
}

async function storeAgain(planId: string, hold: Lease): Promise<void> {
  const dryRun = { planId, generation: 1, said: null, effects: [], changes: [], citations: [] }
  await database.batch(DEFAULT_TENANT, (tx) => storeDryRun(tx, dryRun, hold))
}

async function planNow(planId: string) {
  return database.tenant(DEFAULT_TENANT, (tx) => readPlan(tx, planId))
}

for (const status of PLAN_STATUSES) {
  const isOpen = status === 'making' || status === 'applying'
  test(`a plan that is ${status} ${isOpen ? 'can be tried again, and its old failure is gone' : 'stays as it is'}`, async () => {
    const { planId, hold } = await newPlan()
    await database.tenant(DEFAULT_TENANT, (tx) =>
      moveOwnedPlan(tx, planId, { from: ['making'], to: status, failure: FAILURE }, hold),
    )
    if (isOpen) await storeAgain(planId, hold)
    else await assert.rejects(storeAgain(planId, hold), { code: 'lease-lost' })
    const plan = await planNow(planId)
    const expected = isOpen ? ['making', null, 1] : [status, FAILURE, 0]
    assert.deepEqual([plan?.status, plan?.failure, plan?.generation], expected)
  })
}

test('a worker that lost the run makes no plan, keeps no read, stores no try and moves nothing', async () => {
  const { planId, threadId, hold } = await newPlan()
  await database.tenant(DEFAULT_TENANT, (tx) =>
    tx.query(sql`update runs set fence = fence + 1 where tenant_id = ${tx.tenantId} and id = ${hold.runId}`),
  )
  const next = { ...NEW, id: newId(), threadId, runId: hold.runId, round: 1 }
  const reads = { planId, generation: 0, entries: [{ index: 0 }] }
  const move = { from: ['making'], to: 'done' } as const
  const changes: readonly ((tx: Tx) => Promise<void>)[] = [
    (tx) => createPlan(tx, next, hold),
    (tx) => appendReads(tx, reads, hold),
    (tx) => moveOwnedPlan(tx, planId, move, hold),
  ]
  for (const change of changes) await assert.rejects(database.batch(DEFAULT_TENANT, change), { code: 'lease-lost' })
  await assert.rejects(storeAgain(planId, hold), { code: 'lease-lost' })
  const { status, journal } = (await planNow(planId)) ?? {}
  assert.deepEqual([status, journal, await planNow(next.id)], ['making', [], null])
})
