import assert from 'node:assert/strict'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { startChaosProxy } from '../helpers/chaos-proxy.ts'
import { openPlaceAsOwner } from '../helpers/database.ts'
import { startParley } from '../helpers/parley.ts'
import { socketPath, startSandboxHost } from '../helpers/sandbox-host.ts'
import { startBank } from './crash/bank.ts'
import { judge, NOTHING_WRONG, wrongIn } from './crash/judge.ts'

// A plan that waited for a while is tried out again before its first step, and the sandbox host may be lost just then.
const bank = await startBank({ after })
const host = await startSandboxHost({ after })
const link = await startChaosProxy({ after }, host.socket, await socketPath({ after }))
const parley = await startParley(
  { after },
  {
    shop: { url: bank.url, token: 'bank' },
    environment: {
      AGENTS_DIR: join(import.meta.dirname, '../fixtures/crash-agents'),
      SANDBOX_SOCKET: String(link.at),
      SANDBOX_PROCESSES: '1',
      // Nothing is compared by its meaning here; an embedding model that isn't there costs no start of its own.
      EMBEDDINGS_BASE_URL: 'http://127.0.0.1:9',
      EMBEDDINGS_MODEL: 'none',
    },
  },
)

test('a plan that people said yes to isn’t begun where the sandbox host is lost as it is tried out again, and who asked is told so', async () => {
  const customer = parley.as('customer')
  const said = await customer.ask('settle account L1 bare first')
  const plan = await customer.planOf(said)
  const turns = [{ ...said, ref: 'L1' }]
  // PGlite's folder is open to one at a time: to the server or to the judge.
  await parley.stop()
  // What waits has no end yet, neither its turn nor any of its steps.
  assert.equal((await judge(parley.place, bank.book, turns)).stuck.length, 1 + plan.effects.length)
  await makeOld(plan.id)
  await parley.start()
  link.fault = 'cut'
  assert.equal((await parley.as('support-lead').decide(plan, 'approve')).status, 200)
  await customer.settled(said.runId, 'done')
  link.fault = null
  assert.equal((await customer.plan(plan.id)).status, 'stale')
  assert.match((await customer.answers(said.threadId)).join('\n'), /^Something went wrong.* Nothing was done\.$/)
  await parley.stop()
  assert.deepEqual(bank.book, [])
  assert.deepEqual(wrongIn(await judge(parley.place, bank.book, turns)), NOTHING_WRONG)
})

/** Longer than a plan may wait without being tried out again. */
async function makeOld(planId: string): Promise<void> {
  await using owner = await openPlaceAsOwner(parley.place)
  await owner.run(`update plans set dry_run_ended_at = dry_run_ended_at - interval '1 minute' where id = $1`, [planId])
}
