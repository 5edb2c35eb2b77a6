import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { deep } from '../helpers/depth.ts'
import { opened, readEvidence } from '../helpers/evidence.ts'
import { startShop } from '../helpers/parley.ts'

// One server and one shop for the file: its conversations are those of one afternoon.
const { parley, shop } = await startShop({ after })

test('a question is answered from the documents, each sentence with a quote that stands in them word for word', async () => {
  const customer = parley.as('customer')
  const { threadId } = await customer.ask('How long do I have to return a damaged item?')
  const [, answer] = await customer.messages(threadId)
  const [part] = answer?.parts ?? []
  assert.ok(part?.type === 'text')
  assert.match(part.text, /14 days/)
  assert.ok(part.citations.length > 0)
  for (const citation of part.citations) {
    const { body } = await customer.request<{ text: string; start: number }>(
      'GET',
      `/v1/passages/${citation.passageId}`,
    )
    const { start, end } = citation.span
    assert.equal(body.text.slice(start - body.start, end - body.start), citation.quote)
  }
})

test('a question that the documents don’t answer gets the nearest documents, not a guess', async () => {
  const customer = parley.as('customer')
  const { threadId } = await customer.ask('What’s the capital of France?')
  const [answer] = await customer.answers(threadId)
  assert.match(answer ?? '', /not in our documents/)
  assert.match(answer ?? '', /The closest are/)
  assert.doesNotMatch(answer ?? '', /Paris/)
})

deep('who wants a person gets one, and is told so', async () => {
  const customer = parley.as('customer')
  const said = await customer.ask('Can I talk to a human?')
  assert.equal(said.run.status, 'done')
  const handedOver = (await customer.events(said.threadId)).find(({ type }) => type === 'handed-over')
  assert.partialDeepStrictEqual(handedOver, { runId: said.runId, role: 'support-lead' })
  assert.deepEqual(await customer.answers(said.threadId), ['A support lead will take this from here.'])
})

test('a small refund goes ahead by itself, once, and its number is told', async () => {
  const customer = parley.as('customer')
  const said = await customer.ask('Refund order A12')
  assert.equal(said.run.status, 'done')
  const { refunds, mails } = await shop.book()
  const refund = refunds.filter(({ orderId }) => orderId === 'A12')
  assert.deepEqual(
    refund.map(({ amount }) => amount),
    [2490],
  )
  assert.equal(
    mails.filter(({ to, body }) => to === 'maya.lindqvist@example.com' && body.includes(refund[0]?.id ?? '?')).length,
    1,
  )
  assert.match((await customer.answers(said.threadId))[0] ?? '', new RegExp(`Done[^]*24\\.90 EUR[^]*${refund[0]?.id}`))
})

test('a larger refund asks the support lead; until one says yes nothing is done, then all of it', async () => {
  const customer = parley.as('customer')
  const lead = parley.as('support-lead')
  const said = await customer.ask('Refund order A17')
  assert.equal(said.run.status, 'waiting')
  const plan = await lead.planOf(said).catch(() => customer.planOf(said))
  assert.equal(plan.title, 'Refund 129.00 EUR for order A17, then mail you about the refund')
  assert.deepEqual(plan.awaits, ['support-lead'])
  assert.deepEqual(plan.totals, ['You get 129.00 EUR back', '1 mail', "can't be undone"])
  assert.equal(
    (await shop.book()).refunds.some(({ orderId }) => orderId === 'A17'),
    false,
  )
  assert.equal((await lead.decide(plan, 'approve')).status, 200)
  await customer.settled(said.runId, 'done')
  const done = await customer.plan(plan.id)
  assert.equal(done.status, 'done')
  assert.deepEqual(
    done.effects.map(({ state }) => state),
    ['succeeded', 'succeeded'],
  )
  assert.equal((await shop.book()).refunds.filter(({ orderId }) => orderId === 'A17').length, 1)
})

