import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { deep, someOf } from '../helpers/depth.ts'
import { plansOf, say, startCustomer } from '../helpers/wishes.ts'

// What a requester's words do to a plan that is open in their thread: A17 and A23 wait for a support lead, A12 and A31 don't.
const start = () => startCustomer({ after })
const A17 = 'Refund 129.00 EUR for order A17'
const MAIL = ', then mail you about the refund'
const TAKEN_BACK = `I’ve cancelled this, and none of it was done: ${A17}${MAIL}.`

for (const words of someOf([
  'cancel that',
  'stop',
  'Never mind.',
  'please cancel the refund',
  'I don’t want the refund any more',
  'cancel all my requests',
  'undo the last thing',
])) {
  test(`“${words}” takes back the plan that waits, and says which`, async () => {
    const { client } = await start()
    const { threadId } = await say(client, 'refund A17')
    const { answers } = await say(client, words, threadId)
    assert.deepEqual(answers, [TAKEN_BACK])
    assert.deepEqual(await plansOf(client), [`cancelled: ${A17}${MAIL}`])
    const decided = (await client.events(threadId)).find(({ type }) => type === 'plan-decided')
    assert.equal(decided?.type === 'plan-decided' && decided.decision, 'withdraw')
  })
}

for (const words of someOf(['doch nicht', 'kannst du das rückgängig machen'])) {
  test(`the same in German: “${words}”`, async () => {
    const { client } = await start()
    const { threadId } = await say(client, 'Bitte A17 erstatten')
    const { answers } = await say(client, words, threadId)
    assert.match(
      answers[0] ?? '',
      /^Das habe ich zurückgezogen, nichts davon wurde getan: 129,00 EUR für Bestellung A17/,
    )
  })
}

deep('a plan of another order isn’t taken back, and without an open plan that is said', async () => {
  const { client } = await start()
  const { threadId } = await say(client, 'refund A17')
  await say(client, 'cancel the refund of A23', threadId)
  assert.deepEqual(await plansOf(client), [`waiting: ${A17}${MAIL}`])
  for (const words of ['cancel that', 'cancel everything please']) {
    const { answers } = await say(client, words)
    assert.deepEqual(answers, ['All right. I’m not starting anything.'])
  }
})

for (const words of ['cancel that', 'no wait, don’t', 'actually no', 'undo that!', 'undo what you just did']) {
  deep(`“${words}” behind what has been done is told that it is too late to take it back`, async () => {
    const { client } = await start()
    const { threadId } = await say(client, 'refund A12')
    const { answers } = await say(client, words, threadId)
    assert.match(
      answers[0] ?? '',
      /^It’s too late to cancel this: Refund .+\.\nDone\.\n- Refund 24\.90 EUR for order A12/,
    )
  })
}

for (const [ask, words, title] of [
  ['refund A17', 'not the mail', /^I’ve left that out\. What waits now is: Refund 129\.00 EUR for order A17\.$/],
  [
    'Bitte A17 erstatten',
    'ohne die Mail',
    /^Das habe ich weggelassen\. Jetzt wartet: 129,00 EUR für Bestellung A17 erstatten\.$/,
  ],
] as const) {
  deep(
    `“${words}” proposes the plan without that step, under another digest, for which the lead is asked anew`,
    async () => {
      const { client, lead } = await start()
      const said = await say(client, ask)
      const before = await client.planOf(said)
      const { answers } = await say(client, words, said.threadId)
      assert.match(answers[0] ?? '', title)
      const plan = await client.planOf(said)
      assert.equal(plan.status, 'waiting')
      assert.notEqual(plan.digest, before.digest)
      assert.equal(plan.effects.length, 1)
      assert.equal((await lead.decide(before, 'approve')).status, 412)
      assert.equal((await lead.decide(plan, 'approve')).status, 200)
      await client.settled(said.runId, 'done')
      assert.match((await client.answers(said.threadId)).join('\n'), /129[.,]00 EUR/)
    },
  )
}

