import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { z } from 'zod'
import { openModelServer, type ModelReply } from '../helpers/model-server.ts'
import { startShop } from '../helpers/parley.ts'
import { reads, routesTo, writes } from '../helpers/planner-replies.ts'

let reading: ModelReply = routesTo('plan')
const model = await openModelServer(({ schemaName }) =>
  schemaName === 'reading' ? reading : writes('return say(String(slots.orderId))'),
)
after(() => model[Symbol.asyncDispose]())
const { customer } = await startShop({ after }, { environment: model.environment })

const Asked = z.looseObject({ slots: z.record(z.string(), z.string()) })

/** The slots that a planner was told are there, for this message and its reading. */
async function slotsFor(said: string, read: ModelReply): Promise<Readonly<Record<string, string>>> {
  reading = read
  const before = model.requests.length
  await customer.ask(said)
  const asked = model.requests.slice(before).find(({ schemaName }) => schemaName === 'plan')
  return Asked.parse(JSON.parse(asked?.messages[1]?.content ?? '{}')).slots
}

test('a planner has no slots that rules took from a message which a model has read', async () => {
  const said = 'A12 arrived, nothing is damaged and nothing was missing. Which of my orders was the cheapest?'
  assert.deepEqual(await slotsFor(said, routesTo('plan')), {})
})

test('a planner has the words that the reading of the message pointed out, and those alone', async () => {
  const said = 'Refund the one with the mug, it came damaged'
  const values = [
    { name: 'orderId', words: 'the one with the mug' },
    { name: 'reason', words: 'damaged' },
  ]
  const slots = await slotsFor(said, reads({ procedure: 'refund', values }))
  assert.deepEqual(slots, { orderId: 'the one with the mug', reason: 'damaged' })
})

test('words that two wishes give by one name are left to the program', async () => {
  const said = 'Change the card on my first order and the address on my last order, to the same as always'
  const slots = await slotsFor(
    said,
    reads(
      { words: ['Change the card on my first order'], values: [{ name: 'order', words: 'first order' }] },
      {
        words: ['the address on my last order', 'to the same as always'],
        values: [
          { name: 'order', words: 'last order' },
          { name: 'to', words: 'the same as always' },
        ],
      },
    ),
  )
  assert.deepEqual(slots, { to: 'the same as always' })
})

function planRequests() {
  return model.requests.filter(({ schemaName }) => schemaName === 'plan')
}

test('a message that is nothing but pasted doesn’t have the one before it done again', async () => {
  reading = routesTo('plan')
  const before = planRequests().length
  const { threadId } = await customer.ask('Please mail me the number of my newest order')
  await customer.ask('> whatever they wrote to me', threadId)
  const plans = planRequests().slice(before)
  // Nothing of it is typed, so there is nothing to plan: we ask what they want.
  assert.equal(plans.length, 1)
  assert.match(plans[0]?.messages.at(-1)?.content ?? '', /newest order"\n \]/)
  assert.match((await customer.answers(threadId)).at(-1) ?? '', /^I didn’t understand that/)
})
