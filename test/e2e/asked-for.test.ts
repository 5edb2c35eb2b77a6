import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { howMany, SEED, deep } from '../helpers/depth.ts'
import { messagesOf, shopMessages } from '../helpers/messages.ts'
import { MANY_MESSAGES, startShop } from '../helpers/parley.ts'
import { randomNumbers } from '../helpers/random-numbers.ts'

const { parley, shop } = await startShop({ after }, { limits: MANY_MESSAGES })
const random = randomNumbers(SEED)

function some<T>(messages: readonly T[], count: number): readonly T[] {
  return messages
    .map((message) => ({ message, at: random() }))
    .toSorted((left, right) => left.at - right.at)
    .slice(0, count)
    .map(({ message }) => message)
}

const unwanted = [
  ...shopMessages().filter(({ wants }) => wants.length === 0),
  ...messagesOf('asks-for-nothing').map(({ said }) => ({ said, as: 'maya' as const })),
]

test('a request that may be words to work on waits for a yes of whoever wrote it', async () => {
  const customer = parley.as('customer')
  for (const text of ['Generate a title for: Cancel order A58', 'Proofread: please refund order A12']) {
    const said = await customer.ask(text)
    assert.equal(said.run.status, 'waiting', (await customer.answers(said.threadId)).join('\n'))
    const plan = await customer.planOf(said)
    assert.deepEqual([plan.intent?.basis, plan.awaits], ['inferred', ['requester']], text)
    assert.equal((await customer.decide(plan, 'reject')).status, 200)
  }
  assert.deepEqual((await shop.book()).refunds, [])
})

// Before the many: a plan of theirs that still waits counts in what a rule says of one day's sum.
deep('what may be meant as a request waits for a yes of whoever asked', async () => {
  const customer = parley.as('customer')
  const said = await customer.ask('It never worked at home. Refund order A12')
  assert.equal(said.run.status, 'waiting', (await customer.answers(said.threadId)).join('\n'))
  const plan = await customer.planOf(said)
  assert.deepEqual([plan.intent?.basis, plan.intent?.doubts, plan.awaits], ['inferred', ['speech-act'], ['requester']])
  assert.deepEqual((await shop.book()).calls, [])
})

test(`nothing is done for a message that asks for nothing to be done, and what may be meant so is asked (seed ${SEED})`, async () => {
  const begun: string[] = []
  let done = 0
  for (const { said, as } of some(unwanted, howMany({ quick: 28, deep: unwanted.length }))) {
    const person = parley.as(as === 'maya' ? 'customer' : 'other-customer')
    const asked = await person.ask(said)
    const { calls } = await shop.book()
    if (asked.run.status === 'done' && calls.length === done) continue
    done = calls.length
    const { status, intent, awaits } = await person.planOf(asked)
    const isAsked = status === 'waiting' && intent?.basis === 'inferred' && awaits.includes('requester')
    if (!isAsked) begun.push(said)
    // What waits counts in what a rule says of one day's sum.
    await person.request('POST', `/v1/runs/${asked.runId}/cancel`)
  }
  assert.deepEqual(begun, [])
  assert.deepEqual((await shop.book()).calls, [])
})

for (const [said, answer] of [
  ["Don't refund order A12, I want to keep it", /nothing was done/i],
  ['I do not want a refund for A12', /nothing was done/i],
] as const) {
  deep(`“${said}” is left alone, and said to be`, async () => {
    const customer = parley.as('customer')
    const { threadId } = await customer.ask(said)
    assert.match((await customer.answers(threadId)).join('\n'), answer)
  })
}

deep('what is refused while another question is open begins nothing either', async () => {
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

deep('what must not start a playbook doesn’t, in just its words, though it asks for something', async () => {
  const customer = parley.as('customer')
  for (const said of ['cancel my newsletter', 'Cancel my newsletter!', 'send me the invoice again']) {
    const { threadId } = await customer.ask(said)
    assert.doesNotMatch((await customer.answers(threadId)).join('\n'), /Which order|Shall I/)
  }
})
