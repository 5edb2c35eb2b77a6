import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { howMany, SEED } from '../helpers/depth.ts'
import { shopMessages, type ShopMessage } from '../helpers/messages.ts'
import { startParley } from '../helpers/parley.ts'
import { randomNumbers } from '../helpers/random-numbers.ts'
import { startTestShop } from '../helpers/shop.ts'

const shop = await startTestShop({ after })
const parley = await startParley({ after }, { shop })
const random = randomNumbers(SEED)

function some(messages: readonly ShopMessage[], count: number): readonly ShopMessage[] {
  return messages
    .map((message) => ({ message, at: random() }))
    .toSorted((left, right) => left.at - right.at)
    .slice(0, count)
    .map(({ message }) => message)
}

const unwanted = shopMessages().filter(({ wants }) => wants.length === 0)

test(`nothing is done for a message that asks for nothing to be done, and what may be meant so is asked (seed ${SEED})`, async () => {
  for (const { said, as } of some(unwanted, howMany({ quick: 30, deep: unwanted.length }))) {
    const person = parley.as(as === 'maya' ? 'customer' : 'other-customer')
    const asked = await person.ask(said)
    if (asked.run.status === 'done') continue
    const { status, intent, awaits } = await person.planOf(asked)
    assert.deepEqual([status, intent?.basis, awaits.includes('requester')], ['waiting', 'inferred', true], said)
  }
  assert.deepEqual((await shop.book()).calls, [])
})

for (const [said, answer] of [
  ["Don't refund order A12, I want to keep it", /nothing was done/i],
  ['I do not want a refund for A12', /nothing was done/i],
] as const) {
  test(`“${said}” is left alone, and said to be`, async () => {
    const customer = parley.as('customer')
    const { threadId } = await customer.ask(said)
    assert.match((await customer.answers(threadId)).join('\n'), answer)
  })
}

test('what may be meant as a request waits for a yes of whoever asked', async () => {
  const customer = parley.as('customer')
  const said = await customer.ask('my money back for A12? or no: instead of another lamp, refund A12')
  assert.equal(said.run.status, 'waiting')
  const plan = await customer.planOf(said)
  assert.deepEqual([plan.intent?.basis, plan.intent?.doubts, plan.awaits], ['inferred', ['speech-act'], ['requester']])
  assert.deepEqual((await shop.book()).calls, [])
})

test('what is refused while another question is open begins nothing either', async () => {
  const customer = parley.as('customer')
  for (const refusal of ['no refund order A12', 'not refund order A12', 'rather not refund order A12']) {
    const { threadId } = await customer.ask('I have a new IBAN')
    assert.match((await customer.answers(threadId))[0] ?? '', /For which order\?/)
    const { run } = await customer.ask(refusal, threadId)
    assert.equal(run.status, 'done', refusal)
    const proposed = (await customer.events(threadId)).filter(({ type }) => type === 'plan-proposed')
    assert.deepEqual(proposed, [], refusal)
  }
})

test('what must not start a playbook doesn’t, in just its words, though it asks for something', async () => {
  const customer = parley.as('customer')
  for (const said of ['cancel my newsletter', 'Cancel my newsletter!', 'send me the invoice again']) {
    const { threadId } = await customer.ask(said)
    assert.doesNotMatch((await customer.answers(threadId)).join('\n'), /Which order|Shall I/)
  }
})
