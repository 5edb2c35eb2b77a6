import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { systemContext } from '#core/context.ts'
import { createLogger } from '#core/log.ts'
import { createPlan, moveOwnedPlan, movePlan } from '#memory/plans/plan-changes.ts'
import { claimRuns } from '#memory/runs/claim-runs.ts'
import type { Lease } from '#memory/runs/leases.ts'
import { cancelRun, giveBackRun } from '#memory/runs/runs.ts'
import { stopRun } from '#memory/runs/stop-run.ts'
import { DEFAULT_TENANT } from '#memory/people/tenants.ts'
import { openPlace, openPlaceAsOwner, testPlace } from '../helpers/database.ts'
import { acceptedMessage } from '../helpers/threads.ts'
import { until } from '../helpers/until.ts'

const place = await testPlace({ after })
const database = await openPlace(place)
after(() => database[Symbol.asyncDispose]())
const { newId } = systemContext(createLogger('silent'))
const AUTHOR = {
  round: 0,
  author: 'playbook',
  literals: { data: ['operator'], ctrl: [] },
  slots: {},
  identity: null,
  intent: null,
  nowMs: 0,
} as const
const PLAN = { ...AUTHOR, requester: 'customer', agent: 'support', agentHash: 'h', playbook: 'refund', program: '' }
const onPostgres = { skip: place.kind !== 'postgres' && 'two transactions at once need PostgreSQL' }

test('a stop of a plan that somebody has just said yes to meets no worker half-way', onPostgres, async () => {
  const { threadId, runId } = await acceptedMessage(database)
  const hold = await claimed(runId)
  assert.ok(hold)
  const planId = newId()
  await database.tenant(DEFAULT_TENANT, async (tx) => {
    await createPlan(tx, { ...PLAN, id: planId, threadId, runId }, hold)
    await movePlan(tx, planId, { from: ['making'], to: 'applying' })
    await giveBackRun(tx, hold, { countAttempt: true })
  })
  let worker: Promise<string> = Promise.resolve('has nothing')
  const stopped = await database.tenant(DEFAULT_TENANT, async (tx) => {
    assert.equal(await cancelRun(tx, runId), false)
    // Between the two looks of a stop the run's worker comes, where it can.
    const begun = await claimed(runId)
    if (begun) {
      const move = { from: ['applying'], to: 'making' } as const
      const write = database.batch(DEFAULT_TENANT, (other) => moveOwnedPlan(other, planId, move, begun))
      worker = write.then(
        () => 'went on',
        (error: unknown) => (error instanceof Error && 'code' in error ? String(error.code) : 'failed'),
      )
      await someoneWaits()
    }
    return stopRun(tx, runId)
  })
  assert.deepEqual(
    stopped?.plans.map((plan) => plan.planId),
    [planId],
  )
  assert.ok(['has nothing', 'lease-lost'].includes(await worker), await worker)
})

async function claimed(runId: string): Promise<Lease | null> {
  const runs = await claimRuns(database, { leaseMs: 60_000, atMost: 1 })
  const run = runs.find(({ id }) => id === runId)
  return run ? { runId, fence: run.fence } : null
}

/** Resolves when a transaction waits for another's row. */
async function someoneWaits(): Promise<void> {
  await using owner = await openPlaceAsOwner(place)
  await until(async () => (await owner.run('select from pg_locks where not granted limit 1')).length > 0)
}
