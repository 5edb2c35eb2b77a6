import assert from 'node:assert/strict'
import test, { after } from 'node:test'
import { systemContext } from '#core/context.ts'
import { createLogger } from '#core/log.ts'
import type { Database, Tx } from '#memory/database/database.ts'
import { beginModelCall, endModelCall, listModelCalls, sumModelCalls } from '#memory/agents/model-calls.ts'
import { claimRuns } from '#memory/runs/claim-runs.ts'
import type { Lease } from '#memory/runs/leases.ts'
import { DEFAULT_TENANT } from '#memory/people/tenants.ts'
import { openPlace, openPlaceAsOwner, testPlace } from '../helpers/database.ts'
import { acceptedMessage } from '../helpers/threads.ts'

const { newId } = systemContext(createLogger('silent'))
const place = await testPlace({ after })
const database: Database = await openPlace(place)

async function heldRun(): Promise<Lease> {
  const { runId } = await acceptedMessage(database)
  const [claimed] = await claimRuns(database, { leaseMs: 60_000, atMost: 1 })
  assert.equal(claimed?.id, runId)
  return { runId, fence: claimed.fence }
}

const asTenant = <T>(work: (tx: Tx) => Promise<T>) => database.batch(DEFAULT_TENANT, work)
const call = () => ({ id: newId(), planId: null, prompt: 'route@1', model: 'scripted' })

test('requests are counted as they begin, with what they cost when they have ended, and no further than allowed', async () => {
  const hold = await heldRun()
  const first = call()
  assert.equal(await asTenant((tx) => beginModelCall(tx, first, 2, hold)), true)
  const end = { outcome: 'model-timeout', inputTokens: 10, outputTokens: 3, durationMs: 70 }
  await asTenant((tx) => endModelCall(tx, hold.runId, first.id, end))
  assert.equal(await asTenant((tx) => beginModelCall(tx, call(), 2, hold)), true)
  assert.equal(await asTenant((tx) => beginModelCall(tx, call(), 2, hold)), false)
  const usage = await asTenant((tx) => sumModelCalls(tx, hold.runId))
  assert.deepEqual({ ...usage }, { modelCalls: 2, inputTokens: 10, outputTokens: 3 })
  const calls = await asTenant((tx) => listModelCalls(tx, hold.runId))
  assert.deepEqual(
    calls.map(({ prompt, outcome, durationMs }) => [prompt, outcome, durationMs]),
    [
      ['route@1', 'model-timeout', 70],
      ['route@1', null, null],
    ],
  )
})

test('one run’s requests are nothing to another', async () => {
  const hold = await heldRun()
  assert.equal(await asTenant((tx) => beginModelCall(tx, call(), 1, hold)), true)
  assert.equal((await asTenant((tx) => sumModelCalls(tx, hold.runId))).modelCalls, 1)
})

test('a worker that lost its run sends nothing for it', async () => {
  const { runId, fence } = await heldRun()
  const late = asTenant((tx) => beginModelCall(tx, call(), 9, { runId, fence: fence - 1 }))
  await assert.rejects(late, { code: 'lease-lost' })
})

test('what a run asked goes with the run, and with its plan', async () => {
  await using owner = await openPlaceAsOwner(await testPlace({ after }))
  const references = await owner.run(`
    select confrelid::regclass::text as to, confdeltype as "onDelete" from pg_constraint
     where conrelid = 'model_calls'::regclass and contype = 'f' order by 1`)
  assert.deepEqual(
    references.map((row) => ({ ...row })),
    [
      { to: 'plans', onDelete: 'c' },
      { to: 'runs', onDelete: 'c' },
    ],
  )
})
