import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import OpenAI from 'openai'
import { HttpAgent } from '@ag-ui/client'
import { openPlaceAsOwner } from '../helpers/database.ts'
import { assistant, chat, openAiClient, user } from '../helpers/openai-client.ts'
import { startShop } from '../helpers/parley.ts'
import type { PersonClient, Said } from '../helpers/parley-client.ts'

// A key that its caller chose stands for all that was sent under it: with anything else it is a mistake, which is told before
// the second message is lost.
const { parley, customer } = await startShop({ after })

const QUESTION = 'Which lamps do you sell?'
const OTHER = 'How long do I have to return an unused item?'

interface Reused {
  readonly code: string
  readonly detail: string
  readonly messageId: string
  readonly receivedAt: string
}

const newThread = async (who: PersonClient): Promise<string> =>
  (await who.request<{ id: string }>('POST', '/v1/threads', {})).body.id

const send = (who: PersonClient, threadId: string, text: string, key: string) =>
  who.request<Said & Reused>('POST', `/v1/threads/${threadId}/messages`, { text }, { 'idempotency-key': key })

test('another text under the same key is refused with the first one’s id and time, and none of its words', async () => {
  const threadId = await newThread(customer)
  const first = await send(customer, threadId, QUESTION, 'k')
  assert.equal(first.status, 202)
  const { status, body } = await send(customer, threadId, OTHER, 'k')
  assert.deepEqual([status, body.code, body.messageId], [422, 'idempotency-key-reused', first.body.messageId])
  assert.ok(body.detail.includes(body.messageId) && body.detail.includes(body.receivedAt))
  assert.ok(Math.abs(Date.now() - Date.parse(body.receivedAt)) < 600_000)
  assert.doesNotMatch(JSON.stringify(body), /lamps/)
  assert.deepEqual(await send(customer, threadId, QUESTION, 'k'), first)
  assert.equal((await send(customer, threadId, OTHER, 'k2')).status, 202)
  const said = (await customer.messages(threadId)).filter(({ role }) => role === 'user')
  assert.equal(said.length, 2)
})

for (const [title, one, other] of [
  ['a space at its end', QUESTION, `${QUESTION} `],
  ['capitals', QUESTION, QUESTION.toUpperCase()],
  ['another way to write its letters', 'Où est A17 ?'.normalize('NFC'), 'Où est A17 ?'.normalize('NFD')],
  ['a number', 'Where is order A17?', 'Where is order A18?'],
] as const) {
  test(`a text that differs by ${title} alone is another text`, async () => {
    const threadId = await newThread(customer)
    assert.equal((await send(customer, threadId, one, 'k')).status, 202)
    assert.equal((await send(customer, threadId, other, 'k')).body.code, 'idempotency-key-reused')
  })
}

test('of different texts that come at once under one key one is taken in, and the others are told so', async () => {
  const threadId = await newThread(customer)
  const answers = await Promise.all(
    Array.from({ length: 6 }, (_, index) => send(customer, threadId, `Where is order A1${index}?`, 'at-once')),
  )
  assert.deepEqual(answers.map(({ status }) => status).toSorted(), [202, 422, 422, 422, 422, 422])
  const taken = answers.find(({ status }) => status === 202)?.body.messageId
  for (const { status, body } of answers) if (status === 422) assert.equal(body.messageId, taken)
})

test('somebody else’s key, and the same one in another thread, is another key', async () => {
  const [one, two, theirs] = [
    await newThread(customer),
    await newThread(customer),
    await newThread(parley.as('other-customer')),
  ]
  assert.equal((await send(customer, one, QUESTION, 'shared')).status, 202)
  assert.equal((await send(customer, two, OTHER, 'shared')).status, 202)
  assert.equal((await send(parley.as('other-customer'), theirs, OTHER, 'shared')).status, 202)
})

test('of a message that came before the hash was kept the key alone says what is the same', async () => {
  const threadId = await newThread(customer)
  const first = await send(customer, threadId, QUESTION, 'old')
  await using owner = await openPlaceAsOwner(parley.place)
  await owner.run('update inbox set content_hash = null where message_id = $1', [first.body.messageId])
  assert.deepEqual(await send(customer, threadId, OTHER, 'old'), first)
})

test('OpenAI’s door refuses another message, and another conversation before it, under the same key', async () => {
  const client = openAiClient(parley.url, customer)
  const headers = { 'idempotency-key': 'monday' }
  const said = [user(QUESTION), assistant('The Aurora.'), user('And its price?')]
  const first = await chat(client, said, { headers })
  assert.equal((await chat(client, said, { headers })).run_id, first.run_id)
  for (const other of [
    [user(QUESTION), assistant('The Aurora.'), user('And its weight?')],
    [user(OTHER), assistant('30 days.'), user('And its price?')],
  ]) {
    await assert.rejects(chat(client, other, { headers }), (error: unknown) => {
      assert.ok(error instanceof OpenAI.BadRequestError)
      assert.equal(error.code, 'idempotency-key-reused')
      assert.ok(/for the message [0-9a-f-]{36}, at 20/.test(error.message))
      return true
    })
  }
})

test('AG-UI’s door refuses another text under the id of a message', async () => {
  const say = async (content: string): Promise<void> => {
    const agent = new HttpAgent({
      url: `${parley.url}/v1/ag-ui/support`,
      headers: { authorization: `Bearer ${customer.key}` },
      threadId: 'one-of-theirs',
    })
    agent.setMessages([{ id: 'm-1', role: 'user', content }])
    await agent.runAgent({})
  }
  await say(QUESTION)
  await say(QUESTION)
  await assert.rejects(say(OTHER), /422|idempotency-key-reused/)
})

test('what a person writes into a thread under a key is refused with another text', async () => {
  const { threadId } = await customer.ask('I want to talk to a person')
  const lead = parley.as('support-lead')
  const { body } = await lead.request<{ handOvers: readonly { id: string; threadId: string }[] }>(
    'GET',
    '/v1/hand-overs?status=open',
  )
  const id = body.handOvers.find((handOver) => handOver.threadId === threadId)?.id
  const act = (path: string, text?: string) =>
    lead.request<Reused>('POST', `/v1/hand-overs/${id}/${path}`, text && { text }, { 'idempotency-key': 'line-1' })
  assert.equal((await act('take')).status, 200)
  const first = await act('answers', 'Hello Maya, this is Sam.')
  assert.equal(first.status, 201)
  assert.deepEqual(await act('answers', 'Hello Maya, this is Sam.'), first)
  const { status, body: refused } = await act('answers', 'Your lamp is on its way.')
  assert.deepEqual([status, refused.code, refused.messageId], [422, 'idempotency-key-reused', first.body.messageId])
  assert.doesNotMatch(JSON.stringify(refused), /Sam/)
})
