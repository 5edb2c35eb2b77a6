import { Annotation, Command, END, interrupt, START, StateGraph } from '@langchain/langgraph'
import assert from 'node:assert/strict'
import test, { after } from 'node:test'
import { DEFAULT_TENANT } from '#memory/people/tenants.ts'
import { RowCheckpointSaver, type CheckpointSave } from '#memory/runs/checkpoints.ts'
import type { Database } from '#memory/database/database.ts'
import { claimRuns } from '#memory/runs/claim-runs.ts'
import type { ClaimedRun } from '#memory/runs/leases.ts'
import { finishRun } from '#memory/runs/runs.ts'
import { openPlace, testPlace } from '../helpers/database.ts'
import { lentOpen } from '../helpers/lent-database.ts'
import { acceptedMessage } from '../helpers/threads.ts'

const database = await lentOpen({ after })

test('a graph that pauses goes on from a fresh saver in another instance', async (t) => {
  const place = await testPlace(t)
  const before = await openPlace(place)
  const run = await claimedRun(before)
  await questionGraph(before).invoke({ asked: '17' }, configOf(run))
  await before[Symbol.asyncDispose]()

  const graph = questionGraph(await openPlace(place))
  const state = await graph.getState(configOf(run))
  const pending = state.tasks.flatMap((task) => task.interrupts)
  assert.deepEqual(
    pending.map(({ value }) => value),
    ['Refund 17?'],
  )
  const resume = { [pending[0]?.id ?? '']: 'yes' }
  const result = await graph.invoke(new Command({ resume }), configOf(run))
  assert.equal(result.answered, '17: yes')
})

test('a pause and its continuation cost one row and one statement for each call', async (t) => {
  const others = await rowCount()
  const run = await claimedRun()
  const graph = questionGraph()
  const started = database.statistics().roundTrips
  await graph.invoke({ asked: '17' }, configOf(run))
  const paused = database.statistics().roundTrips
  await graph.invoke(new Command({ resume: 'yes' }), configOf(run))
  const ended = database.statistics().roundTrips
  t.diagnostic(`round trips: ${paused - started} for pausing, ${ended - paused} for going on`)
  // One for each call of the saver.
  assert.deepEqual([paused - started, ended - paused], [3, 2])
  assert.equal(await rowCount(), others + 1)
})

test('what was collected of a pause is kept by whoever sends it, and goes on from there', async () => {
  const others = await rowCount()
  const run = await claimedRun()
  const saves: CheckpointSave[] = []
  const collecting = { configurable: { ...configOf(run).configurable, saves } }
  await questionGraph().invoke({ asked: '17' }, collecting)
  assert.equal(await rowCount(), others)

  await database.batch(run.tenantId, (tx) => Promise.all(saves.map((save) => save(tx))))
  const result = await questionGraph().invoke(new Command({ resume: 'yes' }), configOf(run))
  assert.equal(result.answered, '17: yes')
})

test('a worker that lost its run changes no checkpoint', async () => {
  const run = await claimedRun()
  await questionGraph().invoke({ asked: '17' }, configOf(run))
  const saver = new RowCheckpointSaver(database)
  const before = await saver.getTuple(configOf(run))
  await questionGraph().invoke({ asked: 'something else' }, configOf({ ...run, fence: run.fence - 1 }))
  assert.deepEqual(await saver.getTuple(configOf(run)), before)
})

test('the checkpoint goes with its run, and the graph writes none after its end', async () => {
  const others = await rowCount()
  const run = await claimedRun()
  await questionGraph().invoke({ asked: '17' }, configOf(run))
  await database.tenant(run.tenantId, (tx) => finishRun(tx, { runId: run.id, fence: run.fence }, 'done'))
  assert.equal(await rowCount(), others)
  await questionGraph()
    .invoke(new Command({ resume: 'yes' }), configOf(run))
    .catch(() => {})
  assert.equal(await rowCount(), others)
})

test('writes may come before the checkpoint that they belong to, and end with it', async () => {
  const run = await claimedRun()
  const saver = new RowCheckpointSaver(database)
  const at = (id: string) => ({ configurable: { ...configOf(run).configurable, checkpoint_id: id } })
  await saver.putWrites(at('1'), [['channel', 'early \0 \ud800']], 'task')
  await saver.put(configOf(run), checkpoint('1'), METADATA)
  await saver.putWrites(at('1'), [['channel', 'again']], 'task')
  const first = await saver.getTuple(configOf(run))
  assert.deepEqual(first?.pendingWrites, [['task', 'channel', 'early \0 \ud800']])
  await saver.put(at('1'), checkpoint('2'), METADATA)
  const second = await saver.getTuple(configOf(run))
  assert.deepEqual([second?.checkpoint.id, second?.pendingWrites], ['2', []])
  assert.equal(await saver.getTuple(at('1')), undefined)
})

test('a thread deleted by name is gone', async () => {
  const run = await claimedRun()
  const saver = new RowCheckpointSaver(database)
  await saver.put(configOf(run), checkpoint('1'), METADATA)
  await saver.deleteThread(`${run.tenantId}/${run.id}`)
  assert.equal(await saver.getTuple(configOf(run)), undefined)
})

test('a configuration without tenant, run or fence is refused', async () => {
  const saver = new RowCheckpointSaver(database)
  const unfit = { code: 'checkpoint-config' }
  const thread_id = crypto.randomUUID()
  await assert.rejects(saver.getTuple({ configurable: { thread_id } }), unfit)
  await assert.rejects(saver.put({ configurable: { tenantId: 'default', fence: 1 } }, checkpoint('1'), METADATA), unfit)
  await assert.rejects(
    saver.put({ configurable: { tenantId: 'default', thread_id } }, checkpoint('1'), METADATA),
    unfit,
  )
})

const METADATA = { source: 'loop', step: 1, parents: {} } as const

function checkpoint(id: string) {
  return {
    v: 4,
    id,
    ts: '2026-01-01T00:00:00.000Z',
    channel_values: { a: 1 },
    channel_versions: { a: 1 },
    versions_seen: {},
  }
}

function questionGraph(at: Database = database) {
  const State = Annotation.Root({ asked: Annotation<string>, answered: Annotation<string> })
  return new StateGraph(State)
    .addNode('ask', ({ asked }) => ({ answered: `${asked}: ${interrupt<string, string>(`Refund ${asked}?`)}` }))
    .addEdge(START, 'ask')
    .addEdge('ask', END)
    .compile({ checkpointer: new RowCheckpointSaver(at) })
}

function configOf({ tenantId, id, fence }: ClaimedRun) {
  return { configurable: { thread_id: id, tenantId, fence }, durability: 'exit' } as const
}

async function claimedRun(at: Database = database): Promise<ClaimedRun> {
  const { runId } = await acceptedMessage(at)
  // Those of other tests whose lease has ended by now are claimed beside it.
  const run = (await claimRuns(at, { leaseMs: 60_000, atMost: 100 })).find(({ id }) => id === runId)
  assert.ok(run)
  return run
}

/** Those of every run, the other tests' too. */
async function rowCount(): Promise<number> {
  let count = 0
  const tuples = new RowCheckpointSaver(database).list({ configurable: { tenantId: DEFAULT_TENANT } })
  for await (const _tuple of tuples) count += 1
  return count
}
