import assert from 'node:assert/strict'
import { after, test, type TestContext } from 'node:test'
import { startParley } from '../helpers/parley.ts'
import type { PersonClient } from '../helpers/parley-client.ts'
import { startTestShop } from '../helpers/shop.ts'
import { startToolProxy, type ProxyAction } from '../helpers/tool-proxy.ts'
import { untilQuiet } from '../helpers/wishes.ts'

// A run that waited in its thread's queue begins when the one before it commits. It has nothing of that one's: each is done
// at its first attempt, since a failed one fails the test.
const shop = await startTestShop({ after })
let onCall: (tool: string | null) => ProxyAction = () => 'pass'
const proxy = await startToolProxy({ after }, shop.url, ({ tool }) => onCall(tool))
const parley = await startParley({ after }, { shop: { ...shop, url: proxy.url } })

test('both halves of a message that asks for two things are done at their first attempt', async () => {
  const customer = parley.as('customer')
  const { threadId } = await customer.ask('Refund A12 and tell me how long shipping takes')
  await untilQuiet(customer, threadId)
  const answers = await customer.answers(threadId)
  assert.match(answers.join('\n'), /24\.90 EUR[^]*working days/)
})

test('what is said while something else is worked on is answered at its first attempt', async (t) => {
  const customer = parley.as('customer')
  const { threadId } = await sayBoth(t, customer, 'Refund order A23', 'How long do I have to return a damaged item?')
  const answers = await customer.answers(threadId)
  assert.match(answers.at(-1) ?? '', /14 days/)
})

test('a request that is taken back while it is worked on is taken back at the first attempt', async (t) => {
  await sayBoth(t, parley.as('customer'), 'Refund order A31', 'Cancel that request')
})

/** Says the second while a tool's answer to the first is awaited. */
async function sayBoth(
  t: TestContext,
  customer: PersonClient,
  first: string,
  second: string,
): Promise<{ readonly threadId: string }> {
  const reached = Promise.withResolvers<void>()
  const release = Promise.withResolvers<void>()
  t.after(() => release.resolve())
  onCall = (tool) => {
    if (tool !== 'orders.get') return 'pass'
    reached.resolve()
    return { until: release.promise }
  }
  const { threadId } = await customer.say(first)
  await reached.promise
  const { runId } = await customer.say(second, threadId)
  release.resolve()
  await customer.settled(runId, 'done')
  await untilQuiet(customer, threadId)
  return { threadId }
}
