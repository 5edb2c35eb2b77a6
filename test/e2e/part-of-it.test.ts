import assert from 'node:assert/strict'
import { test } from 'node:test'
import { someOf } from '../helpers/depth.ts'
import type { PersonClient } from '../helpers/parley-client.ts'
import { plansOf, say, startCustomer } from '../helpers/wishes.ts'

async function statesOf(client: PersonClient): Promise<readonly string[]> {
  return (await plansOf(client)).map((plan) => plan.replace(/:.*/u, ''))
}

// A playbook that has no slot for a part would do the whole of it, which nobody asked for.
for (const message of someOf([
  'can you refund half of A12?',
  'refund A12 partially',
  'refund part of A12 please',
  'refund just the shipping for A12',
  'erstatten Sie nur den Versand für A12',
  'refund 50% of A12',
  'refund 10 EUR of A12',
  'refund ten euros of A12',
  'refund 10 zł of A12',
  'please refund A12, but keep 5 euros',
  'only refund me 5 euros for A12',
  'I want my money back for A12, the candles had melted, I’ll keep the matches',
  'Bitte die Hälfte von A12 erstatten',
  'das Kerzenset in A12 war geschmolzen, will dafür mein Geld, Streichhölzer behalt ich',
  'Erstatten Sie mir bitte 10 € von A12',
])) {
  test(`“${message}” refunds nothing before whoever wrote it has said yes to the whole`, async (t) => {
    const { client } = await startCustomer(t)
    await say(client, message)
    assert.deepEqual(await statesOf(client), ['waiting'])
  })
}

for (const message of ['Refund only the mug from A23', 'Bitte erstatten Sie nur die Tasse aus A23']) {
  test(`“${message}” names a thing that the refund has a place for, and asks nothing`, async (t) => {
    const { client } = await startCustomer(t)
    await say(client, message)
    assert.match((await plansOf(client))[0] ?? '', /^done: .*15[.,]00/u)
  })
}

test('an amount that is all of it is proposed as it stands', async (t) => {
  const { client } = await startCustomer(t)
  await say(client, 'Please refund the 24.90 EUR that I paid for A12')
  assert.match((await plansOf(client))[0] ?? '', /^waiting: Refund 24\.90 EUR for order A12/)
})

for (const reply of ['half of A12', 'just the shade of A12'])
  test(`“${reply}”, once it is asked which order it is, begins nothing either`, async (t) => {
    const { client } = await startCustomer(t)
    const { threadId } = await say(client, 'refund my order')
    await say(client, reply, threadId)
    assert.deepEqual(await statesOf(client), ['waiting'])
  })
