import assert from 'node:assert/strict'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { deep } from '../helpers/depth.ts'
import { copyAgents } from '../helpers/agents.ts'
import { fails, openModelServer, saysJson, type ModelReply } from '../helpers/model-server.ts'
import { startShop } from '../helpers/parley.ts'
import { routesTo } from '../helpers/planner-replies.ts'
import { untilReady } from '../helpers/ready-documents.ts'

// Comes in a moment after the shop's own pages, at the second start, and is so the newer word.
const agents = await copyAgents({ after })
const { parley, customer } = await startShop({ after }, { environment: { AGENTS_DIR: agents.dir } })
await parley.stop()
await writeFile(
  join(agents.dir, 'support/knowledge/autumn.md'),
  '# Autumn guide\n\n## Sending back\n\nYou can return any unused item within 60 days of delivery.\n\nThe guide is free.\n',
)
await writeFile(
  join(agents.dir, 'support/knowledge/wood-oil.md'),
  '---\ndate: 2020-05-06\n---\n\n# Wood oil\n\nAn opened tin of wood oil has to be used up within 12 months.\n',
)
await parley.start({})

const QUESTION = 'How long do I have to return an unused item?'
const OLD = 'You can return any unused item within 30 days of delivery, without giving a reason.'
const NEW = 'You can return any unused item within 60 days of delivery.'
// The one may have been added by a run that began on the day before.
const DAY = `(?:${[-1, 0].map((days) => new Date(Date.now() + days * 86_400_000).getUTCDate()).join('|')})`

async function contradiction(question: string) {
  const { threadId } = await customer.ask(question)
  const part = (await customer.messages(threadId))[1]?.parts.at(-1)
  assert.ok(part?.type === 'text')
  return part
}

test('without a model, documents that answer differently are both quoted, with their dates, the newest first', async () => {
  const { text, citations } = await contradiction(QUESTION)
  assert.match(
    text,
    new RegExp(`^Our documents don’t agree on this\\. The newest comes first:\n- Autumn guide, added ${DAY} `),
  )
  assert.match(text, new RegExp(`\n- Returns, added ${DAY} `))
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

test('a document’s own date counts before the day on which it came in', async () => {
  const operator = parley.as('operator')
  const handIn = (title: string, date: string, days: number) =>
    operator.request('POST', '/v1/documents', {
      title,
      source: `kiln/${title}`,
      acl: ['public'],
      text: `---\ndate: ${date}\n---\n\nA rented kiln has to be brought back within ${days} days of delivery.`,
    })
  assert.equal((await handIn('Kiln rules', '2026-03-04', 12)).status, 202)
  assert.equal((await handIn('Kiln leaflet', '2024-11-30', 20)).status, 202)
  for (const title of ['Kiln rules', 'Kiln leaflet']) await untilReady(operator, `kiln/${title}`)
  const { text } = await contradiction('Within how many days does a rented kiln have to be brought back?')
  assert.equal(
    text,
    'Our documents don’t agree on this. The newest comes first:\n' +
      '- Kiln rules, 4 March 2026: “A rented kiln has to be brought back within 12 days of delivery.”\n' +
      '- Kiln leaflet, 30 November 2024: “A rented kiln has to be brought back within 20 days of delivery.”',
  )
})

deep('so does the date in the front matter of an agent’s own page', async () => {
  const { status } = await parley.as('operator').request('POST', '/v1/documents', {
    ...{ title: 'Tin leaflet', source: 'tins', acl: ['public'] },
    text: '---\ndate: 2019-02-01\n---\n\nAn opened tin of wood oil has to be used up within 9 months.',
  })
  assert.equal(status, 202)
  await untilReady(parley.as('operator'), 'tins')
  const { text } = await contradiction('Within how many months does an opened tin of wood oil have to be used up?')
  assert.equal(
    text,
    'Our documents don’t agree on this. The newest comes first:\n' +
      '- Wood oil, 6 May 2020: “An opened tin of wood oil has to be used up within 12 months.”\n' +
      '- Tin leaflet, 1 February 2019: “An opened tin of wood oil has to be used up within 9 months.”',
  )
})

const script: Record<string, ModelReply> = {}
const model = await openModelServer(({ schemaName }) => script[schemaName ?? ''] ?? fails(400))
after(() => model[Symbol.asyncDispose]())
const answers = (sentences: readonly object[], ...named: readonly string[]) => {
  const quotes = named.flatMap((quote) => [1, 2, 3].map((passage) => ({ passage, quote })))
  script['answer'] = saysJson({ sentences, contradictions: named.length === 0 ? [] : [{ quotes }] })
}

deep(
  'a contradiction that a model names is shown where both quotes stand in two documents, and else isn’t',
  async () => {
    await parley.stop()
    await parley.start(model.environment)
    script['reading'] = routesTo('answer')
    answers([], OLD, NEW)
    const { text, citations } = await contradiction(QUESTION)
    assert.match(text, /^Our documents don’t agree/)
    assert.deepEqual(
      citations.map(({ quote }) => quote),
      [NEW, OLD],
    )
    const AGREED = 'How long do I have to return a damaged item?'
    const DAMAGED = 'You have 14 days from delivery to report and return a damaged item.'
    for (const quotes of [
      [DAMAGED, 'You have 90 days to return a damaged item.'],
      [DAMAGED, DAMAGED],
      [DAMAGED, 'The guide is free.'],
    ]) {
      answers([], ...quotes)
      const { threadId } = await customer.ask(AGREED)
      assert.match((await customer.answers(threadId))[0] ?? '', /^I don’t know/, String(quotes))
    }
  },
)

deep(
  'that documents don’t agree without a number or a date that differs is the model’s word, and told as such',
  async () => {
    const operator = parley.as('operator')
    const sides = ['An opened glaze jar may be returned.', 'An opened glaze jar is never taken back.'] as const
    for (const [index, side] of sides.entries()) {
      await operator.request('POST', '/v1/documents', {
        title: `Glaze ${index + 1}`,
        source: `glaze/${index + 1}`,
        acl: ['public'],
        text: side,
      })
    }
    answers([], ...sides)
    const { text } = await contradiction('May an opened glaze jar be returned?')
    assert.match(text, /^Our documents may not agree on this\./)
    for (const side of sides) assert.ok(text.includes(`“${side}”`))
  },
)

deep('a model that takes one side is shown with the other beside it', async () => {
  answers([{ text: 'You have 30 days.', quotes: [1, 2, 3].map((passage) => ({ passage, quote: OLD })) }])
  const { threadId } = await customer.ask(QUESTION)
  const parts = (await customer.messages(threadId))[1]?.parts ?? []
  const texts = parts.map((part) => ('text' in part ? part.text : ''))
  assert.match(texts[0] ?? '', /^You have 30 days/)
  assert.match(texts[1] ?? '', /^Our documents don’t agree on this\./)
  assert.ok(texts[1]?.includes(NEW) && texts[1].includes(OLD))
})
