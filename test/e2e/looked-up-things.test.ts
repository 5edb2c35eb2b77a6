import assert from 'node:assert/strict'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { after, beforeEach, test } from 'node:test'
import type { PlanView } from '#contract/plan.ts'
import { fails, openModelServer, witnesses, type ModelReply, type WitnessScript } from '../helpers/model-server.ts'
import { copyAgents } from '../helpers/agents.ts'
import { startShop } from '../helpers/parley.ts'
import { reads, writes, type ReadWish } from '../helpers/planner-replies.ts'
import { askedLine } from '../helpers/plan-views.ts'

// What a procedure needs to know and the requester only describes: a program looks it up and calls the procedure.
let witness: WitnessScript = witnesses('yes')
let readings: ModelReply[] = []
let programs: ModelReply[] = []
const model = await openModelServer(
  ({ schemaName }) => (schemaName === 'reading' ? readings.shift() : programs.shift()) ?? fails(400),
  { witness: (request) => witness(request) },
)
after(() => model[Symbol.asyncDispose]())
// A procedure that is called with one thing and done to another that it finds by it.
const AFTER = `export const playbook = {
  title: 'Cancel what was ordered after another order',
  examples: ['cancel what I ordered after A12', 'please call off what came after A17'],
  slots: { orderId: { type: 'pattern', pattern: '(?i)[A-Z][0-9]+', ask: 'After which order? A letter and a number, such as A17.' } },
}

export default async ({ tools, slots, say }) => {
  const order = await tools.shop.orders.get({ id: slots.orderId })
  if (!order) return say('There is no such order.')
  const others = await tools.shop.orders.search({})
  const later = others.find((other) => other.placedAt > order.placedAt && other.status === 'processing')
  if (!later) return say('There is none after it.')
  const own = await tools.shop.orders.get({ id: later.id })
  tools.shop.orders.cancel({ orderId: own.id })
}
`
const agents = await copyAgents({ after })
await writeFile(join(agents.dir, 'support/playbooks/cancel-after.js'), AFTER)
await agents.change('playbooks/send-again.js', '  slots: {', '  confirm: true,\n  slots: {')
await agents.change('playbooks/cancel-order.js', '  slots: {', "  inferred: 'allowed',\n  slots: {")
const { customer, shop } = await startShop({ after }, { environment: { ...model.environment, AGENTS_DIR: agents.dir } })

let witnessedBefore = 0
beforeEach(async () => {
  witnessedBefore = model.witnessed.length
  witness = witnesses('yes')
  readings = []
  programs = []
  await shop.renew()
})

const REFUND: Partial<ReadWish> = { procedure: 'refund', from: 'tools' }

async function asks(
  said: string,
  program: string,
  { wish = REFUND, thread }: { wish?: Partial<ReadWish>; thread?: string } = {},
) {
  readings = [reads(wish)]
  programs = [writes(program)]
  return customer.ask(said, thread)
}

async function plans(...asked: Parameters<typeof asks>): Promise<PlanView> {
  return customer.planOf(await asks(...asked))
}

const tools = (plan: PlanView) =>
  plan.effects.map(({ tool, args }) => `${tool} ${String(args['orderId'] ?? args['to'])}`)

/** Looks through one's own orders for a thing by its title, and has the procedure do it. */
function byTitle(word: string, asked: string): string {
  return `const orders = await tools.shop.orders.search({})
const found = orders.filter((order) => order.items.some((item) => item.title.toLowerCase().includes(${JSON.stringify(word)})))
if (found.length === 0) return say('None of your orders has that in it.')
if (found.length > 1) return say('Which of these is it: ' + found.map((order) => order.id).join(', ') + '?')
return procedures.refund({ orderId: found[0].id }, ${JSON.stringify(asked)})`
}

test('“the one with the mug” is looked up, and the deed is the procedure’s, with its code, its rules and its name', async () => {
  const plan = await plans('refund the one with the mug', byTitle('mug', 'refund the one with the mug'))
  assert.deepEqual(tools(plan), ['shop/refunds.create A23', 'shop/mail.send maya.lindqvist@example.com'])
  assert.equal(plan.playbook, 'refund')
  assert.equal(plan.intent?.goal, 'Refund an order')
  // The reason is the operator's default, and no word of a model's.
  assert.deepEqual(plan.effects[0]?.labels['/reason']?.data, ['operator'])
  assert.deepEqual(plan.effects[0]?.labels['/orderId']?.data, ['tool:shop/orders.get.id'])
  assert.ok(plan.effects[0]?.labels['/orderId']?.ctrl.includes('tool:shop/orders.search.items.title'))
  assert.deepEqual(
    plan.citations.map(({ quote }) => quote),
    ['Only what was paid for an order can be refunded, and never more than its total.'],
  )
})

