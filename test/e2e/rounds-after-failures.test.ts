import assert from 'node:assert/strict'
import { after, beforeEach, test } from 'node:test'
import type { ReplayView } from '#contract/replay.ts'
import { openPlaceAsOwner } from '../helpers/database.ts'
import { deep } from '../helpers/depth.ts'
import { refuses, startDeskOfFiles } from '../helpers/desk-of-files.ts'
import { fails, openModelServer, type ModelReply } from '../helpers/model-server.ts'
import { MANY_MESSAGES, startParley } from '../helpers/parley.ts'
import { routesTo, writes } from '../helpers/planner-replies.ts'
import { saysYes } from '../helpers/requesters-yes.ts'

let programs: ModelReply[] = []
const model = await openModelServer(({ schemaName }) =>
  schemaName === 'reading' ? routesTo('plan') : (programs.shift() ?? fails(400)),
)
after(() => model[Symbol.asyncDispose]())
const desk = await startDeskOfFiles({ after })
const parley = await startParley(
  { after },
  {
    shop: { url: desk.server.url, token: 'none' },
    limits: MANY_MESSAGES,
    environment: { ...model.environment, AGENTS_DIR: desk.dir },
  },
)
const customer = parley.as('customer')
beforeEach(() => {
  programs = []
})

const planRequests = () => model.requests.filter(({ schemaName }) => schemaName === 'plan')
const fetches = (path: string) => writes(`tools.desk.files.fetch({ path: '${path}' }, 'fetch report.txt')`)
const NOT_THERE = refuses('not_found', 'No such path: CANARY')

async function ask(text: string) {
  const said = await customer.ask(text)
  await saysYes(customer, said)
  await customer.settled(said.runId, 'done')
  return (await customer.answers(said.threadId)).at(-1) ?? ''
}

test('a step that surely did nothing gives another round, with its fault and its place and none of its words', async () => {
  const before = planRequests().length
  desk.answers('files.fetch', NOT_THERE)
  programs = [
    fetches('/report.txt'),
    writes(`const { path } = await tools.desk.files.find({ name: 'report.txt' })
tools.desk.files.fetch({ path }, 'fetch report.txt')`),
  ]
  const answer = await ask('Please fetch report.txt')
  assert.deepEqual(desk.calls('files.fetch').slice(-2), [
    { 'files.fetch': { path: '/report.txt' } },
    { 'files.fetch': { path: '/reports/report.txt' } },
  ])
  const [, request] = planRequests().slice(before)
  const told = request?.messages.at(-1)?.content ?? ''
  assert.match(told, /"tool":"desk\/files\.fetch"/)
  assert.match(told, /"status":"failed".*"fault":"refused","code":"not_found".*"line":1/)
  assert.ok(!JSON.stringify(request?.messages).includes('CANARY'))
  assert.match(
    answer,
    /^I tried “Fetch \/report\.txt” first: the service refused it: the tool answered “No such path: CANARY”\./,
  )
  assert.match(answer, /Fetch \/reports\/report\.txt/)
  assert.doesNotMatch(answer, /I stopped at step/)
})

test('a model that loops over rounds ends at the limit, and what its tool said is told', async () => {
  const before = planRequests().length
  const calls = desk.calls('files.fetch').length
  desk.answers('files.fetch', NOT_THERE, NOT_THERE, NOT_THERE, NOT_THERE)
  programs = [1, 2, 3, 4, 5].map((number) => fetches(`/${number}/report.txt`))
  const answer = await ask('Please fetch report.txt')
  assert.deepEqual([planRequests().length - before, desk.calls('files.fetch').length - calls], [3, 3])
  assert.match(answer, /I stopped at step 1 of 1: the service refused it: the tool answered “No such path: CANARY”\./)
  assert.match(answer, /Nothing more was done/)
  assert.match(answer, /This was not done:\n- Fetch \/3\/report\.txt$/)
})

