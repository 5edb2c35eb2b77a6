import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { deep, someOf } from '../helpers/depth.ts'
import { openModelServer, fails, saysJson, type ChatRequest, type ModelReply } from '../helpers/model-server.ts'
import { startShop } from '../helpers/parley.ts'
import { reads } from '../helpers/planner-replies.ts'

const script: Record<string, ModelReply> = {}
const requests: ChatRequest[] = []
const model = await openModelServer((request) => {
  requests.push(request)
  return script[request.schemaName ?? ''] ?? fails(400)
})
after(() => model[Symbol.asyncDispose]())
const { parley, customer } = await startShop({ after })

async function talk(...messages: readonly string[]): Promise<string> {
  const [first = '', ...rest] = messages
  const { threadId } = await customer.ask(first)
  for (const message of rest) await customer.ask(message, threadId)
  return (await customer.answers(threadId)).at(-1) ?? ''
}

for (const [messages, wanted] of someOf([
  [['How much does standard delivery to Norway cost?', 'and to Switzerland?'], /12\.90 EUR/],
  [['How long is the warranty on a lamp?', 'what about dimmers?'], /2 years/],
  [['How much is a set of samples?', 'And when do they arrive?'], /within 4 working days/],
  [['How long does a refund take?', 'and on PayPal?'], /same day/],
  // The question that is gone on from may be two messages back.
  [['How long is the warranty on a lamp?', 'what about dimmers?', 'and other home goods?'], /warranty of 2 years/],
  // One that is short and whole is answered by itself.
  [['How long is the warranty on a lamp?', 'Do you sell my data?'], /don't sell your data/],
  // A complete one needs none before it.
  [['How long is the warranty on a lamp?', 'Do you ship to Norway?'], /and to Norway, Switzerland/],
] as const)) {
  test(`without a model, “${messages.at(-1) ?? ''}” goes on from “${messages[0]}”`, async () => {
    assert.match(await talk(...messages), wanted)
  })
}

test('what goes on from a question isn’t answered by itself, though it could be', async () => {
  const answer = await talk('How much does standard delivery to Norway cost?', 'and for express delivery?')
  assert.match(answer, /^Express delivery costs 14\.90 EUR/)
})

test('what a short message names and no document has isn’t answered with the question before', async () => {
  assert.match(await talk('Do you ship to Norway?', 'and to Japan?'), /^I don’t know/)
  assert.match(await talk('How long is the warranty on a lamp?', 'and on a mattress?'), /^I don’t know/)
})

deep('a model says a short message in full, from the person’s own words and nothing else', async () => {
  await parley.stop()
  await parley.start(model.environment)
  const inFull = 'How much does standard delivery to Switzerland cost?'
  script['reading'] = reads({ act: 'ask', question: inFull, from: 'documents' })
  const quote =
    'Standard delivery costs 5.90 EUR within the European Union and 12.90 EUR to Norway, Switzerland and the United Kingdom.'
  script['answer'] = saysJson({
    sentences: [{ text: 'It costs 12.90 EUR.', quotes: [1, 2, 3].map((passage) => ({ passage, quote })) }],
    contradictions: [],
  })
  assert.equal(
    await talk('How much does standard delivery to Norway cost?', 'and to Switzerland?'),
    'It costs 12.90 EUR.',
  )
  const shown = requests.findLast(({ schemaName }) => schemaName === 'reading')?.messages[1]?.content ?? ''
  assert.match(shown, /standard delivery to Norway cost\?[^]*and to Switzerland\?/)
  assert.doesNotMatch(shown, /12\.90/)
  const answering = requests.findLast(({ schemaName }) => schemaName === 'answer')
  assert.match(answering?.messages.at(-1)?.content ?? '', /standard delivery to Switzerland cost/)
})

deep('a model that is down leaves the words before', async () => {
  script['reading'] = fails(503)
  script['answer'] = fails(503)
  assert.match(await talk('How long is the warranty on a lamp?', 'what about dimmers?'), /2 years/)
})
