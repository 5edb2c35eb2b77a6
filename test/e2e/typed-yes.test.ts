import assert from 'node:assert/strict'
import { after, beforeEach, test } from 'node:test'
import type { MessageView } from '#contract/message.ts'
import { deep, someOf } from '../helpers/depth.ts'
import { startParley } from '../helpers/parley.ts'
import type { PersonClient, Said } from '../helpers/parley-client.ts'
import { startTestShop } from '../helpers/shop.ts'
import { say } from '../helpers/wishes.ts'

// A yes or a no that is typed through the plain API, while a card waits for whoever types it.
// Whoever was refunded often enough in a month is no longer alone to say yes, so what refunds has a Parley of its own.
async function start() {
  const shop = await startTestShop({ after })
  const parley = await startParley({ after }, { shop })
  const refunds = async (): Promise<number> => (await shop.book()).refunds.length
  return { customer: parley.as('customer'), lead: parley.as('support-lead'), operator: parley.as('operator'), refunds }
}
const shared = await start()

// More than a few that wait for one person are refused.
beforeEach(async () => {
  const { customer } = shared
  for (const plan of await customer.waitingPlans()) await customer.request('POST', `/v1/runs/${plan.runId}/cancel`)
})

/** May be meant so, or not: its plan asks whoever said it. */
const inferred = (order: string) => `It never worked at home. Refund order ${order}`

for (const words of someOf(['Yes please!', 'ja, bitte'])) {
  test(`“${words}” is the requester’s yes to what was shown to them`, async () => {
    const { customer, refunds } = await start()
    const said = await customer.ask(inferred('A12'))
    const { id, digest } = await customer.planOf(said)
    const { answers } = await say(customer, words, said.threadId)
    await customer.settled(said.runId, 'done')
    const plan = await customer.plan(id)
    assert.deepEqual([plan.status, plan.digest, plan.intent?.basis], ['done', digest, 'confirmed'])
    assert.deepEqual(
      plan.decisions.map(({ decision, principal }) => [decision, principal.id]),
      [['approve', 'customer']],
    )
    assert.match(answers.join('\n'), /^(I take this as your yes to|Das nehme ich als Ihr Ja dazu): .*A12/)
    assert.equal(await refunds(), 1)
  })
}

for (const words of ['no', 'nein danke', 'No, thanks.']) {
  deep(`“${words}” is their no, and nothing is done`, async () => {
    const { customer, refunds } = shared
    const said = await customer.ask(inferred('A12'))
    const { id } = await customer.planOf(said)
    const { answers } = await say(customer, words, said.threadId)
    await customer.settled(said.runId, 'done')
    assert.equal((await customer.plan(id)).status, 'rejected')
    assert.match(answers.join('\n'), /^(I take this as your no to|Das nehme ich als Ihr Nein dazu): /)
    assert.equal(await refunds(), 0)
  })
}

for (const words of [
  'yes?',
  'yes 🙄',
  'yes but only A12',
  'yes if it is free',
  '> yes',
  'she said "yes"',
  'yes and no',
  'yes, A31',
  'no, I meant A31',
  'yes, and refund A17 too',
]) {
  deep(`“${words}” says more than yes, or less, and decides nothing`, async () => {
    const { customer, refunds } = shared
    const said = await customer.ask(inferred('A12'))
    const plan = await customer.planOf(said)
    const { answers } = await say(customer, words, said.threadId)
    const { decisions } = await customer.plan(plan.id)
    assert.deepEqual(decisions, [], answers.join('\n'))
    assert.equal(await refunds(), 0)
  })
}

async function statusOf(customer: PersonClient, said: Said): Promise<string> {
  return (await customer.plan((await customer.planOf(said)).id)).status
}

async function partsOf(client: PersonClient, threadId: string): Promise<MessageView['parts']> {
  return (await client.messages(threadId)).findLast(({ role }) => role === 'assistant')?.parts ?? []
}

test('less than a yes shows the card once more, and a yes to that counts', async () => {
  const { customer, refunds } = await start()
  const said = await customer.ask(inferred('A12'))
  await customer.planOf(said)
  const noted = await say(customer, 'yes, maybe', said.threadId)
  assert.match(noted.answers[0] ?? '', /^This waits for your yes or no: Refund 24\.90 EUR for order A12.*\n\[plan\]$/)
  assert.equal(await statusOf(customer, said), 'waiting')
  const { answers } = await say(customer, 'yes', said.threadId)
  assert.match(answers.join('\n'), /^I take this as your yes/)
  await customer.settled(said.runId, 'done')
  assert.equal(await refunds(), 1)
})

deep('a plan that was never shown, or not as it is now, takes no yes', async () => {
  const { customer, lead, refunds } = shared
  const said = await customer.say(inferred('A17'))
  const waits = ({ type }: { readonly type: string }): boolean => type === 'run-waiting'
  await customer.event(said.threadId, waits)
  const first = await customer.say('yes', said.threadId)
  await customer.event(said.threadId, (event) => event.type === 'run-completed' && event.runId === first.runId)
  assert.match((await customer.answers(said.threadId)).at(-1) ?? '', /^This waits for your yes or no: /)
  // Somebody else changes what was shown.
  const plan = await customer.planOf(said)
  const edit = await lead.decide(plan, 'edit', { changes: [{ effect: 1, leaveOut: true }] })
  assert.equal(edit.status, 200, JSON.stringify(edit.body))
  const second = await customer.say('yes', said.threadId)
  await customer.event(said.threadId, (event) => event.type === 'run-completed' && event.runId === second.runId)
  const changed = await lead.plan(plan.id)
  assert.notEqual(changed.digest, plan.digest)
  assert.deepEqual(
    changed.decisions.map(({ decision }) => decision),
    ['edit'],
  )
  await customer.plan(plan.id)
  await say(customer, 'yes', said.threadId)
  const decided = await customer.plan(plan.id)
  assert.deepEqual(
    decided.decisions.map(({ decision, principal }) => [decision, principal.id]),
    [
      ['edit', 'support-lead'],
      ['approve', 'customer'],
    ],
  )
  assert.deepEqual([decided.status, decided.awaits], ['waiting', ['support-lead']])
  // What waits for a role alone is nothing for a requester's word.
  await say(customer, 'yes', said.threadId)
  assert.equal((await customer.plan(plan.id)).decisions.length, 2)
  assert.equal(await refunds(), 0)
})

