import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import type { MessageView } from '#contract/message.ts'
import type { RunView } from '#contract/run.ts'
import { deep } from '../helpers/depth.ts'
import { startParley, startShop } from '../helpers/parley.ts'

const { parley, customer, lead, shop } = await startShop({ after })

interface Answered {
  readonly messageId: string
  readonly runId: string
  readonly run?: RunView
  readonly answer?: MessageView | null
  readonly following?: readonly { readonly run: RunView; readonly answer: MessageView | null }[]
}

async function post(text: string, headers: Record<string, string>, threadId?: string) {
  const { body: thread } = await customer.request<{ id: string }>('POST', '/v1/threads', {})
  const response = await fetch(`${parley.url}/v1/threads/${threadId ?? thread.id}/messages`, {
    method: 'POST',
    headers: { authorization: `Bearer ${customer.key}`, 'content-type': 'application/json', ...headers },
    body: JSON.stringify({ text }),
  })
  const body: Answered = JSON.parse(await response.text())
  return { response, body, threadId: threadId ?? thread.id }
}

test('who would wait for a question’s answer gets it', async () => {
  const { response, body, threadId } = await post('How long does shipping take?', { prefer: 'wait=50' })
  assert.deepEqual([response.status, response.headers.get('preference-applied')], [200, 'wait=50'])
  assert.equal(response.headers.get('location'), `/v1/runs/${body.runId}`)
  assert.deepEqual([body.run?.status, body.answer?.isComplete], ['done', true])
  const [, stored] = await customer.messages(threadId)
  assert.deepEqual(body.answer, stored)
})

test('who would wait for a plan gets its card, and with the same key again the end', async () => {
  const key = { 'idempotency-key': crypto.randomUUID(), prefer: 'respond-async; wait=1, wait="50"' }
  const { response, body, threadId } = await post('Refund order A17', key)
  assert.equal(response.status, 200)
  assert.ok(body.run?.waitingFor?.type === 'decision')
  const [card] = body.answer?.parts ?? []
  assert.ok(card?.type === 'plan' && card.plan?.status === 'waiting')
  const { planId: id, digest } = body.run.waitingFor
  assert.equal((await lead.decide({ id, digest }, 'approve')).status, 200)
  await customer.settled(body.runId, 'done')
  const again = await post('Refund order A17', key, threadId)
  assert.deepEqual([again.response.status, again.body.messageId], [200, body.messageId])
  assert.deepEqual([again.body.answer?.id, again.body.answer?.isComplete], [body.answer?.id, true])
})

test('who doesn’t wait, or not long enough, is told where the run is', async () => {
  for (const headers of [{}, { prefer: 'wait=0' }, { prefer: 'wait=soon' }, { prefer: 'return=minimal' }]) {
    const { response, body } = await post('How long does shipping take?', headers)
    assert.deepEqual([response.status, Object.keys(body)], [202, ['messageId', 'runId']])
    assert.equal(response.headers.get('location'), `/v1/runs/${body.runId}`)
    await customer.settled(body.runId, 'done')
  }
})

deep('a server that stops lets go of those who wait, and their message stays', async () => {
  const stopped = await startParley({ after }, { shop, environment: { RUN_WORKER: 'false' } })
  const person = stopped.as('customer')
  const { body: thread } = await person.request<{ id: string }>('POST', '/v1/threads', {})
  const path = `/v1/threads/${thread.id}/messages`
  const posted = person.request<Answered>('POST', path, { text: 'Refund order A23' }, { prefer: 'wait=40' })
  await person.event(thread.id, ({ type }) => type === 'message-received')
  const began = performance.now()
  await stopped.stop()
  const { status, body } = await posted
  assert.deepEqual([status, Object.keys(body)], [202, ['messageId', 'runId']])
  assert.ok(performance.now() - began < 15_000)
})

deep('who would wait for a message that wants several things gets what came of each, in their order', async () => {
  const { response, body } = await post('Refund A23 and A31, and how long does shipping take?', { prefer: 'wait=40' })
  assert.equal(response.status, 200)
  const all = [{ run: body.run, answer: body.answer }, ...(body.following ?? [])]
  assert.equal(all.length, 3)
  assert.ok(all.every(({ run }) => run?.status === 'done' || run?.waitingFor?.type === 'decision'))
  assert.deepEqual(
    all.map(({ run }) => run?.next?.id ?? null),
    [all[1]?.run?.id, all[2]?.run?.id, null],
  )
  assert.equal(body.run?.next?.links.run, `/v1/runs/${all[1]?.run?.id}`)
  assert.ok(all.every(({ run, answer }) => answer?.runId === run?.id && run?.messageId === body.messageId))
})

deep('who answers a card in words and waits gets what came of its plan', async () => {
  const asked = await post('It never worked at home. Refund order A31', { prefer: 'wait=40' })
  assert.deepEqual([asked.body.run?.status, asked.body.following], ['waiting', []])
  const { body } = await post('no, thanks', { prefer: 'wait=40' }, asked.threadId)
  assert.deepEqual([body.run?.status, body.run?.next?.id], ['done', asked.body.runId])
  const [plans] = body.following ?? []
  assert.deepEqual([plans?.run.status, plans?.answer?.isComplete], ['done', true])
})
