import assert from 'node:assert/strict'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { copyAgents } from '../helpers/agents.ts'
import { fails, openModelServer, saysJson, type ModelReply } from '../helpers/model-server.ts'
import { startParley } from '../helpers/parley.ts'
import { routesTo } from '../helpers/planner-replies.ts'
import { startTestShop } from '../helpers/shop.ts'

// Comes in a moment after the shop's own pages, at the second start, and is so the newer word.
const agents = await copyAgents({ after })
const shop = await startTestShop({ after })
const script: Record<string, ModelReply> = {}
const model = await openModelServer(({ schemaName }) => script[schemaName ?? ''] ?? fails(400))
after(() => model[Symbol.asyncDispose]())
const parley = await startParley({ after }, { shop, environment: { AGENTS_DIR: agents.dir } })
const customer = parley.as('customer')
await parley.stop()
await writeFile(
  join(agents.dir, 'support/knowledge/autumn.md'),
  '# Autumn guide\n\n## Sending back\n\nYou can return any unused item within 60 days of delivery.\n\nThe guide is free.\n',
)
await parley.start({})

const QUESTION = 'How long do I have to return an unused item?'
const OLD = 'You can return any unused item within 30 days of delivery, without giving a reason.'
const NEW = 'You can return any unused item within 60 days of delivery.'
const TODAY = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'long', year: 'numeric', timeZone: 'UTC' })

async function contradiction(question: string) {
  const { threadId } = await customer.ask(question)
  const part = (await customer.messages(threadId))[1]?.parts.at(-1)
  assert.ok(part?.type === 'text')
  return part
}

test('without a model, documents that answer differently are both quoted, with their dates, the newest first', async () => {
  const { text, citations } = await contradiction(QUESTION)
  const [day] = TODAY.format(new Date()).split(' ')
  assert.match(
    text,
    new RegExp(`^Our documents don’t agree on this\\. The newest comes first:\n- Autumn guide, ${day} `),
  )
  assert.match(text, new RegExp(`\n- Returns, ${day} `))
  assert.deepEqual(
    citations.map(({ start, end }) => text.slice(start, end)),
    [`“${NEW}”`, `“${OLD}”`],
  )
  assert.deepEqual(
    citations.map(({ quote }) => quote),
    [NEW, OLD],
  )
})

test('documents that agree, or speak of something else, are answered from as ever', async () => {
  for (const question of ['How long do I have to return a damaged item?', 'How long does a refund take?']) {
    const { text } = await contradiction(question)
    assert.doesNotMatch(text, /don’t agree/, question)
  }
})

test('a contradiction that a model names is shown where both quotes stand in two documents, and else isn’t', async () => {
  await parley.stop()
  await parley.start(model.environment)
  script['route'] = routesTo('answer')
  const named = (...quotes: readonly string[]) =>
    saysJson({
      sentences: [],
      contradictions: [{ quotes: quotes.flatMap((quote) => [1, 2, 3].map((passage) => ({ passage, quote }))) }],
    })
  script['answer'] = named(OLD, NEW)
  const { text, citations } = await contradiction(QUESTION)
  assert.match(text, /^Our documents don’t agree/)
  assert.deepEqual(
    citations.map(({ quote }) => quote),
    [NEW, OLD],
  )
  for (const reply of [named(OLD, 'You can return any item within 90 days.'), named(OLD, OLD)]) {
    script['answer'] = reply
    const { threadId } = await customer.ask(QUESTION)
    assert.match((await customer.answers(threadId))[0] ?? '', /^I don’t know/)
  }
})
