import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import type { PlanView } from '#contract/plan.ts'
import type { RunPage } from '#contract/run.ts'
import type { ThreadPage } from '#contract/thread.ts'
import { startShop } from '../helpers/parley.ts'

const { parley, customer } = await startShop({ after })
const other = parley.as('other-customer')
const operator = parley.as('operator')

const before = new Date().toISOString()
const waiting = await customer.ask('Refund order A17')
const answered = await customer.ask('How long does shipping take?', waiting.threadId)
const alone = await customer.ask('How long does a refund take to reach my account?')
const others = await other.ask('How long does shipping take?')
const all = [others, alone, answered, waiting]
const ids = (said: readonly { readonly runId: string }[]) => said.map(({ runId }) => runId)

const runs = async (query: string, who = customer) => (await who.request<RunPage>('GET', `/v1/runs?${query}`)).body
const threads = async (query: string, who = customer) =>
  (await who.request<ThreadPage>('GET', `/v1/threads?${query}`)).body

for (const [title, query, who, expected] of [
  ['one’s own', '', customer, [alone, answered, waiting]],
  ['everybody’s, for an operator', '', operator, all],
  ['those of a thread', `threadId=${waiting.threadId}`, customer, [answered, waiting]],
  ['those that wait', 'status=waiting', customer, [waiting]],
  ['those that are done', 'status=done', operator, [others, alone, answered]],
  ['those of a person', 'requester=other-customer', operator, [others]],
  ['those of an agent', 'agent=support', operator, all],
  ['none of an agent that there isn’t', 'agent=nobody', operator, []],
  ['those since a moment', `since=${before}`, operator, all],
  ['none before it', `until=${before}`, operator, []],
  ['none of somebody else', 'requester=other-customer', customer, []],
  ['none of somebody else’s thread', `threadId=${others.threadId}`, customer, []],
] as const) {
  test(`a list of runs, newest first: ${title}`, async () => {
    const page = await runs(query, who)
    assert.deepEqual([page.runs.map(({ id }) => id), page.next], [ids(expected), null])
  })
}

test('what waits in a list says for what', async () => {
  const { runs: listed } = await runs('')
  const plan = await customer.planOf(waiting)
  assert.deepEqual(
    listed.map(({ waitingFor }) => (waitingFor && 'planId' in waitingFor ? waitingFor.planId : null)),
    [null, null, plan.id],
  )
  assert.deepEqual(listed[2], (await customer.request('GET', `/v1/runs/${waiting.runId}`)).body)
})

test('a list goes on after its pages without a gap or a double', async () => {
  const found: string[] = []
  for (let page = await runs('limit=1', operator); ; page = await runs(`limit=1&after=${page.next}`, operator)) {
    found.push(...page.runs.map(({ id }) => id))
    if (page.next === null) break
  }
  assert.deepEqual(found, ids(all))
  assert.deepEqual((await runs(`after=${crypto.randomUUID()}`, operator)).runs, [])
})

test('threads are listed with how they stand', async () => {
  const listed = await threads('', operator)
  assert.deepEqual(
    listed.threads.map(({ id, status, requester }) => [id, status, requester.id]),
    [
      [others.threadId, 'idle', 'other-customer'],
      [alone.threadId, 'idle', 'customer'],
      [waiting.threadId, 'waiting', 'customer'],
    ],
  )
  for (const [query, expected] of [
    ['status=waiting', [waiting.threadId]],
    ['status=idle', [alone.threadId]],
    ['status=working', []],
    ['agent=support&limit=1', [alone.threadId]],
    [`until=${before}`, []],
    [`after=${alone.threadId}`, [waiting.threadId]],
  ] as const) {
    assert.deepEqual(
      (await threads(query)).threads.map(({ id }) => id),
      expected,
      query,
    )
  }
})

test('a thread is its owner’s to read, and an operator’s', async () => {
  const [, mine] = (await threads('')).threads
  const path = `/v1/threads/${waiting.threadId}`
  assert.deepEqual((await customer.request('GET', path)).body, mine)
  assert.deepEqual((await operator.request('GET', path)).body, mine)
  assert.equal((await other.request('GET', path)).status, 404)
  assert.equal((await customer.request('GET', `/v1/threads/${crypto.randomUUID()}`)).status, 404)
})

test('plans are listed by thread, run, person and time', async () => {
  const plan = await customer.planOf(waiting)
  const listed = async (query: string) =>
    (await operator.request<{ plans: PlanView[] }>('GET', `/v1/plans?${query}`)).body.plans.map(({ id }) => id)
  for (const [query, expected] of [
    [`threadId=${waiting.threadId}`, [plan.id]],
    [`threadId=${alone.threadId}`, []],
    [`runId=${waiting.runId}`, [plan.id]],
    [`runId=${answered.runId}`, []],
    ['requester=customer', [plan.id]],
    ['requester=other-customer', []],
    [`since=${before}&status=waiting`, [plan.id]],
    [`until=${before}`, []],
  ] as const) {
    assert.deepEqual(await listed(query), expected, query)
  }
})

for (const [path, parameter, nearest] of [
  ['/v1/runs?thread=x', 'thread', 'threadId'],
  ['/v1/plans?threadID=x', 'threadID', 'threadId'],
  ['/v1/plans?colour=red', 'colour', null],
  ['/v1/threads?statuss=waiting', 'statuss', 'status'],
  [`/v1/runs/${waiting.runId}?verbose=1`, 'verbose', null],
] as const) {
  test(`a parameter that a route doesn’t know is refused: ${path.split('?')[1]}`, async () => {
    const { status, body } = await customer.request('GET', path)
    assert.deepEqual(
      [status, body['code'], body['parameter'], body['nearest']],
      [400, 'unknown-parameter', parameter, nearest],
    )
  })
}

test('a parameter that is given twice is refused, since one of the two wouldn’t count', async () => {
  const { status, body } = await customer.request('GET', '/v1/runs?status=done&status=waiting')
  assert.deepEqual([status, body['code']], [400, 'repeated-parameter'])
})
