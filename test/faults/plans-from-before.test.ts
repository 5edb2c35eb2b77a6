import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import { after, test } from 'node:test'
import { openPlaceAsOwner } from '../helpers/database.ts'
import { deskFromBefore } from '../helpers/desk-from-before.ts'

// A database that an earlier version wrote, before a tool's entry could say `nothing`: its plans keep their digests and their
// keys, and go on.
const { place, book, start } = await deskFromBefore({ after })
const owner = await openPlaceAsOwner(place)
const before = await owner.run(
  `select p.id, p.run_id, p.digest, p.seal::text as seal, e.args->>'id' as note, e.idempotency_key as key
     from plans p join effects e on e.plan_id = p.id order by e.args->>'id'`,
)
await owner[Symbol.asyncDispose]()
const [waiting, begun] = before
const parley = await start()

async function putsOf(note: string): Promise<readonly Readonly<Record<string, unknown>>[]> {
  const lines = (await readFile(book, 'utf8')).trim().split('\n')
  return lines.map((line): Readonly<Record<string, unknown>> => JSON.parse(line)).filter((put) => put['id'] === note)
}

test('a plan whose step had begun before is called again with the key that it had, and ends well', async () => {
  assert.equal(begun?.['note'], 'N2')
  await parley.as('customer').settled(String(begun['run_id']), 'done')
  const plan = await parley.as('customer').plan(String(begun['id']))
  assert.deepEqual([plan.status, plan.digest], ['done', begun['digest']])
  assert.deepEqual(await putsOf('N2'), [{ id: 'N2', place: 'archive', key: begun['key'] }])
})

test('a plan that waited before is approved by its digest, by whoever asked for it too, and done as it was judged', async () => {
  assert.equal(waiting?.['note'], 'N1')
  const [customer, lead] = [parley.as('customer'), parley.as('support-lead')]
  const plan = await lead.plan(String(waiting['id']))
  assert.deepEqual([plan.status, plan.digest], ['waiting', waiting['digest']])
  assert.deepEqual(plan.intent?.doubts, ['unknown'])
  assert.equal((await lead.decide(plan, 'approve')).status, 200)
  const half = await customer.plan(plan.id)
  assert.deepEqual([half.status, half.awaits, half.intent?.basis], ['waiting', ['requester'], 'inferred'])
  assert.equal((await customer.decide(plan, 'approve')).status, 200)
  await customer.settled(plan.runId, 'done')
  const done = await lead.plan(plan.id)
  assert.deepEqual([done.status, done.digest, done.settings], ['done', waiting['digest'], []])
  assert.equal(done.intent?.basis, 'confirmed')
  assert.equal((await putsOf('N1')).length, 1)
  const again = await openPlaceAsOwner(place).catch(() => null)
  if (again === null) return // PGlite is one process's alone
  const [row] = await again.run('select seal::text as seal from plans where id = $1', [plan.id])
  assert.equal(row?.['seal'], waiting['seal'])
})
