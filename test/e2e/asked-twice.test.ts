import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { deep } from '../helpers/depth.ts'
import { plansOf, say, startCustomer } from '../helpers/wishes.ts'

// The same deed with the same values, asked for while it waits in the thread already.
const { client } = await startCustomer({ after })
const waiting = async (): Promise<number> => (await plansOf(client)).filter((plan) => plan.startsWith('waiting')).length

test('what waits already is told with its card, in another language and other words too, and no second plan is made', async () => {
  const first = await say(client, 'refund A17')
  const plan = await client.planOf(first)
  for (const words of ['Please refund order A17', 'Bitte erstatten Sie mir A17']) {
    const { answers, threadId } = await say(client, words, first.threadId)
    assert.match(
      answers[0] ?? '',
      /^(You’ve already asked for this, and it’s waiting|Darum haben Sie schon gebeten, und es wartet): .*A17.*\n\[plan\]$/,
    )
    const card = (await client.messages(threadId)).at(-1)?.parts.find((part) => part.type === 'plan')
    assert.equal(card?.type === 'plan' && card.planId, plan.id)
    assert.equal(await waiting(), 1)
  }
})

deep('another thread, another value, and “again” are a plan of their own', async () => {
  const first = await say(client, 'refund A23')
  const before = await waiting()
  await say(client, 'refund A23 again', first.threadId)
  assert.equal(await waiting(), before + 1)
  const other = await say(client, 'refund A17 and A23', first.threadId)
  assert.match(other.answers.join('\n'), /it waits: .*A23/)
})
