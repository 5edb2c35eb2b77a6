import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { someOf } from '../helpers/depth.ts'
import { plansOf, say, startCustomer } from '../helpers/wishes.ts'

// Who names a thing and takes it back in the same breath hasn't asked for either.
const { client } = await startCustomer({ after })

for (const [message, asked] of someOf([
  ['refund A12. oh wait, I meant A31', 'A12 and A31'],
  ['cancel A58, no sorry I mean A12', 'A58 and A12'],
  ['I want a refund for A12 — actually no, A31', 'A12 and A31'],
  ['refund A12. Actually A31.', 'A12 and A31'],
  ['refund A12. A31 I mean', 'A12 and A31'],
  ['refund A12! typo, A31', 'A12 and A31'],
  ['refund A12 - sorry, wrong number, it’s A31', 'A12 and A31'],
  ['refund A12. *A31', 'A12 and A31'],
  ['Erstatte A12, ach nein, ich meine A31', 'A12 und A31'],
  ['Bitte A12 erstatten. Quatsch, A31 meinte ich', 'A12 und A31'],
] as const)) {
  test(`“${message}” does nothing, and is asked which is meant`, async () => {
    const { answers } = await say(client, message)
    assert.ok(answers[0]?.includes(asked), answers[0])
    assert.deepEqual(await plansOf(client), [])
  })
}

test('which it is, once it is said, is proposed and nothing else', async () => {
  const { threadId } = await say(client, 'refund A12. oh wait, I meant A31')
  await say(client, 'A31', threadId)
  const plans = await plansOf(client)
  assert.equal(plans.length, 1)
  assert.match(plans[0] ?? '', /^waiting: Refund 12\.00 EUR for order A31/)
})

test('what is told, turned down or asked of another thing leaves what is asked for as it is, to be pressed', async () => {
  const { client: other } = await startCustomer({ after })
  for (const message of ['Refund A12. A17 was fine.', 'Refund A31, not A17.']) await say(other, message)
  const proposed = (await plansOf(other)).map((plan) => plan.replace(/, then.*/u, ''))
  assert.deepEqual(proposed, ['waiting: Refund 24.90 EUR for order A12', 'waiting: Refund 12.00 EUR for order A31'])
})
