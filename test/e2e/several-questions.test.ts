import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { someOf, deep } from '../helpers/depth.ts'
import { startShop } from '../helpers/parley.ts'

const { customer } = await startShop({ after })

/** What was said, a line a part. */
async function told(question: string): Promise<readonly string[]> {
  const { threadId } = await customer.ask(question)
  const { parts } = (await customer.messages(threadId)).at(-1) ?? assert.fail()
  return parts.map((part) => ('text' in part ? part.text : part.type))
}

test('two questions in one sentence are answered one after the other, each under its own words', async () => {
  const [first, unknown, second, warranty, ...more] = await told(
    'What is the meaning of life and how long is the warranty on lamps?',
  )
  assert.equal(first, '“What is the meaning of life?”')
  assert.match(unknown ?? '', /^I don’t know/)
  assert.equal(second, '“how long is the warranty on lamps?”')
  assert.match(warranty ?? '', /^Every lamp has a warranty of 3 years/)
  // A person may know.
  assert.match(more.join('\n'), /^If you’d rather ask a person, .*\nchoices$/)
})

test('where one isn’t sure the other is answered all the same, and who may be asked instead is said once', async () => {
  const parts = await told('Is there a warranty on dimmers, can I return sale items and who pays for shipping?')
  assert.match(
    parts.join('\n'),
    /^“Is there a warranty on dimmers\?”\nEvery lamp has [^]*\n“can I return sale items\?”\nI’m not sure/,
  )
  assert.match(parts.join('\n'), /\n“who pays for shipping\?”\n/)
  assert.equal(parts.filter((text) => /rather ask a person/.test(text)).length, 1)
})

test('what is answered stays where another question names an order that no document knows', async () => {
  const parts = await told('How long is the warranty on lamps and why did the moon turn red over A17?')
  assert.match(parts.join('\n'), /“How long is the warranty on lamps\?”\nEvery lamp has a warranty of 3 years/)
})

deep('what is answered by the message as a whole is answered once', async () => {
  const [answer, ...more] = await told('What does delivery to Norway cost? Do you ship there?')
  assert.match(answer ?? '', /^Standard delivery costs .* 12\.90 EUR to Norway/)
  assert.deepEqual(more, [])
})

deep('what one place answers is said once', async () => {
  const parts = await told('How long is the warranty on a lamp? How many years of warranty does a lamp have?')
  assert.equal(parts.length, 1)
  assert.match(parts[0] ?? '', /^Every lamp has a warranty of 3 years/)
})

for (const [question, why] of someOf(
  [
    ['Can I pay by invoice or do you take PayPal?', 'asks for one of two'],
    ['my lamp broke. is that covered? how do I claim?', 'tells a story'],
    ['What is the difference between a refund and a replacement?', 'names two things'],
    ['Is it possible to return a lamp, and how?', 'ends in a piece of a question'],
  ] as const,
  1,
)) {
  test(`a message that ${why} is one question: ${question}`, async () => {
    const parts = await told(question)
    assert.ok(!parts.some((text) => text.startsWith('“') && text.endsWith('?”')), parts.join('\n'))
  })
}

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
    const [said, ...more] = await told(question)
    assert.match(said ?? '', answer)
    assert.deepEqual(more, [])
  })
}