deep('a step that the rest needs isn’t left out by itself', async () => {
  const { client } = await start()
  const { threadId } = await say(client, 'refund A17')
  const { answers } = await say(client, 'no, not the refund, just the mail', threadId)
  assert.match(answers[0] ?? '', /^The rest depends on it, so I can’t leave out just that\. This still waits: /)
})

for (const [ask, words, withdrawn] of [
  ['refund A17', 'no, A23', /I’ve cancelled this, and none of it was done: Refund 129\.00 EUR for order A17/],
  ['Bitte A17 erstatten', 'nein, ich meinte A23', /Das habe ich zurückgezogen, [^:]*: 129,00 EUR für Bestellung A17/],
] as const) {
  deep(`“${words}” makes a new proposal in place of the one that waits, which is taken back`, async () => {
    const { client, lead } = await start()
    const said = await say(client, ask)
    const { runId } = await say(client, words, said.threadId)
    const [first, second, ...more] = await plansOf(client)
    assert.match(first ?? '', /^cancelled: .*A17/)
    assert.match(second ?? '', /^waiting: .*A23/)
    assert.deepEqual(more, [])
    const plan = await client.planOf({ ...said, runId })
    assert.equal((await lead.decide(plan, 'reject')).status, 200)
    await client.settled(runId, 'done')
    assert.match((await client.answers(said.threadId)).at(-1) ?? '', withdrawn)
  })
}

deep('a correction of what was done tells what was done, and begins the other only after a yes', async () => {
  const { client } = await start()
  const { threadId } = await say(client, 'refund A12')
  const said = await say(client, 'no, I meant A31', threadId)
  const plan = await client.planOf(said)
  assert.deepEqual([plan.status, plan.awaits], ['waiting', ['requester']])
  assert.equal((await client.decide(plan, 'approve')).status, 200)
  await client.settled(said.runId, 'done')
  const told = (await client.answers(threadId)).at(-1) ?? ''
  assert.match(told, /^Done\.\n- Refund 24\.90 EUR for order A12[^]*Done\.\n- Refund 12\.00 EUR for order A31/)
})

deep('of several open plans it is asked which; “the first” is taken back and the other waits on', async () => {
  const { client } = await start()
  const { threadId } = await say(client, 'refund A17 and A23')
  const which = await say(client, 'cancel that', threadId)
  assert.equal(which.answers[0], 'Several of your requests are open here. Which one do you mean?\n[choices]')
  const choices = (await client.messages(threadId)).at(-1)?.parts.find((part) => part.type === 'choices')
  assert.deepEqual(choices?.type === 'choices' ? choices.choices : [], [
    { label: `${A17}${MAIL}`, says: 'The first' },
    { label: `${A17.replaceAll('A17', 'A23').replace('129.00', '89.50')}${MAIL}`, says: 'The second' },
    { label: 'All of them', says: 'All of them' },
  ])
  const { answers } = await say(client, 'the first', threadId)
  assert.deepEqual(answers, [TAKEN_BACK])
  const plans = await plansOf(client)
  assert.match(plans[0] ?? '', /^cancelled: .*A17/)
  assert.match(plans[1] ?? '', /^waiting: .*A23/)
})

deep('“all of them” is an answer to which one, in words and by its button', async () => {
  const { client } = await start()
  const { threadId } = await say(client, 'refund A17 and A23')
  await say(client, 'cancel that', threadId)
  await say(client, 'All of them', threadId)
  assert.deepEqual(
    (await plansOf(client)).map((plan) => plan.replace(/:.*/u, '')),
    ['cancelled', 'cancelled'],
  )
})

deep('one that is named needs no question, and both go at once where both are meant', async () => {
  const { client } = await start()
  const { threadId } = await say(client, 'refund A17 and A23')
  await say(client, 'cancel the refund of A23', threadId)
  assert.match((await plansOf(client))[1] ?? '', /^cancelled: .*A23/)
  await say(client, 'refund A23', threadId)
  await say(client, 'cancel both', threadId)
  assert.deepEqual(
    (await plansOf(client)).map((plan) => plan.replace(/:.*/u, '')),
    ['cancelled', 'cancelled', 'cancelled'],
  )
})
