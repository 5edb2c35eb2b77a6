import assert from 'node:assert/strict'
import { after, beforeEach, test } from 'node:test'
import { deep } from '../helpers/depth.ts'
import { startDeskOfFiles } from '../helpers/desk-of-files.ts'
import { fails, openModelServer, saysJson, type ModelReply } from '../helpers/model-server.ts'
import { MANY_MESSAGES, startParley } from '../helpers/parley.ts'
import { routesTo, writes } from '../helpers/planner-replies.ts'
import { saysYes } from '../helpers/requesters-yes.ts'

let programs: ModelReply[] = []
let outcome: (answer: string) => ModelReply = () => fails(400)
const model = await openModelServer(
  ({ schemaName }) => (schemaName === 'reading' ? routesTo('plan') : (programs.shift() ?? fails(400))),
  { outcome: ({ messages }) => outcome(String(JSON.parse(messages.at(-1)?.content ?? '{}').answer)) },
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
  outcome = () => fails(400)
})

const planRequests = () => model.requests.filter(({ schemaName }) => schemaName === 'plan')
const came = (as: string, words: string | null, needs: string | null = null) => saysJson({ came: as, words, needs })
const fetches = (path: string) => writes(`tools.desk.files.fetch({ path: '${path}' }, 'fetch ${path}')`)
const shares = (path: string) => writes(`tools.desk.files.share({ path: '${path}' }, 'share ${path}')`)

async function ask(text: string) {
  const said = await customer.ask(text)
  await saysYes(customer, said)
  await customer.settled(said.runId, 'done')
  return { said, answer: (await customer.answers(said.threadId)).at(-1) ?? '' }
}

test('a text that is the whole value of a write is quoted and never told as done while nobody has read it', async () => {
  desk.answers('files.share', { structuredContent: { result: 'Source not found' }, text: 'Source not found' })
  programs = [shares('/a')]
  const { answer } = await ask('share /a')
  assert.equal(answer, 'Share /a: the tool answered “Source not found”.')
})

test('an answer that a model reads as not done is told as that, and gives another round with the text as a reference', async () => {
  const before = planRequests().length
  desk.answers('files.fetch', { text: 'Source not found: CANARY' })
  outcome = (answer) =>
    answer.startsWith('Source') ? came('not-done', 'Source not found') : came('done', answer.slice(0, 7))
  programs = [
    fetches('/a'),
    writes(`const text = refs.done1
tools.desk.files.fetch({ path: '/reports/a' }, 'fetch /a')`),
  ]
  const { said, answer } = await ask('fetch /a')
  assert.match(
    answer,
    /^The tool’s answer says that this wasn’t done:\n- Fetch \/a: the tool answered “Source not found: CANARY”/,
  )
  assert.match(answer, /Done\.\n- Fetch \/reports\/a: the tool answered “Fetched \/reports\/a”$/)
  const [, request] = planRequests().slice(before)
  assert.match(
    request?.messages.at(-1)?.content ?? '',
    /\{"ref":"done1","tool":"desk\/files\.fetch","status":"answered","outcome":"not-done"\}/,
  )
  assert.ok(!JSON.stringify(request?.messages).includes('CANARY'))
  // What led to the second deed is text that nobody vouches for: it was asked about.
  const plan = await customer.planOf(said)
  assert.ok(plan.effects[0]?.because.ctrl.includes('tool:desk/files.fetch.#text'), JSON.stringify(plan.effects[0]))
  assert.ok(plan.decisions.length > 0)
  // The ledger says of the first that its call was made.
  const events = await customer.events(said.threadId)
  const [first = ''] = events.flatMap((event) => (event.type === 'plan-proposed' ? [event.planId] : []))
  const { status, effects } = await customer.plan(first)
  assert.deepEqual([status, effects[0]?.state, effects[0]?.came], ['done', 'succeeded', 'not-done'])
})

