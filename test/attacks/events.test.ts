import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { PlanView } from '#graph/contract.ts'
import { eraseEvents } from '#memory/events.ts'
import { DEFAULT_TENANT } from '#memory/tenants.ts'
import { openPlace, openPlaceAsOwner } from '../helpers/database.ts'
import { startParley } from '../helpers/parley.ts'
import { startTestShop } from '../helpers/shop.ts'

// Somebody who can write to the database and can't compute the chain again: evidence names the first event that isn't
// as it was written, and holds none from there on. Who can compute it again is found out only with an anchor elsewhere.
const shop = await startTestShop({ after })
const parley = await startParley({ after }, { shop })
const customer = parley.as('customer')
const lead = parley.as('support-lead')

interface Evidence {
  readonly chain: { readonly ok: boolean; readonly count?: number; readonly seq?: number; readonly reason?: string }
  readonly events: readonly { readonly seq: number }[]
}

/** What is done to one thread's events; which event is named, and what is said of it. The turn has some ten of them. */
const CHANGES: readonly (readonly [what: string, sql: (of: string) => string, seq: number | 'end', reason: RegExp])[] =
  [
    ['changed', (of) => `update events set body = body || '{"reason": "x"}' where ${of} and seq = 4`, 4, /content/],
    ['given another kind', (of) => `update events set type = 'handed-over' where ${of} and seq = 3`, 3, /content/],
    [
      'given another time',
      (of) => `update events set at = at - interval '1 day' where ${of} and seq = 2`,
      2,
      /content/,
    ],
    ['given to another run', (of) => `update events set run_id = null where ${of} and seq = 5`, 5, /content/],
    ['removed', (of) => `delete from events where ${of} and seq = 4`, 5, /missing/],
    ['removed at the end', (of) => `delete from events where ${of} and type = 'run-completed'`, 'end', /does not end/],
    [
      'put in another’s place',
      (of) => `
      update events set seq = 99 where ${of} and seq = 4;
      update events set seq = 4 where ${of} and seq = 5;
      update events set seq = 5 where ${of} and seq = 99`,
      4,
      /does not follow/,
    ],
    [
      'given other words',
      (of) =>
        `update events set disclosed = jsonb_set(disclosed, '{/parts/0/text,value}', '"Refund all"') where ${of} and seq = 1`,
      1,
      /committed/,
    ],
    ['made no event', (of) => `update events set disclosed = '{"/parts": 1}' where ${of} and seq = 1`, 1, /no event/],
  ]

const plans = new Map<string, PlanView>()
const counts = new Map<string, number>()

before(async () => {
  for (const what of [...CHANGES.map(([change]) => change), 'erased', 'left alone']) {
    const said = await customer.ask('Refund order A17')
    const plan = await customer.planOf(said)
    assert.equal((await lead.decide(plan, 'reject')).status, 200)
    await customer.settled(said.runId, 'done')
    plans.set(what, plan)
    counts.set(what, (await customer.events(said.threadId)).length)
  }
  await parley.stop()
  await asOwner(CHANGES.map(([what, sql]) => sql(`thread_id = '${planOf(what).threadId}'`)).join(';\n'))
  await using database = await openPlace(parley.place)
  await database.tenant(DEFAULT_TENANT, (tx) => eraseEvents(tx, planOf('erased').threadId))
  await database[Symbol.asyncDispose]()
  await parley.start()
})

for (const [what, , named, reason] of CHANGES) {
  test(`an event ${what} is named by the evidence`, async () => {
    const seq = named === 'end' ? (counts.get(what) ?? 0) : named
    const { chain, events } = await evidenceOf(what)
    assert.deepEqual([chain.ok, chain.seq], [false, seq])
    assert.match(chain.reason ?? '', reason)
    assert.ok(events.every((event) => event.seq < seq))
  })
}

for (const what of ['erased', 'left alone']) {
  test(`a chain ${what === 'erased' ? 'whose words were erased' : 'that was left alone'} verifies`, async () => {
    const { chain, events } = await evidenceOf(what)
    assert.deepEqual(chain, { ok: true, count: counts.get(what) })
    assert.equal(events.length, counts.get(what))
    assert.equal(JSON.stringify(events).includes('Refund order A17'), what !== 'erased')
  })
}

function planOf(what: string): PlanView {
  const plan = plans.get(what)
  assert.ok(plan)
  return plan
}

async function evidenceOf(what: string): Promise<Evidence> {
  const { status, body } = await customer.request<Evidence>('GET', `/v1/plans/${planOf(what).id}/evidence`)
  assert.equal(status, 200)
  return body
}

async function asOwner(statements: string): Promise<void> {
  await using owner = await openPlaceAsOwner(parley.place)
  await owner.exec(statements)
}