test('whether it is the right one is asked once, with what was found, and a yes does it', async () => {
  const said = await asks(
    'cancel my last order',
    `const [last] = (await tools.shop.orders.search({})).toSorted((a, b) => (a.placedAt < b.placedAt ? 1 : -1))
return procedures.cancelOrder({ orderId: last.id }, 'cancel my last order')`,
    { wish: { procedure: 'cancel-order', from: 'tools' } },
  )
  const plan = await customer.planOf(said)
  assert.deepEqual([plan.status, plan.awaits, plan.intent?.doubts], ['waiting', ['requester'], ['looked-up']])
  assert.equal(model.witnessed.length, witnessedBefore)
  assert.match(
    askedLine(plan),
    /^You asked: “cancel my last order” · I looked up what is meant: A58 \(.*clock.*2026-11-19\)$/u,
  )
  await customer.decide(plan, 'approve')
  await customer.settled(said.runId, 'done')
  assert.equal((await shop.book()).calls.filter(({ effective }) => effective).length, 1)
})

test('“both of them” is two deeds of the procedure on one card, and one question', async () => {
  const plan = await plans(
    'refund both of the small ones',
    `const small = (await tools.shop.orders.search({ status: 'delivered' })).filter((order) => order.total < 4000)
for (const order of small) procedures.refund({ orderId: order.id }, 'refund both of the small ones')`,
  )
  assert.deepEqual(
    tools(plan).filter((step) => step.startsWith('shop/refunds')),
    ['shop/refunds.create A31', 'shop/refunds.create A12'],
  )
  assert.equal(plan.playbook, 'refund')
  assert.ok(plan.awaits.includes('requester'))
  assert.match(askedLine(plan), /I looked up what is meant: A31 \(.+\) and A12 \(.+\)$/u)
  assert.deepEqual((await shop.book()).calls, [])
})

test('“the cheaper one” is worked out by the program, and asked about', async () => {
  const plan = await plans(
    'refund the cheaper one',
    `const orders = await tools.shop.orders.search({ status: 'delivered' })
const [cheapest] = orders.toSorted((a, b) => a.total - b.total)
return procedures.refund({ orderId: cheapest.id }, 'refund the cheaper one')`,
  )
  assert.deepEqual([plan.status, plan.intent?.found[0]?.sure], ['waiting', false])
  assert.ok(plan.awaits.includes('requester'))
})

test('a word of the requester’s in one alone shows nothing: “the lamp, not the mug” is asked about where it is the mug’s', async () => {
  const said = 'refund the order with the lamp, not the one with the mug'
  const plan = await plans(said, byTitle('mug', said))
  assert.equal(tools(plan)[0], 'shop/refunds.create A23')
  assert.deepEqual([plan.intent?.doubts.includes('looked-up'), plan.intent?.found[0]?.sure], [true, false])
  assert.ok(plan.awaits.includes('requester'))
  assert.match(askedLine(plan), /I looked up what is meant: A23 \(.*mug.*\)/u)
})

test('what a procedure was called with is asked about, also where its steps go by another id', async () => {
  const said = 'cancel what I ordered after the mug'
  const program = byTitle('mug', said).replace('procedures.refund', 'procedures.cancelAfter')
  const plan = await plans(said, program, { wish: { procedure: 'cancel-after', from: 'tools' } })
  assert.deepEqual(tools(plan), ['shop/orders.cancel A58'])
  assert.deepEqual([plan.status, plan.intent?.doubts.includes('looked-up')], ['waiting', true])
  assert.deepEqual(
    plan.intent?.found.map(({ step, value }) => [step, value]),
    [[0, 'A23']],
  )
  assert.deepEqual((await shop.book()).calls, [])
})

test('what none, several or somebody else’s fits is told as that, and nothing waits', async () => {
  for (const [said, program, told] of [
    ['refund the one with the piano', byTitle('piano', 'x'), /^None of your orders has that in it\.$/u],
    ['refund the one with bulbs', byTitle('bulb', 'x'), /^Which of these is it: A58, A23, A17\?$/u],
    [
      'refund the one that my neighbour got',
      `return procedures.refund({ orderId: 'B77' }, 'refund the one that my neighbour got')`,
      /^I can't find order B77 among yours\.$/u,
    ],
  ] as const) {
    const { threadId } = await asks(said, program)
    assert.match((await customer.answers(threadId)).at(-1) ?? '', told)
  }
  assert.deepEqual((await shop.book()).calls, [])
})