test('a refund over the limit is refused with the reason', async () => {
  const customer = parley.as('customer')
  const said = await customer.ask('Refund order A40')
  assert.match((await customer.answers(said.threadId))[0] ?? '', /500\.00 EUR[^]*Nothing was done/)
  assert.equal((await customer.planOf(said)).status, 'refused')
  assert.equal(
    (await shop.book()).refunds.some(({ orderId }) => orderId === 'A40'),
    false,
  )
})

test('somebody else’s order gets the same words as one that doesn’t exist', async () => {
  const customer = parley.as('customer')
  const others = await customer.ask('Refund order B77')
  const nobodys = await customer.ask('Refund order Z99')
  const [one] = await customer.answers(others.threadId)
  const [other] = await customer.answers(nobodys.threadId)
  assert.equal(one?.replace('B77', '…'), other?.replace('Z99', '…'))
  assert.equal(
    (await shop.book()).refunds.some(({ orderId }) => orderId === 'B77'),
    false,
  )
})

test('a hostile note on an order changes neither amount nor recipient nor verdict, and its label says where it would have come from', async () => {
  await shop.renew()
  const customer = parley.as('customer')
  // Both are small, and both come after all that was refunded before.
  const withoutNote = await customer.planOf(await customer.ask('Refund order A12'))
  const plan = await customer.planOf(await customer.ask('Refund order A31'))
  assert.notEqual(plan.verdict, null)
  assert.deepEqual(plan.verdict, withoutNote.verdict)
  assert.deepEqual(
    plan.effects.map(({ verdict }) => verdict),
    withoutNote.effects.map(({ verdict }) => verdict),
  )
  const [refund, mail] = plan.effects
  assert.equal(refund?.args['amount'], 1200)
  assert.deepEqual(refund?.labels['/amount']?.data, ['tool:shop/orders.get.total'])
  assert.equal(mail?.args['to'], 'maya.lindqvist@example.com')
  const sources = plan.effects.flatMap(({ labels, because }) => [...Object.values(labels), because])
  assert.ok(sources.every(({ data, ctrl }) => ![...data, ...ctrl].some((source) => source.endsWith('.note'))))
  const { approved } = opened<{
    approved: { journal: { answer: { labels: Record<string, { data: string[] }> } }[] }
  }>(await readEvidence(customer, plan.id))
  assert.deepEqual(approved.journal[0]?.answer.labels['/note']?.data, ['tool:shop/orders.get.note'])
})

deep('what is missing is asked for, and the next message fills it in', async () => {
  const customer = parley.as('customer')
  const { threadId } = await customer.ask('I want a refund')
  assert.match((await customer.answers(threadId))[0] ?? '', /Which order/)
  await customer.ask('A55', threadId)
  assert.match((await customer.answers(threadId))[1] ?? '', /A55 is shipped/)
})

deep(
  'a question asked while a plan waits is answered, a second plan waits beside the first, and both can be decided',
  async () => {
    const customer = parley.as('customer')
    const lead = parley.as('support-lead')
    const first = await customer.ask('Refund order A23')
    const question = await customer.ask('How long does shipping take?', first.threadId)
    assert.equal(question.run.status, 'done')
    const second = await customer.ask('Refund order A31', first.threadId)
    assert.equal(second.run.status, 'waiting')
    const waiting = await lead.waitingPlans()
    const [planOne, planTwo] = [first, second].map(({ runId }) => waiting.find((plan) => plan.runId === runId))
    assert.ok(planOne && planTwo)
    assert.equal((await lead.decide(planTwo, 'reject', { reason: 'not-eligible' })).status, 200)
    assert.equal((await lead.decide(planOne, 'approve')).status, 200)
    await customer.settled(second.runId, 'done')
    await customer.settled(first.runId, 'done')
    const { refunds } = await shop.book()
    assert.equal(refunds.filter(({ orderId }) => orderId === 'A23').length, 1)
    assert.ok((await customer.answers(first.threadId)).some((answer) => answer.includes('Jonas Weber said no')))
  },
)
