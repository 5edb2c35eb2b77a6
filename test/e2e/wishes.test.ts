import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { deep } from '../helpers/depth.ts'
import { plansOf, say, startCustomer } from '../helpers/wishes.ts'

// Messages that want several things, through the door that everybody comes in by. A test begins with nothing refunded:
// of one customer no more than 100.00 EUR a day goes out without a question.
const start = async () => (await startCustomer({ after })).client
const refunds = async (client: Awaited<ReturnType<typeof start>>) =>
  (await plansOf(client)).map((plan) => plan.replace(/, (?:then|dann).*/u, ''))

test('a list is done one after the other, each with its own plan, in the order said', async () => {
  const client = await start()
  const { answers, threadId } = await say(client, 'Refund A12 and A31')
  assert.equal(answers.length, 2)
  assert.match(
    answers[0] ?? '',
    /^I’ll do these one after the other: “Refund A12” and “Refund A31”\.\n\[plan\]\nDone\./,
  )
  assert.match(answers[1] ?? '', /^Next: “Refund A31”\.\n\[plan\]\nDone\./)
  assert.deepEqual(await refunds(client), [
    'done: Refund 24.90 EUR for order A12',
    'done: Refund 12.00 EUR for order A31',
  ])
  const runs = (await client.events(threadId)).flatMap((event) => (event.type === 'run-started' ? [event.runId] : []))
  assert.deepEqual(runs.toSorted(), runs, 'the ids of runs are in the order of their wishes')
})

test('the same in German, with its words at the end', async () => {
  const client = await start()
  const { answers } = await say(client, 'A12 und A31 bitte erstatten')
  assert.match(answers[0] ?? '', /^Ich mache das nacheinander: „A12 bitte erstatten“ und „A31 bitte erstatten“\./)
  assert.match(answers[1] ?? '', /^Weiter geht es mit „A31 bitte erstatten“\.\n\[plan\]\nErledigt\./)
  assert.equal((await refunds(client)).length, 2)
})

deep('what is asked behind a look-up is a deed, and not the look-up of another', async () => {
  const { answers } = await say(await start(), 'Where is A55? And please refund A12.')
  assert.match(answers[0] ?? '', /order A55 is late/)
  assert.match(answers[1] ?? '', /^Next: “please refund A12”\.\n\[plan\]\nDone\./)
})

for (const [what, message, second] of [
  [
    'what is asked of “both” needs nothing between them',
    'A12 A31 refund both please',
    'done: Refund 12.00 EUR for order A31',
  ],
  [
    'two deeds of different kinds are two plans, each of its own order',
    'Refund A12 and change the IBAN for A17 to DE89370400440532013000',
    'waiting: Pay refunds of order A17 to DE89370400440532013000',
  ],
] as const) {
  deep(what, async () => {
    const client = await start()
    await say(client, message)
    assert.deepEqual(await refunds(client), ['done: Refund 24.90 EUR for order A12', second])
  })
}

deep(
  'a deed and another, of which nobody does one, begins nothing: the deed that is known is asked about',
  async () => {
    const client = await start()
    await say(client, 'Please refund A12 and delete my account')
    assert.deepEqual(await refunds(client), ['waiting: Refund 24.90 EUR for order A12'])
  },
)

// Whoever presses reads the card: what it holds is what its own sentence names.
for (const [message, proposed] of [
  ['Refund A12. My neighbour asked to have A31 sent to her.', ['waiting: Refund 24.90 EUR for order A12']],
  [
    'Cancel A58 when you can. I would like my money back for A12, the set had melted.',
    ['waiting: Cancel order A58', 'waiting: Refund 24.90 EUR for order A12'],
  ],
  [
    'Bitte stornieren Sie A58, falls das noch geht. Für A12 möchte ich mein Geld zurück, die Kerzen waren geschmolzen.',
    ['waiting: Bestellung A58 stornieren', 'waiting: 24,90 EUR für Bestellung A12 erstatten'],
  ],
] as const) {
  test(`no sentence’s verb is paired with another’s object, and nothing begins: “${message}”`, async () => {
    const client = await start()
    await say(client, message)
    assert.deepEqual(await refunds(client), proposed)
  })
}