deep(
  'what was done before a step that failed is told to the next round, is done once, and stands in the answer',
  async () => {
    const before = planRequests().length
    desk.answers('files.fetch', NOT_THERE)
    const move = `tools.desk.files.move({ path: '/a', to: '/b' }, 'move /a to /b')`
    programs = [
      writes(`${move}\ntools.desk.files.fetch({ path: '/b' }, 'fetch it')`),
      // What was done isn't asked for by the same words again.
      writes(`${move}\ntools.desk.files.fetch({ path: '/reports/b' }, 'fetch it')`),
    ]
    const said = await customer.ask('move /a to /b and fetch it')
    await saysYes(customer, said)
    const [, request] = planRequests().slice(before)
    assert.match(
      request?.messages.at(-1)?.content ?? '',
      /\{"ref":"done1","tool":"desk\/files\.move","status":"done"\},\{"tool":"desk\/files\.fetch","status":"failed"/,
    )
    const second = await customer.planOf(said)
    assert.deepEqual([second.intent?.basis, second.intent?.doubts.includes('unasked-step')], ['confirmed', true])
    const [answer = ''] = await customer.answers(said.threadId)
    assert.match(
      answer,
      /I stopped at step 2 of 2: the service refused it: the tool answered “No such path: CANARY”\. This was done:\n- Move/,
    )
  },
)

deep('a step that failed for another reason than how it was called gives no other round', async () => {
  const before = planRequests().length
  desk.answers('files.fetch', { body: '', status: 429 })
  programs = [fetches('/report.txt'), fetches('/report.txt')]
  const answer = await ask('Please fetch report.txt')
  assert.equal(planRequests().length - before, 1)
  assert.match(answer, /^I stopped at step 1 of 1: /)
})

deep('what comes after a failure hangs on what failed, and on its tool', async () => {
  desk.answers('files.fetch', NOT_THERE)
  programs = [fetches('/report.txt'), fetches('/reports/report.txt')]
  const said = await customer.ask('Please fetch report.txt')
  await saysYes(customer, said)
  const plan = await customer.planOf(said)
  assert.ok(plan.effects[0]?.because.ctrl.includes('tool:desk/files.fetch'), JSON.stringify(plan.effects[0]?.because))
})

/** As if a plan had been tried out longer ago than what it read counts as fresh. */
async function makeOld(planId: string): Promise<void> {
  await using owner = await openPlaceAsOwner(parley.place)
  await owner.run(`update plans set dry_run_ended_at = dry_run_ended_at - interval '1 minute' where id = $1`, [planId])
}

const READS_MAIL = `const { mails } = await tools.desk.mails.unread({})
tools.desk.orders.confirm({ code: mails[0].slice(-4) })`

test('a read that uses up what it reads keeps its answer while its plan waits, and is not made anew', async () => {
  desk.unread = ['Your code is 4711']
  programs = [writes(READS_MAIL)]
  const said = await customer.ask('Confirm my order with the code from my mail')
  const plan = await customer.planOf(said)
  assert.deepEqual([plan.status, plan.effects[0]?.args], ['waiting', { code: '4711' }])
  const read = desk.calls('mails.unread').length
  await parley.stop()
  await makeOld(plan.id)
  await parley.start()
  await saysYes(customer, said)
  await customer.settled(said.runId, 'done')
  assert.equal(desk.calls('mails.unread').length, read)
  assert.deepEqual(desk.calls('orders.confirm').at(-1), { 'orders.confirm': { code: '4711' } })
  const { body } = await parley.as('operator').request<ReplayView>('GET', `/v1/plans/${plan.id}/replay`)
  assert.deepEqual([body.differs, body.digestAgain], [[], plan.digest])
})

deep('a program that is written anew is given what the one before it used up, once, and then what is new', async () => {
  desk.unread = ['Your code is 4712']
  const read = desk.calls('mails.unread').length
  programs = [
    writes(`const { mails } = await tools.desk.mails.unread({})
return say(dates.add(mails[0], { days: 1 }))`),
    writes(`const first = await tools.desk.mails.unread({})
const second = await tools.desk.mails.unread({})
return say(first.mails.length + ' and ' + second.mails.length + ': ' + first.mails[0])`),
  ]
  const said = await customer.ask('What do my mails say?')
  await customer.settled(said.runId, 'done')
  assert.equal((await customer.answers(said.threadId)).at(-1), '1 and 0: Your code is 4712')
  assert.equal(desk.calls('mails.unread').length - read, 2)
})
