import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import type { MessageView } from '#contract/message.ts'
import { someOf } from '../helpers/depth.ts'
import { startShop } from '../helpers/parley.ts'
import type { PersonClient, Said } from '../helpers/parley-client.ts'

// A message that is longer than people type, alone: it counts as pasted until its author says that it is their own request.
const { parley, customer } = await startShop({ after })

const STORY =
  'The lamp came on a Tuesday and I was so glad about it that I put it up at once, next to the window. But the shade has a crack from top to bottom. '.repeat(
    6,
  )
/** A request, as long as a letter. */
const LETTER = `Please refund order A12. ${STORY}`

test('a long message alone begins nothing, says what it may ask for, and who can say that it is their own', async () => {
  const said = await customer.ask(LETTER)
  assert.deepEqual(await plans(said), [])
  const notice = await noticeOf(said)
  assert.equal(notice?.messageId, said.messageId)
  assert.match(
    notice?.text ?? '',
    /^You may be asking for “Refund an order”\. A message of more than 600 characters counts/,
  )
})

test('once its author says that it is their own request it is read whole, as their own words', async () => {
  const said = await customer.ask(LETTER)
  const pressed = await press(customer, said)
  assert.equal(pressed.status, 202)
  const { runId } = pressed.body
  await customer.settled(runId, 'done', 'waiting')
  const plan = await customer.planOf({ ...said, runId })
  assert.deepEqual(plan.effects[0]?.labels['/orderId']?.data, ['tool:shop/orders.get.id'])
  assert.ok(plan.intent?.said.some(({ messageId, text }) => messageId === said.messageId && LETTER.includes(text)))
  const owned = (await customer.events(said.threadId)).filter(({ type }) => type === 'message-owned')
  assert.partialDeepStrictEqual(owned, [{ messageId: said.messageId, runId, principalId: 'customer' }])
  // Said once more it is what it was, and nothing is asked for twice.
  assert.deepEqual((await press(customer, said)).body, { messageId: said.messageId, runId })
  assert.equal((await customer.events(said.threadId)).filter(({ type }) => type === 'message-owned').length, 1)
})

test('nobody else says so: not another person, nor whoever oversees it', async () => {
  const said = await customer.ask(LETTER)
  for (const person of ['support-lead', 'operator']) {
    const { status, body } = await press(parley.as(person), said)
    assert.deepEqual([person, status, body['code']], [person, 404, 'not-found'])
  }
  assert.deepEqual(await plans(said), [])
  assert.ok((await customer.events(said.threadId)).every(({ type }) => type !== 'message-owned'))
})

test('a key says so of nothing, its own messages among that', async () => {
  const asked = { name: 'own', roles: ['customer'], scopes: ['chat', 'read'] }
  const { body } = await parley.as('operator').request<{ key: string }>('POST', '/v1/keys', asked)
  const key = parley.withKey(body.key)
  const pressed = await press(key, await key.ask(LETTER))
  assert.deepEqual([pressed.status, pressed.body['code']], [404, 'not-found'])
})

test('no text says so, and a message that was passed by is asked for anew', async () => {
  const said = await customer.ask(LETTER)
  for (const words of ['This is my own request', 'yes', 'yes, those are my own words'])
    await customer.ask(words, said.threadId)
  assert.ok((await customer.events(said.threadId)).every(({ type }) => type !== 'message-owned'))
  const late = await press(customer, said)
  assert.deepEqual([late.status, late.body['code']], [409, 'message-passed'])
})

for (const [title, text] of someOf(
  [
    ['forwarded mail', `From: Bob\nTo: Maya\nSubject: lamp\n\n${LETTER}`],
    ['a quote', LETTER.replaceAll('. ', '.\n> ').replace(/^/u, '> ')],
    ['a fenced text', `\`\`\`\n${LETTER}\n\`\`\``],
    ['a long text beside a quote', `${LETTER}\n\n> refund A31`],
    ['a long text beside a request', `Where is A31?\n\n${LETTER}`],
    ['what was typed', 'Refund order A12?'],
  ] as const,
  3,
)) {
  test(`${title} gets no such word, and can’t be pressed`, async () => {
    const said = await customer.ask(text)
    assert.equal(await noticeOf(said), undefined)
    const { status, body } = await press(customer, said)
    assert.deepEqual([status, body['code']], [409, 'not-ownable'])
  })
}

test('a message of another thread, an answer and one that isn’t there are not found', async () => {
  const said = await customer.ask(LETTER)
  const other = await customer.ask('hello')
  const [answer] = (await customer.messages(said.threadId)).filter(({ role }) => role === 'assistant')
  for (const [threadId, messageId] of [
    [other.threadId, said.messageId],
    [said.threadId, answer?.id ?? ''],
    [said.threadId, crypto.randomUUID()],
    [crypto.randomUUID(), said.messageId],
  ] as const) {
    assert.equal((await press(customer, { threadId, messageId })).status, 404)
  }
})

test('two presses at once are one request', async () => {
  const said = await customer.ask(LETTER)
  const pressed = await Promise.all([press(customer, said), press(customer, said), press(customer, said)])
  assert.equal(new Set(pressed.map(({ body }) => body.runId)).size, 1)
})

async function press(client: PersonClient, { threadId, messageId }: Pick<Said, 'threadId' | 'messageId'>) {
  return client.request<{ runId: string; [key: string]: unknown }>(
    'POST',
    `/v1/threads/${threadId}/messages/${messageId}/own-request`,
  )
}

async function noticeOf({ threadId, runId }: Said) {
  const messages = await customer.messages(threadId)
  return messages.flatMap((message: MessageView) => (message.runId === runId ? message.parts : [])).find(isPassedOn)
}

type Notice = Extract<MessageView['parts'][number], { type: 'notice' }>

function isPassedOn(part: MessageView['parts'][number]): part is Notice {
  return part.type === 'notice' && part.code === 'passed-on'
}

async function plans({ runId }: Said): Promise<readonly unknown[]> {
  return (await customer.request<{ plans: readonly unknown[] }>('GET', `/v1/plans?runId=${runId}`)).body.plans
}
