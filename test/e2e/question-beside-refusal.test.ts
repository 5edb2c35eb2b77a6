import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { someOf } from '../helpers/depth.ts'
import { startParley } from '../helpers/parley.ts'
import { startTestShop } from '../helpers/shop.ts'

const shop = await startTestShop({ after })
const parley = await startParley({ after }, { shop })
const customer = parley.as('customer')

for (const [question, answer] of someOf(
  [
    ['I don’t want to refund A12, just asking how long refunds take', /^We make a refund within 5 working days/],
    ['Don’t refund A12, I was only wondering how long a refund takes', /^We make a refund within 5 working days/],
    ['I don’t want to refund A12. How long do refunds take?', /^We make a refund within 5 working days/],
    ['How long do refunds take? Don’t refund anything.', /^We make a refund within 5 working days/],
    ['Not cancelling A58, just curious how long the warranty on lamps is', /^Every lamp has a warranty of 3 years/],
  ] as const,
  3,
)) {
  test(`who turns a deed down and asks something is answered that, and nothing is offered: ${question}`, async () => {
    const { threadId } = await customer.ask(question)
    const { parts } = (await customer.messages(threadId)).at(-1) ?? assert.fail()
    const said = parts.map((part) => ('text' in part ? part.text : part.type))
    assert.match(said[0] ?? '', answer)
    assert.deepEqual(said.slice(1), [])
  })
}
