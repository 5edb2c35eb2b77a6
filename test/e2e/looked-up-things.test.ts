import assert from 'node:assert/strict'
import { after, beforeEach, test } from 'node:test'
import type { PlanView } from '#contract/plan.ts'
import { fails, openModelServer, witnesses, type ModelReply, type WitnessScript } from '../helpers/model-server.ts'
import { startParley } from '../helpers/parley.ts'
import { reads, writes, type ReadWish } from '../helpers/planner-replies.ts'
import { startTestShop } from '../helpers/shop.ts'

// What a procedure needs to know and the requester only describes: a program looks it up and calls the procedure.
let witness: WitnessScript = witnesses('yes')
let readings: ModelReply[] = []
let programs: ModelReply[] = []
const model = await openModelServer(
  ({ schemaName }) => (schemaName === 'reading' ? readings.shift() : programs.shift()) ?? fails(400),
  { witness: (request) => witness(request) },
)
after(() => model[Symbol.asyncDispose]())
const shop = await startTestShop({ after })
const parley = await startParley({ after }, { shop, environment: model.environment })
const customer = parley.as('customer')

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

test('whether it is the right one is asked once, by what was found, unless it can be no other', async () => {
  // Three deliveries have bulbs: the program's own choice is what stands in the question.
  const plan = await plans('refund the newest one with bulbs', byTitle('blanket', 'refund the newest one with bulbs'))
  assert.deepEqual([plan.intent?.basis, plan.intent?.doubts], ['inferred', ['looked-up']])
  assert.ok(plan.awaits.includes('requester'))
  assert.equal(model.witnessed.length, witnessedBefore)
  const [thing] = plan.intent?.found ?? []
  assert.equal(thing?.value, 'A23')
  assert.equal(thing?.sure, false)
})