test('what more is needed is told to the next round by its kind, and steps after it are not begun', async () => {
  const before = planRequests().length
  outcome = (answer) =>
    answer.includes('code') ? came('more-needed', 'waits for the code', 'code') : came('done', answer)
  desk.unread = ['Your code is 4711']
  programs = [
    writes(`tools.desk.orders.place({ item: 'lamp' }, 'order a lamp')
tools.desk.files.fetch({ path: '/receipt' }, 'fetch the receipt')
say('The lamp is ordered.')`),
    writes(`const { mails } = await tools.desk.mails.unread({})
tools.desk.orders.confirm({ code: mails[0].slice(-4) }, 'order a lamp')`),
  ]
  const { answer } = await ask('order a lamp and fetch the receipt')
  assert.match(
    planRequests()[before + 1]?.messages.at(-1)?.content ?? '',
    /"status":"answered","outcome":"more-needed","needs":"code"\},\{"tool":"desk\/files\.fetch","status":"not begun"\}/,
  )
  assert.match(
    answer,
    /^The tool’s answer says that more is needed before this is done:\n- Order lamp: .*\nThis was not done:\n- Fetch \/receipt/,
  )
  assert.doesNotMatch(answer, /The lamp is ordered/)
  assert.deepEqual(desk.calls('orders.place', 'orders.confirm', 'files.fetch').slice(-2), [
    { 'orders.place': { item: 'lamp' } },
    { 'orders.confirm': { code: '4711' } },
  ])
})

const NOT_SURE = 'Its tool’s answer doesn’t say whether this was done:\n- Share /a: the tool answered “Shared /a”'

test('words that don’t stand in the answer, and an unsure reading, are told as not surely done, and no other round does it again', async () => {
  for (const reply of [came('done', 'it worked'), came('unsure', null)])
    for (const goesOn of ['', "\nsay('It is shared.')", '\nnext()']) {
      outcome = () => reply
      const [before, calls] = [planRequests().length, desk.calls('files.share').length]
      programs = [writes(`tools.desk.files.share({ path: '/a' }, 'share /a')${goesOn}`), shares('/a')]
      const { answer, said } = await ask('share /a')
      assert.equal(answer, NOT_SURE)
      assert.equal((await customer.planOf(said)).effects[0]?.came, 'unsure')
      assert.deepEqual([planRequests().length - before, desk.calls('files.share').length - calls], [1, 1])
    }
})

test('steps after one that nobody is sure of aren’t begun, and are told as not done', async () => {
  outcome = () => came('unsure', null)
  programs = [
    writes(`tools.desk.files.share({ path: '/a' }, 'share /a and fetch /b')
tools.desk.files.fetch({ path: '/b' }, 'share /a and fetch /b')`),
    shares('/a'),
  ]
  const before = planRequests().length
  const { answer } = await ask('share /a and fetch /b')
  assert.equal(answer, `${NOT_SURE}\nThis was not done:\n- Fetch /b`)
  assert.equal(planRequests().length - before, 1)
})

deep('a value that isn’t words is done, and no model is asked', async () => {
  const before = model.outcomes.length
  programs = [writes("tools.desk.files.move({ path: '/a', to: '/b' }, 'move /a to /b')")]
  const { answer } = await ask('move /a to /b')
  assert.equal(answer, 'Done.\n- Move /a (number M1)')
  assert.equal(model.outcomes.length, before)
})

test('a value that its requester typed in quotation marks is theirs, and steps of one deed quote its words once', async () => {
  programs = [
    writes(`tools.desk.files.move({ path: '/a', to: 'not yet read' }, 'rename /a to "not yet read" and share it')
tools.desk.files.share({ path: '/a' }, 'rename /a to "not yet read" and share it')`),
  ]
  const said = await customer.ask('Please rename /a to "not yet read" and share it')
  const plan = await customer.planOf(said)
  assert.deepEqual([plan.intent?.basis, plan.intent?.doubts, plan.intent?.said.length], ['explicit', [], 1])
})
