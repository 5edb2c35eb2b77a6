import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import type { PlanView } from '#contract/plan.ts'
import { startShop } from '../helpers/parley.ts'

const { parley, customer, lead } = await startShop({ after })

interface Page {
  readonly plans: readonly PlanView[]
  readonly next: string | null
}

const list = async (query: string, who = lead) => (await who.request<Page>('GET', `/v1/plans?${query}`)).body
// A23 is 89.50 EUR, A17 is 129.00 EUR.
const asked = []
for (const order of ['A23', 'A17', 'A23'])
  asked.push(await customer.planOf(await customer.ask(`Refund order ${order}`)))
const [first, dear, again] = asked.map(({ id }) => id)

test('the riskiest comes first, and of equal risk the oldest', async () => {
  const { plans, next } = await list('status=waiting&order=riskiest')
  assert.deepEqual([plans.map(({ id }) => id), next], [[dear, first, again], null])
  assert.deepEqual(
    plans.map(({ risk }) => risk),
    [
      [0, 129, 2],
      [0, 90, 2],
      [0, 90, 2],
    ],
  )
})

for (const [order, expected] of [
  ['newest', [again, dear, first]],
  ['oldest', [first, dear, again]],
  ['riskiest', [dear, first, again]],
] as const) {
  test(`a list by ${order} goes on after its pages without a gap or a double`, async () => {
    const found: string[] = []
    let after = ''
    for (;;) {
      const page = await list(`status=waiting&order=${order}&limit=1${after}`)
      found.push(...page.plans.map(({ id }) => id))
      if (page.next === null) break
      after = `&after=${page.next}`
    }
    assert.deepEqual(found, expected)
  })
}

test('a list is of one agent, or of one asked role, and what isn’t the reader’s is in none', async () => {
  assert.equal((await list('status=waiting&agent=support&asks=support-lead')).plans.length, 3)
  assert.deepEqual((await list('status=waiting&asks=finance')).plans, [])
  assert.deepEqual((await list('status=waiting&agent=another')).plans, [])
  assert.deepEqual((await list('status=waiting&asks=support-lead', parley.as('finance'))).plans, [])
  assert.deepEqual((await list(`status=waiting&after=${crypto.randomUUID()}`)).plans, [])
})

test('what has ended is shown to whom it asked, in each order, with and without a status', async () => {
  assert.ok(first && dear && again)
  for (const id of [dear, first]) {
    const plan = await lead.plan(id)
    assert.equal((await lead.decide(plan, 'reject')).status, 200)
    await customer.settled(plan.runId, 'done')
  }
  const ids = async (query: string, who = lead) => (await list(query, who)).plans.map(({ id }) => id)
  for (const who of [lead, parley.as('operator')]) {
    assert.deepEqual(await ids('status=rejected&order=newest', who), [dear, first])
    assert.deepEqual(await ids('status=rejected&order=riskiest', who), [dear, first])
    assert.deepEqual(await ids('order=newest', who), [again, dear, first])
    assert.deepEqual(await ids('order=oldest', who), [first, dear, again])
    assert.deepEqual(await ids('order=riskiest', who), [dear, first, again])
    assert.deepEqual(await ids('order=riskiest&limit=2', who), [dear, first])
    assert.deepEqual(await ids(`order=riskiest&after=${first}`, who), [again])
  }
  // Of others it has nothing, and of their own they read all.
  assert.deepEqual(await ids('order=newest', parley.as('finance')), [])
  assert.deepEqual(await ids('order=riskiest', customer), [dear, first, again])
})

test('an order that there isn’t is the caller’s mistake', async () => {
  assert.equal((await lead.request('GET', '/v1/plans?order=dearest')).status, 400)
})
