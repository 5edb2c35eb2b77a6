import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import { after, test } from 'node:test'
import { openPlaceAsOwner } from '../helpers/database.ts'
import { deskFromBefore } from '../helpers/desk-from-before.ts'

// A plan that was approved before the upgrade, by whom its rules asked, and of which nothing had begun when the process ended.
const { place, book, start } = await deskFromBefore({ after })
const owner = await openPlaceAsOwner(place)
const [before] = await owner.run(
  `select p.id, p.run_id, p.digest from plans p join effects e on e.plan_id = p.id where e.args->>'id' = 'N1'`,
)
const planId = String(before?.['id'])
await owner.run(`insert into decisions (tenant_id, id, plan_id, digest, principal_id, decision, roles, authenticated_by)
                 select tenant_id, gen_random_uuid(), id, digest, 'support-lead', 'approve', '{support-lead}', 'session'
                   from plans where id = '${planId}'`)
await owner.run(`update plans set status = 'applying' where id = '${planId}'`)
await owner.run(`update runs set state = 'queued' where id = '${String(before?.['run_id'])}'`)
await owner[Symbol.asyncDispose]()

const parley = await start()

async function puts(): Promise<number> {
  const lines = (await readFile(book, 'utf8').catch(() => '')).split('\n')
  return lines.filter((line) => line.includes('"N1"')).length
}

test('it keeps its digest and that yes, waits once more for its requester alone, and goes on by theirs', async () => {
  const customer = parley.as('customer')
  await customer.settled(String(before?.['run_id']), 'waiting')
  const waiting = await customer.plan(planId)
  assert.deepEqual([waiting.status, waiting.digest, waiting.awaits], ['waiting', before?.['digest'], ['requester']])
  assert.equal(await puts(), 0)
  await customer.say('yes please', waiting.threadId)
  await customer.settled(waiting.runId, 'done')
  const done = await customer.plan(planId)
  assert.deepEqual([done.status, done.digest, done.intent?.basis], ['done', before?.['digest'], 'confirmed'])
  assert.deepEqual(done.decisions.map(({ principal }) => principal.id).toSorted(), ['customer', 'support-lead'])
  assert.equal(await puts(), 1)
})
