import assert from 'node:assert/strict'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { after, test } from 'node:test'
import type { ToMendView } from '#contract/feedback.ts'
import { copyAgents } from '../helpers/agents.ts'
import { deep } from '../helpers/depth.ts'
import { startShop } from '../helpers/parley.ts'

const agents = await copyAgents({ after })
const { parley, customer } = await startShop({ after }, { environment: { AGENTS_DIR: agents.dir } })
const operator = parley.as('operator')

async function answered(question = 'How long do I have to return a damaged item?'): Promise<string> {
  const { threadId } = await customer.ask(question)
  return (await customer.messages(threadId))[1]?.id ?? assert.fail('no answer')
}

async function say(messageId: string, rating: string, more: object = {}, person = customer) {
  return person.request('POST', '/v1/feedback', { messageId, rating, ...more })
}

async function mend(title: string) {
  return (await toMend()).documents.find(({ document }) => document.title === title)
}

async function toMend(): Promise<ToMendView> {
  const { status, body } = await operator.request<ToMendView>('GET', '/v1/documents/to-mend')
  assert.equal(status, 200)
  return body
}

test('what is said of an answer lands on the documents that it quotes, and the last word counts', async () => {
  const first = await answered()
  assert.equal((await say(first, 'wrong', { comment: '  It was 10 days for me.  ' })).status, 204)
  const second = await answered()
  assert.equal((await say(second, 'out-of-date', { reason: 'Old price' })).status, 204)
  const returns = await mend('Returns')
  assert.deepEqual([returns?.wrong, returns?.outOfDate, returns?.helpful], [1, 1, 0])
  assert.deepEqual(returns?.comments, [
    { rating: 'out-of-date', reason: 'Old price', comment: null },
    { rating: 'wrong', reason: null, comment: 'It was 10 days for me.' },
  ])
  assert.deepEqual(returns?.sections, ['Returns › Damaged items'])
  assert.equal(await mend('Warranty'), undefined)
  assert.equal((await say(second, 'helpful')).status, 204)
  const after = await mend('Returns')
  assert.deepEqual([after?.wrong, after?.outOfDate, after?.helpful], [1, 0, 1])
})

test('whoever looks after the documents is told of one that they may not read, and of none of its words', async () => {
  const lead = parley.as('support-lead')
  const { threadId } = await lead.ask('How much goodwill may a lead give for a late parcel?')
  const answer = (await lead.messages(threadId))[1]?.id ?? assert.fail('no answer')
  assert.equal((await say(answer, 'out-of-date', { comment: 'It is 20.00 EUR now.' }, lead)).status, 204)
  const goodwill = await mend('Goodwill guidelines')
  assert.deepEqual([goodwill?.outOfDate, goodwill?.sections, goodwill?.comments], [1, [], []])
})

deep('what was said of a document is done with when the document is removed', async () => {
  const text = '# Kites\n\nKites are lent for 9 days.'
  const document = { title: 'Kites', source: 'lending/kites', acl: ['public'], text }
  const { body } = await operator.request<{ documentId: string }>('POST', '/v1/documents', document)
  assert.equal((await say(await answered('How long are kites lent for?'), 'wrong')).status, 204)
  assert.equal((await mend('Kites'))?.wrong, 1)
  assert.equal((await operator.request('DELETE', `/v1/documents/${body.documentId}`)).status, 204)
  assert.equal(await mend('Kites'), undefined)
})

test('nobody speaks of an answer that isn’t theirs, and it is as if it weren’t there', async () => {
  const message = await answered()
  const theirs = await say(message, 'wrong', {}, parley.as('other-customer'))
  const unknown = await say('019a9f3e-0000-7000-8000-000000000009', 'wrong')
  assert.deepEqual([theirs.status, unknown.status], [404, 404])
  assert.deepEqual(theirs.body['code'], unknown.body['code'])
  const { threadId } = await customer.ask('How long do I have to return a damaged item?')
  const own = (await customer.messages(threadId))[0]?.id ?? ''
  assert.equal((await say(own, 'wrong')).status, 404, 'one’s own question is no answer')
})

test('a rating that there isn’t, and too many words, are refused', async () => {
  const message = await answered()
  assert.equal((await say(message, 'splendid')).status, 400)
  assert.equal((await say(message, 'wrong', { comment: 'x'.repeat(2_001) })).status, 400)
})

deep('questions that no document answers are listed, those that ask for the same together', async () => {
  for (const question of ['Do you ship to Japan?', 'Can you ship it to Japan?', 'What is the CEO called?'])
    await customer.ask(question)
  const { unanswered } = await toMend()
  const japan = unanswered.find(({ question }) => question.includes('Japan'))
  assert.deepEqual(
    [japan?.question, japan?.count, japan?.others],
    ['Can you ship it to Japan?', 2, ['Do you ship to Japan?']],
  )
  assert.equal(unanswered.find(({ question }) => question.includes('CEO'))?.count, 1)
})

test('the list is for operators and auditors alone', async () => {
  for (const person of ['customer', 'support-lead']) {
    assert.equal((await parley.as(person).request('GET', '/v1/documents/to-mend')).status, 403, person)
  }
})

deep('what was said of a version is done with when there is a newer one', async () => {
  const quoted = (await mend('Returns'))?.document.id ?? ''
  await parley.stop()
  await agents.change('knowledge/returns.md', '# Returns\n', '# Returns\n\nWritten anew.\n')
  await writeFile(join(agents.dir, 'support/knowledge/more.md'), '# More\n\nMore words.\n')
  await parley.start({})
  assert.equal(await mend('Returns'), undefined)
  // The answers from before still open the version that they quote.
  const { body } = await customer.request<{ newest: number; document: { version: number } }>(
    'GET',
    `/v1/documents/${quoted}/versions/1`,
  )
  assert.deepEqual([body.document.version, body.newest], [1, 2])
})
