import assert from 'node:assert/strict'
import { after, beforeEach, test } from 'node:test'
import { fails, openModelServer, saysJson, type ModelReply } from '../helpers/model-server.ts'
import { startShop } from '../helpers/parley.ts'
import { reads, writes } from '../helpers/planner-replies.ts'

// What the documents don't know, tools may: a planner is asked before anybody is told that it isn't there.
let readings: ModelReply[] = []
let others: Record<string, ModelReply> = {}
const model = await openModelServer(({ schemaName }) =>
  schemaName === 'reading' ? (readings.shift() ?? fails(400)) : (others[schemaName ?? ''] ?? fails(400)),
)
after(() => model[Symbol.asyncDispose]())
const { customer } = await startShop({ after }, { environment: model.environment })
beforeEach(() => {
  readings = []
  others = {}
})

const UNKNOWN = 'Which colour of umbrella sells best on Mars?'
const asksOf = (question: string) => reads({ act: 'ask', question, from: 'documents' })
const nothing = (reason: string) => saysJson({ program: null, slots: [], reason })

function asked(name: string): number {
  return model.requests.filter(({ schemaName }) => schemaName === name).length
}

async function answerTo(threadId: string): Promise<string> {
  return (await customer.answers(threadId)).at(-1) ?? ''
}

test('what the documents have nothing about is looked up by a plan, once', async () => {
  readings = [asksOf(UNKNOWN)]
  others['plan'] = writes(
    'const orders = await tools.shop.orders.search({})\nreturn say(`I see ${orders.length} orders.`)',
  )
  const before = asked('plan')
  const { threadId, runId } = await customer.ask(UNKNOWN)
  assert.match(await answerTo(threadId), /^I see \d+ orders\.$/)
  assert.equal(asked('plan'), before + 1)
  const nodes = (await customer.events(threadId)).flatMap((event) =>
    event.type === 'node-started' && event.runId === runId ? [event.node] : [],
  )
  assert.deepEqual(nodes, ['answer', 'plan'])
})

for (const [why, plan] of [
  ['has no tool for it', nothing('no-tool')],
  ['doesn’t understand it', nothing('unclear')],
  ['doesn’t answer', fails(503)],
] as const) {
  test(`where the planner ${why}, the documents’ own words are said, with what stands nearest`, async () => {
    readings = [asksOf(UNKNOWN)]
    others['plan'] = plan
    const { threadId } = await customer.ask(UNKNOWN)
    assert.match(await answerTo(threadId), /^I don’t know\. It’s not in our documents\./)
    assert.doesNotMatch(await answerTo(threadId), /Nothing was done/)
  })
}

test('what they answer for sure goes to no planner', async () => {
  readings = [asksOf('How long is the warranty on a lamp?')]
  others['plan'] = writes("return say('planned')")
  const before = asked('plan')
  const { threadId } = await customer.ask('For how long could I bring a lamp back as broken, warranty-wise?')
  assert.match(await answerTo(threadId), /2 years/)
  assert.equal(asked('plan'), before)
})

for (const [title, wish] of [
  ['a change of nothing that is open', { act: 'change', plan: null }],
  ['a change with a question for the documents', { act: 'change', question: UNKNOWN, from: 'documents' }],
  ['a change with a question for the tools', { act: 'change', question: UNKNOWN, from: 'tools' }],
  ['what is told, with a question for the tools', { act: 'tell', question: UNKNOWN, from: 'tools' }],
] as const) {
  test(`${title} comes to a planner`, async () => {
    readings = [reads(wish)]
    others['plan'] = writes("return say('I looked.')")
    const { threadId } = await customer.ask('and what about those umbrellas on Mars then')
    assert.equal(await answerTo(threadId), 'I looked.')
  })
}

test('a question of ours in whose middle it is asked stays open, and is asked again', async () => {
  readings = [reads({ procedure: 'refund' }), asksOf(UNKNOWN)]
  others['plan'] = writes("return say('I looked.')")
  const { threadId } = await customer.ask('the money back would be rather nice for me')
  await customer.ask(UNKNOWN, threadId)
  assert.match(await answerTo(threadId), /^I looked\.[\s\S]*Which order is it\?/)
  const said = await customer.ask('A31', threadId)
  assert.equal((await customer.planOf(said)).effects[0]?.args['orderId'], 'A31')
})