test('a note that chooses the thing begins nothing: what it chose is named in the question, and marked', async () => {
  const plan = await plans(
    'refund the one where I wrote about the bell',
    `const orders = await tools.shop.orders.search({})
const order = orders.find((each) => each.note !== null && each.note.includes('bell'))
return procedures.refund({ orderId: order.id }, 'refund the one where I wrote about the bell')`,
  )
  assert.equal(plan.status, 'waiting')
  assert.deepEqual([...plan.awaits].toSorted(), ['requester', 'support-lead'])
  assert.ok(plan.intent?.doubts.includes('looked-up'))
  assert.ok(plan.effects[0]?.labels['/orderId']?.ctrl.includes('tool:shop/orders.search.note'))
  assert.match(askedLine(plan), /A17 \(.*“Please ring twice, the bell is quiet\.”, which nobody has checked/u)
  assert.deepEqual((await shop.book()).calls, [])
})

test('a procedure takes no more by a program than by words: its slots are held to what they declare', async () => {
  readings = [reads(REFUND)]
  programs = [
    writes(`return procedures.refund({ orderId: 'the mug' }, 'refund the one with the mug')`),
    writes(`return procedures.refund({ order: 'A23' }, 'refund the one with the mug')`),
    writes(byTitle('mug', 'refund the one with the mug')),
  ]
  const plan = await customer.planOf(await customer.ask('refund the one with the mug'))
  const told = model.requests.filter(({ schemaName }) => schemaName === 'plan').slice(-2)
  const failures = told.map(({ messages }) => messages.at(-1)?.content ?? '')
  assert.match(failures[0] ?? '', /procedures\.refund takes something else as orderId/u)
  assert.match(failures[0] ?? '', /"argument":"orderId"/u)
  assert.match(failures[1] ?? '', /procedures\.refund takes no order: it takes \{ orderId, items, reason \}/u)
  assert.deepEqual(tools(plan)[0], 'shop/refunds.create A23')
})

test('a description that answers our question goes to the planner with the procedure that asked', async () => {
  readings = [reads({ procedure: 'refund' }), reads({ act: 'answer', from: 'tools' })]
  programs = [writes(byTitle('mug', 'refund'))]
  const { threadId } = await customer.ask('refund')
  assert.deepEqual(await customer.answers(threadId), ['Which order is it? A letter and a number, such as A17.'])
  const plan = await customer.planOf(await customer.ask('the one with the mug', threadId))
  assert.equal(plan.playbook, 'refund')
  const [shown] = model.requests.filter(({ schemaName }) => schemaName === 'plan').slice(-1)
  assert.match(shown?.messages.find(({ role }) => role === 'user')?.content ?? '', /"procedure": "procedures\.refund"/u)
  assert.match(
    shown?.messages.find(({ role }) => role === 'system')?.content ?? '',
    /procedures\.refund\(\{ orderId: string, items\?: string \(things in the order, such as: only the lamp\), reason\?: /u,
  )
})

const CANCEL: Partial<ReadWish> = { procedure: 'cancel-order', from: 'tools' }
const CANCEL_AND_SEND = 'cancel my order A58, and send what was in A31 again'

test('a procedure that wants a yes wants it beside another one too', async () => {
  const plan = await plans(
    CANCEL_AND_SEND,
    `procedures.cancelOrder({ orderId: 'A58' }, 'cancel my order A58')
procedures.sendAgain({ orderId: 'A31' }, 'send what was in A31 again')`,
    { wish: CANCEL },
  )
  assert.deepEqual(tools(plan), ['shop/orders.cancel A58', 'shop/orders.sendAgain A31'])
  assert.deepEqual([plan.playbook, plan.intent?.basis], [null, 'explicit'])
  assert.ok(plan.verdict?.policies.includes('parley.confirm'))
  assert.deepEqual(plan.awaits.toSorted(), ['requester', 'support-lead'])
})

test('what a program does itself is no part of the procedure that it calls, whatever name it does it by', async () => {
  witness = witnesses('no')
  const plan = await plans(
    CANCEL_AND_SEND,
    `const shop = tools.shop
const order = await shop.orders.get({ id: 'A31' })
procedures.cancelOrder({ orderId: 'A58' }, 'cancel my order A58')
shop.orders.sendAgain({ orderId: order.id }, 'send what was in A31 again')`,
    { wish: CANCEL },
  )
  assert.deepEqual(tools(plan), ['shop/orders.cancel A58', 'shop/orders.sendAgain A31'])
  assert.deepEqual([plan.playbook, plan.intent?.doubts], [null, ['witness']])
  // The operator lets the procedure be inferred, and nothing beside it.
  assert.ok(plan.verdict?.policies.includes('parley.inferred'))
  const shown = model.witnessed.at(-1)?.messages.at(-1)?.content ?? ''
  const [first = '', second = ''] = shown.split('\n').filter((line) => line.startsWith('{"deed"'))
  assert.match(first, /"procedure":"Cancel an order"/u)
  assert.doesNotMatch(second, /"procedure"/u)
})
