import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { canonicalJson } from '#core/commitment.ts'
import type { PlanView } from '#contract/plan.ts'
import { JsonObject } from '#core/json.ts'
import { eraseEvents } from '#memory/events/events.ts'
import { DEFAULT_TENANT } from '#memory/people/tenants.ts'
import { verifyEvidence } from '../../bin/verify-evidence.ts'
import { openPlace, openPlaceAsOwner } from '../helpers/database.ts'
import { EvidenceChain, readEvidence } from '../helpers/evidence.ts'
import { startShop } from '../helpers/parley.ts'

// Somebody who can write to the database and can't compute the chain again: evidence names the first event that isn't
// as it was written, and holds none from there on. Who can compute it again is found out only with an anchor elsewhere.
const { parley, customer, lead } = await startShop({ after })

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
    const { chain, events, text } = await evidenceOf(what)
    assert.equal(chain.fault?.seq, seq)
    assert.match(chain.fault?.reason ?? '', reason)
    assert.ok(events.every((event) => event.seq < seq))
    const findings = verifyEvidence(Buffer.from(text), { trusted: null, anchors: null })
    assert.ok(findings.some(({ kind, at }) => kind === 'wrong' && at === '/statement/chain/fault'))
  })
}

for (const what of ['erased', 'left alone']) {
  test(`a chain ${what === 'erased' ? 'whose words were erased' : 'that was left alone'} verifies`, async () => {
    const { chain, events, text, said } = await evidenceOf(what)
    assert.deepEqual([chain.fault, chain.head.seq], [null, counts.get(what)])
    assert.equal(events.length, counts.get(what))
    const findings = verifyEvidence(Buffer.from(text), { trusted: null, anchors: null })
    assert.deepEqual(
      findings.filter(({ kind }) => kind === 'wrong'),
      [],
    )
    assert.equal(said.includes('Refund order A17'), what !== 'erased')
  })
}

function planOf(what: string): PlanView {
  const plan = plans.get(what)
  assert.ok(plan)
  return plan
}

async function evidenceOf(what: string) {
  const file = await readEvidence(customer, planOf(what).id)
  const { chain } = EvidenceChain.parse(file.statement)
  const events = chain.links.filter((link) => typeof link !== 'string')
  const inChain = Object.entries(JsonObject.parse(file.disclosed)).filter(([place]) => place.startsWith('/chain/'))
  return { chain, events, text: canonicalJson(file), said: JSON.stringify(inChain) }
}

async function asOwner(statements: string): Promise<void> {
  await using owner = await openPlaceAsOwner(parley.place)
  await owner.exec(statements)
}