deep('of two that wait it is asked which, with a button for each, and the pressed one is decided', async () => {
  const { customer, refunds } = await start()
  const one = await customer.ask(inferred('A12'))
  const two = await customer.ask(inferred('A31'), one.threadId)
  const plans = [await customer.planOf(one), await customer.planOf(two)]
  const which = await say(customer, 'yes', one.threadId)
  assert.match(
    which.answers[0] ?? '',
    /^Several of your requests wait for your yes here\. Which one do you say yes to\?/,
  )
  const choices = (await partsOf(customer, one.threadId)).find((part) => part.type === 'choices')
  assert.ok(choices?.type === 'choices')
  assert.deepEqual(
    choices.choices,
    plans.map(({ title }, index) => ({ label: title, says: ['The first', 'The second'][index] })),
  )
  const pressed = await say(customer, choices.choices[1]?.says ?? '', one.threadId)
  assert.match(pressed.answers.join('\n'), /^I take this as your yes/)
  await customer.settled(two.runId, 'done')
  assert.equal(await statusOf(customer, one), 'waiting')
  assert.equal(await refunds(), 1)
})

deep('a question that came since takes the yes, and the plan waits on', async () => {
  const { customer, refunds } = shared
  const said = await customer.ask(inferred('A12'))
  await customer.planOf(said)
  await say(customer, 'I have a new IBAN', said.threadId)
  await say(customer, 'yes', said.threadId)
  assert.equal(await statusOf(customer, said), 'waiting')
  assert.equal(await refunds(), 0)
})

for (const [words, said] of [
  ['yes', /^Your yes doesn’t count yet: our team has paused it for now\. This still waits: /],
  ['ja bitte', /^Ihr Ja zählt noch nicht: unser Team hat es vorerst angehalten\. Es wartet weiter: /],
] as const) {
  test(`“${words}” to what an operator has stopped says that as the reason, and the card waits on`, async (t) => {
    const { customer, operator } = shared
    const asked = await customer.ask(inferred('A12'))
    await customer.planOf(asked)
    const stop = { kind: 'agent', name: 'support', why: 'Audit' }
    const { body } = await operator.request<{ stop: { id: string } }>('POST', '/v1/stops', stop)
    t.after(() => operator.request('DELETE', `/v1/stops/${body.stop.id}`))
    const { answers } = await say(customer, words, asked.threadId)
    assert.match(answers.join('\n'), said)
    assert.equal((await partsOf(customer, asked.threadId)).at(-1)?.type, 'plan')
    assert.equal(await statusOf(customer, asked), 'waiting')
  })
}

deep('pressed and typed at once, it is decided and done once, whatever was pressed', async () => {
  for (const decision of ['approve', 'reject'] as const) {
    const { customer, refunds } = await start()
    const said = await customer.ask(inferred('A12'))
    const plan = await customer.planOf(said)
    const [pressed, ...typed] = await Promise.all([
      customer.decide(plan, decision),
      customer.say('yes', said.threadId),
      customer.say('yes', said.threadId),
    ])
    await customer.settled(said.runId, 'done')
    for (const { runId } of typed) await customer.settled(runId, 'done')
    const { decisions, status } = await customer.plan(plan.id)
    assert.equal(decisions.length, 1)
    const isYes = decisions[0]?.decision === 'approve'
    assert.deepEqual([status, await refunds()], isYes ? ['done', 1] : ['rejected', 0])
    assert.equal(pressed.status, decisions[0]?.decision === decision ? 200 : 409)
  }
})

deep('somebody else can’t say it in the thread', async () => {
  const { customer, lead } = shared
  const said = await customer.ask(inferred('A12'))
  await customer.planOf(said)
  const { status } = await lead.request('POST', `/v1/threads/${said.threadId}/messages`, { text: 'yes' })
  assert.equal(status, 404)
  assert.equal(await statusOf(customer, said), 'waiting')
})

for (const words of ['yes', 'no', 'nein danke']) {
  deep(
    `“${words}” to a plan that waits for somebody else decides nothing, and is told that others are asked`,
    async () => {
      const { customer } = shared
      const said = await customer.ask('Please refund order A17')
      const { id, awaits } = await customer.planOf(said)
      assert.deepEqual(awaits, ['support-lead'])
      const { answers } = await say(customer, words, said.threadId)
      const plan = await customer.plan(id)
      assert.deepEqual([plan.status, plan.decisions], ['waiting', []])
      assert.match(answers.join('\n'), /^(Others have to agree to this first|Dem müssen erst andere zustimmen)/)
      assert.doesNotMatch(answers.join('\n'), /not starting|fange nichts/)
    },
  )
}