for (const [message, first, second] of [
  [
    'Please refund A12. How long do I have to return a damaged item?',
    /Done\./,
    /^Next: “How long do I have[^]*14 days/,
  ],
  [
    'Wie lange dauert eine Erstattung? Und bitte A12 erstatten.',
    /nacheinander[^]*„Wie lange dauert eine Erstattung\?“/,
    /Erledigt\./,
  ],
] as const) {
  deep(`a question beside a deed gets its answer: “${message}”`, async () => {
    const client = await start()
    const { answers } = await say(client, message)
    assert.equal(answers.length, 2, answers.join('\n---\n'))
    assert.match(answers[0] ?? '', first)
    assert.match(answers[1] ?? '', second)
    assert.equal((await refunds(client)).length, 1)
  })
}

deep('what comes after a question of ours waits for its answer, and is done then', async () => {
  const client = await start()
  const { answers, threadId } = await say(client, 'I want my money back and change the bank account for order A12')
  assert.deepEqual(answers, [
    'I’ll do these one after the other: “I want my money back” and “change the bank account for order A12”.\nWhich order is it? A letter and a number, such as A17.',
  ])
  const more = await say(client, 'A31', threadId)
  assert.match(more.answers[0] ?? '', /Done\.\n- Refund 12\.00 EUR/)
  assert.match(more.answers[1] ?? '', /^Next: “change the bank account for order A12”\.\nWhat is the IBAN\?/)
  const iban = await say(client, 'DE89370400440532013000', threadId)
  assert.equal(iban.run.status, 'waiting')
})

deep('a wish that names nothing is asked about by what the one before it named, and is done after a yes', async () => {
  const client = await start()
  const { answers, threadId } = await say(client, 'Where is A12? And please give me my money back')
  assert.deepEqual(answers.slice(1), ['Next: “please give me my money back”.\nDo you mean A12?'])
  const looked = await refunds(client)
  assert.deepEqual(looked, ['done: '], 'nothing but the look-up')
  await say(client, 'yes', threadId)
  assert.deepEqual(await refunds(client), [...looked, 'done: Refund 24.90 EUR for order A12'])
})

deep('who takes the first back has the others told that they weren’t done; none begins by itself', async () => {
  const client = await start()
  const { threadId } = await say(client, 'Give me a refund and change the bank account for order A12')
  const { answers } = await say(client, 'never mind', threadId)
  assert.deepEqual(answers, [
    'I haven’t done this: “change the bank account for order A12”. Say it again if you still want it.\nAll right, I’ve left it. Nothing was done.',
  ])
  assert.deepEqual(await refunds(client), [])
})

deep('where it isn’t plain how a message divides it is asked, and nothing done', async () => {
  const client = await start()
  for (const message of [
    'refund A12 or A31',
    'refund A12 (the candles, not A31) A17',
    'How do I refund A12 and A31?',
  ]) {
    const { answers } = await say(client, message)
    assert.equal(answers.length, 1, message)
  }
  assert.deepEqual(await refunds(client), [])
})

deep('a refusal beside two wishes lets neither begin', async () => {
  const client = await start()
  await say(client, 'Refund A12 and A31, but I do not know whether I want that')
  assert.deepEqual(await refunds(client), [])
})

deep('more than ten things at once are not begun', async () => {
  const client = await start()
  const orders = Array.from({ length: 11 }, (_, index) => `A${index + 60}`)
  const { answers } = await say(client, `refund ${orders.join(', ')} and A12`)
  assert.match(answers.join('\n'), /^That is too much at once for me\. Nothing was done\./)
  assert.deepEqual(await refunds(client), [])
})

deep('the same thing said twice is done once', async () => {
  const client = await start()
  await say(client, 'Refund A12, please refund order A12 and give me the money back for A12')
  assert.deepEqual(await refunds(client), ['done: Refund 24.90 EUR for order A12'])
})
