import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { someOf } from '../helpers/depth.ts'
import { startShop } from '../helpers/parley.ts'
import { say } from '../helpers/wishes.ts'

// What names an order and asks for nothing that is known, and of which the documents say nothing.

const { customer, shop } = await startShop({ after })

async function answerTo(text: string) {
  const { threadId } = await say(customer, text)
  const parts = (await customer.messages(threadId)).flatMap((said) => (said.role === 'assistant' ? said.parts : []))
  const offered = parts.flatMap((part) => (part.type === 'choices' ? part.choices.map(({ says }) => says) : []))
  return { text: parts.map((part) => ('text' in part ? part.text : '')).join('\n'), offered }
}

for (const [words, order, asked] of someOf(
  [
    ['A12 is a joke and im fuming', 'A12', /^What should I do with “A12”\?/],
    ['u guys owe me something for A12', 'A12', /^What should I do with “A12”\?/],
    ['hey so my lamp from A17 arrived smashed, what now?', 'A17', /^I can do several things like that\. Which one\?/],
    [
      'What wood is the clock of A58 made of?',
      'A58',
      /^I(?: don’t know|’m not sure)\.[^]*What should I do with “A58”\?/,
    ],
    ['kannste A58 noch stoppen?', 'A58', /^Das weiß ich nicht\.[^]*Was soll ich mit „A58“ tun\?/],
  ] as const,
  2,
)) {
  test(`“${words}”: what can be done with ${order} is offered, and nothing begins`, async () => {
    const { text, offered } = await answerTo(words)
    assert.match(text, asked)
    assert.doesNotMatch(text, /An order number is/) // the order alone leads to no place
    assert.ok(offered.length > 1)
    assert.deepEqual(
      offered.filter((says) => !says.includes(order) && !/person|Menschen/u.test(says)),
      [],
    )
    assert.deepEqual(await customer.waitingPlans(), [])
    const { refunds, mails } = await shop.book()
    assert.deepEqual([refunds, mails], [[], []])
  })
}

test('what the documents know of is answered by them, also where it names an order', async () => {
  const { text, offered } = await answerTo('How long does a refund of A12 take?')
  assert.doesNotMatch(text, /I don’t know/)
  assert.deepEqual(offered, [])
})

for (const [words, taken, asks] of someOf(
  [['don’t refund A31', /^All right, I’ve left it\. Nothing was done\.$/, null]] as const,
  2,
)) {
  test(`“${words}” is left, and said to be`, async () => {
    const { text, offered } = await answerTo(words)
    assert.match(text, taken)
    assert.deepEqual(offered, asks === null ? [] : [asks])
    assert.deepEqual((await shop.book()).refunds, [])
  })
}
