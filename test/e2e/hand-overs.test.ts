import assert from 'node:assert/strict'
import { after, beforeEach, test } from 'node:test'
import type { MessageView } from '#contract/message.ts'
import type { HandOverView } from '#contract/hand-over.ts'
import { deep } from '../helpers/depth.ts'
import type { PersonClient, Said } from '../helpers/parley-client.ts'
import { startParley } from '../helpers/parley.ts'
import { startTestShop } from '../helpers/shop.ts'
import { startToolProxy } from '../helpers/tool-proxy.ts'

const shop = await startTestShop({ after })
/** While it is set, whoever looks an order up waits for it. */
let held: { readonly reached: () => void; readonly released: Promise<void> } | null = null
const proxy = await startToolProxy({ after }, shop.url, ({ tool }) => {
  if (held === null || tool !== 'orders.get') return 'pass'
  held.reached()
  return { until: held.released }
})
const parley = await startParley({ after }, { shop: { url: proxy.url, token: shop.token } })
const customer = parley.as('customer')
const lead = parley.as('support-lead')
const otherLead = parley.as('other-lead')
const operator = parley.as('operator')
const HUMAN = 'I want to talk to a person'

beforeEach(() => shop.renew())

test('who asks for a person stands in the queue of those who hold the role, with what they asked; others see nothing', async () => {
  const { said, handOver } = await handedOver()
  assert.partialDeepStrictEqual(handOver, {
    status: 'open',
    threadId: said.threadId,
    requester: { id: 'customer', name: 'Maya Lindqvist' },
    role: 'support-lead',
    because: 'asked',
    asked: HUMAN,
    takenBy: null,
    mayTake: true,
    mayAnswer: false,
    mayClose: false,
  })
  assert.deepEqual(await customer.answers(said.threadId), ['A support lead will take this from here.'])
  for (const stranger of ['finance', 'customer', 'other-customer']) {
    assert.equal(
      (await queueOf(parley.as(stranger))).some(({ id }) => id === handOver.id),
      false,
      stranger,
    )
    for (const path of ['', '/messages']) assert.equal((await get(parley.as(stranger), handOver, path)).status, 404)
    const acts = await Promise.all(['take', 'release', 'close'].map((act) => post(parley.as(stranger), handOver, act)))
    // Its requester knows of it, and may close it: it is made anew below.
    if (stranger !== 'customer') assert.ok(acts.every(({ status }) => status === 404))
    else
      assert.deepEqual(
        acts.map(({ status }) => status),
        [403, 409, 200],
      )
  }
  assert.equal((await line(parley.as('finance'), handOver, 'Hello')).status, 404)
  assert.equal((await events(parley.as('finance'), said)).status, 404)
  const { handOver: another } = await handedOver()
  assert.equal((await queueOf(operator)).find(({ id }) => id === another.id)?.mayTake, false)
  assert.equal((await post(operator, another, 'take')).body['code'], 'wrong-role')
})

test('the conversation is read before it is taken, answered by whoever has it, and closed', async () => {
  const { said, handOver } = await handedOver('How long do I have to return a damaged item?')
  const before = (await get<{ messages: MessageView[] }>(lead, handOver, '/messages')).body.messages
  assert.deepEqual(
    before.map(({ role }) => role),
    ['user', 'assistant', 'user', 'assistant'],
  )
  assert.equal((await line(lead, handOver, 'Too early')).body['code'], 'hand-over-not-taken')
  const taken = await post(lead, handOver, 'take')
  assert.partialDeepStrictEqual(taken.body, {
    status: 'taken',
    takenBy: { id: 'support-lead', name: 'Jonas Weber' },
    mayAnswer: true,
  })
  assert.equal((await post(lead, handOver, 'take')).status, 200)
  assert.deepEqual((await post(otherLead, handOver, 'take')).body['code'], 'hand-over-taken')
  assert.match(String((await line(otherLead, handOver, 'Me too')).body['detail']), /Jonas Weber has this conversation/)
  for (const again of [1, 2]) {
    const answered = await line(lead, handOver, 'Hello Maya, I’m here.', 'once')
    assert.equal(answered.status, 201, `time ${again}`)
  }
  const messages = await customer.messages(said.threadId)
  const lines = messages.filter(({ role }) => role === 'person')
  assert.deepEqual(
    lines.map(({ by, parts }) => [by, parts]),
    [[{ id: 'support-lead', name: 'Jonas Weber' }, [{ type: 'text', text: 'Hello Maya, I’m here.', citations: [] }]]],
  )
  assert.equal((await post(otherLead, handOver, 'close')).body['code'], 'hand-over-taken')
  assert.equal((await post(customer, handOver, 'close')).body['code'], 'hand-over-taken')
  assert.partialDeepStrictEqual((await post(lead, handOver, 'close')).body, { status: 'closed', mayAnswer: false })
  assert.equal((await post(lead, handOver, 'close')).status, 200)
  assert.equal((await line(lead, handOver, 'One more')).body['code'], 'hand-over-closed')
  const told = (await customer.events(said.threadId)).map(({ type }) => type)
  assert.deepEqual(
    told.filter((type) => /hand|person/.test(type)),
    ['handed-over', 'hand-over-taken', 'person-answered', 'hand-over-closed'],
  )
})

test('what a person has taken is between the two: the agent begins nothing, says so, and goes on once it is closed', async () => {
  const { said, handOver } = await taken()
  const isHere = 'Jonas Weber is here now and reads what you write. I begin nothing here until it is handed back to me.'
  for (const [text, answers] of [
    ['How long do I have to return a damaged item?', [isHere]],
    ['What colours are there?', []],
    ['Refund order A12', [isHere]],
    ['never mind', []],
    [HUMAN, []],
    ['Cancel A58', [isHere]],
  ] as const) {
    const before = (await customer.answers(said.threadId)).length
    assert.equal((await customer.ask(text, said.threadId)).run.status, 'done', text)
    assert.deepEqual((await customer.answers(said.threadId)).slice(before), answers, text)
  }
  assert.deepEqual((await shop.book()).refunds, [])
  await post(lead, handOver, 'close')
  await customer.ask('Refund order A12', said.threadId)
  assert.equal((await shop.book()).refunds.length, 1)
  // What is said from here on isn't the lead's to read.
  const { messages } = (await get<{ messages: MessageView[] }>(lead, handOver, '/messages')).body
  assert.equal(
    messages.some(({ parts }) => JSON.stringify(parts).includes('Done')),
    false,
  )
  assert.equal((await events(lead, said)).status, 404)
  assert.equal((await get(otherLead, handOver)).status, 404)
})

test('until somebody comes the agent goes on as ever, and its requester may go on without a person', async () => {
  const { said, handOver } = await handedOver()
  await customer.ask('How long do I have to return a damaged item?', said.threadId)
  assert.match(await last(said), /14 days/)
  await customer.ask(HUMAN, said.threadId)
  assert.match(
    await last(said),
    /^This conversation waits for a support lead\. Until somebody takes it I go on here\. Say/,
  )
  await customer.ask('What’s the capital of France?', said.threadId)
  assert.match(await last(said), /not in our documents.*waits for a support lead, too\.$/s)
  await customer.ask('Refund order A12', said.threadId)
  assert.equal((await shop.book()).refunds.length, 1)
  await customer.ask('I want a refund', said.threadId)
  assert.match(await last(said), /^Do you mean A12/)
  // That takes back what is open here first.
  await customer.ask('never mind', said.threadId)
  assert.equal((await get<HandOverView>(operator, handOver)).body.status, 'open')
  await customer.ask('never mind', said.threadId)
  assert.equal(await last(said), 'All right, nobody has to come. I’m with you again.')
  assert.partialDeepStrictEqual((await get(operator, handOver)).body, {
    status: 'closed',
    closedBy: { id: 'customer' },
  })
})

const UNKNOWN = 'What’s the capital of France?'
for (const [what, said, because] of [
  ['a yes to the offer of a person is taken', [UNKNOWN, 'yes please'], 'asked'],
  ['so is one in German', ['Gibt es Rabatte für Studenten?', 'ja bitte'], 'asked'],
  ['so are the words that we offer one in', [UNKNOWN, 'I’d rather ask a person'], 'asked'],
  ['a yes to something said since is none to it', [UNKNOWN, 'Hello', 'yes'], null],
  ['a yes to one of several buttons is none', ['asdkjh aksjdh', 'yes'], null],
  ['that it was read is no yes', [UNKNOWN, 'ok'], null],
  ['a no takes nobody', [UNKNOWN, 'no thanks'], null],
  ['two turns in which nothing was answered pass it on', [UNKNOWN, 'What’s the capital of Spain?'], 'unhelpful'],
] as const) {
  test(`a person who is offered: ${what}`, async () => {
    const [first, ...more] = said
    const opened = await customer.ask(first)
    assert.equal(await isOffered(opened), true)
    for (const text of more) await customer.ask(text, opened.threadId)
    const handOver = (await queueOf(lead)).find(({ threadId }) => threadId === opened.threadId)
    assert.equal(handOver?.because ?? null, because)
    // What passes it on offers nothing more.
    if (because !== null) assert.equal(await isOffered(opened), false)
  })
}

async function isOffered({ threadId }: Said): Promise<boolean> {
  const { parts = [] } = (await customer.messages(threadId)).at(-1) ?? {}
  return parts.some((part) => part.type === 'choices' && /a person|Menschen/.test(JSON.stringify(part.choices)))
}

test('what a person puts back goes on with the agent, and the next one who takes it is said to be there', async () => {
  const { said, handOver } = await taken()
  await customer.ask('Hello', said.threadId)
  assert.match(await last(said), /^Jonas Weber is here now/)
  await post(lead, handOver, 'release')
  await customer.ask('Refund order A12', said.threadId)
  assert.equal((await shop.book()).refunds.length, 1)
  await post(otherLead, handOver, 'take')
  await customer.ask('Hello', said.threadId)
  assert.match(await last(said), /is here now/)
  assert.doesNotMatch(await last(said), /Jonas Weber/)
})

test('a step isn’t begun whose plan was still being made when a person took the conversation', async () => {
  const { said, handOver } = await handedOver()
  const [reached, released] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()]
  held = { reached: reached.resolve, released: released.promise }
  const asked = await customer.say('Refund order A12', said.threadId)
  await reached.promise
  assert.equal((await post(lead, handOver, 'take')).status, 200)
  held = null
  released.resolve()
  await customer.settled(asked.runId, 'done')
  assert.match(await last(said), /a person has taken this conversation/)
  assert.deepEqual((await shop.book()).refunds, [])
})

test('of two who take it at once one has it, and the other is told who', async () => {
  for (let round = 0; round < 5; round += 1) {
    const { handOver } = await handedOver()
    const both = await Promise.all([lead, otherLead].map((person) => post(person, handOver, 'take')))
    assert.deepEqual(both.map(({ status }) => status).sort(), [200, 409])
    const won = both.find(({ status }) => status === 200)?.body as unknown as HandOverView
    const lost = both.find(({ status }) => status === 409)?.body
    assert.match(String(lost?.['detail']), new RegExp(`^${won.takenBy?.name} has this conversation`))
  }
})

deep('who would go on without a person while one takes it is with that person or without, and told which', async () => {
  // A turn that was to close what somebody has taken meanwhile is made again.
  parley.expect('turn-failed not-as-supposed')
  for (let round = 0; round < 6; round += 1) {
    const { said, handOver } = await handedOver()
    const [take, run] = await Promise.all([post(lead, handOver, 'take'), customer.ask('never mind', said.threadId)])
    assert.equal(run.run.status, 'done')
    const { body } = await get<HandOverView>(operator, handOver)
    const told = await customer.answers(said.threadId)
    if (body.status === 'closed') {
      assert.equal(take.body['code'] === 'hand-over-closed' || take.status === 404, true, JSON.stringify(take.body))
      assert.equal(told.at(-1), 'All right, nobody has to come. I’m with you again.')
    } else {
      assert.equal(take.status, 200)
      assert.equal(told.at(-1)?.includes('I’m with you again'), false)
    }
    await post(lead, handOver, 'close')
  }
})

test('a plan of the thread is decided as ever until somebody takes the conversation', async () => {
  const said = await customer.ask('Refund order A17')
  await customer.ask(HUMAN, said.threadId)
  assert.equal((await otherLead.decide(await customer.planOf(said), 'approve')).status, 200)
  await customer.settled(said.runId, 'done')
  assert.equal((await shop.book()).refunds.length, 1)
})

test('a plan of a conversation that a person has taken is approved by them, and by nobody else meanwhile', async () => {
  const said = await customer.ask('Refund order A17')
  const plan = await customer.planOf(said)
  await customer.ask(HUMAN, said.threadId)
  const handOver = await entryOf(said)
  await post(lead, handOver, 'take')
  const others = await otherLead.decide(plan, 'approve')
  assert.deepEqual([others.status, others.body['code']], [409, 'hand-over-open'])
  assert.match(String(others.body['detail']), /^Jonas Weber has this conversation/)
  assert.equal((await customer.plan(plan.id)).status, 'waiting')
  assert.equal((await lead.decide(plan, 'approve')).status, 200)
  await customer.settled(said.runId, 'done')
  assert.equal((await shop.book()).refunds.length, 1)
})

deep('a yes that came before the conversation was passed on does nothing after', async () => {
  const said = await customer.ask('Refund order A17')
  const plan = await customer.planOf(said)
  // The yes and the wish for a person meet: whichever is first, nothing is done while it is with people, or all of it was before.
  const [decided] = await Promise.all([lead.decide(plan, 'approve'), customer.ask(HUMAN, said.threadId)])
  if (decided.status !== 200) return
  await customer.settled(said.runId, 'done')
  const { status, effects } = await customer.plan(plan.id)
  const count = (await shop.book()).refunds.length
  assert.equal(count, status === 'done' ? 1 : 0)
  if (status !== 'done') assert.ok(effects.every(({ state }) => state !== 'succeeded'))
})

test('somebody who is away gives it back by an operator’s hand, and another takes it', async () => {
  const { said, handOver } = await taken()
  assert.equal((await post(otherLead, handOver, 'release')).body['code'], 'hand-over-taken')
  assert.partialDeepStrictEqual((await post(operator, handOver, 'release')).body, { status: 'open', takenBy: null })
  assert.equal((await line(lead, handOver, 'Am I still here?')).body['code'], 'hand-over-not-taken')
  assert.equal((await post(otherLead, handOver, 'take')).status, 200)
  const told = (await customer.events(said.threadId)).map(({ type }) => type)
  assert.ok(told.includes('hand-over-released'))
})

deep('a line is held to what a message may be', async () => {
  const { handOver } = await taken()
  for (const [text, code] of [
    ['   ', 'message-empty'],
    ['x'.repeat(8_001), 'message-too-long'],
  ] as const)
    assert.equal((await line(lead, handOver, text)).body['code'], code)
})

test('after as many answers in a row that didn’t help as the agent lets, the conversation is passed on', async () => {
  const first = await customer.ask('What’s the capital of France?')
  assert.equal(
    (await queueOf(lead)).some(({ threadId }) => threadId === first.threadId),
    false,
  )
  await customer.ask('How long do I have to return a damaged item?', first.threadId)
  await customer.ask('Who won the match yesterday?', first.threadId)
  assert.equal(
    (await queueOf(lead)).some(({ threadId }) => threadId === first.threadId),
    false,
  )
  await customer.ask('What is the meaning of life?', first.threadId)
  assert.match(await last(first), /not in our documents.*A support lead will take this from here\.$/s)
  const entry = await entryOf(first)
  assert.deepEqual([entry.because, entry.asked], ['unhelpful', 'What is the meaning of life?'])
  // It is counted anew once it was closed.
  await customer.ask('never mind', first.threadId)
  await customer.ask('Who won the match yesterday?', first.threadId)
  assert.equal(
    (await queueOf(lead)).some(({ threadId }) => threadId === first.threadId),
    false,
  )
})

test('who gets the nearest place twice is offered a person, and handed over only on their yes', async () => {
  const unsure = ['Do you repair lamps from other shops?', 'Is the lamp suitable for a child’s room?']
  const first = await customer.ask(unsure[0] ?? '')
  await customer.ask(unsure[1] ?? '', first.threadId)
  const messages = (await customer.messages(first.threadId)).filter(({ role }) => role === 'assistant')
  for (const { parts } of messages) {
    const [said, , , button] = parts
    assert.match(JSON.stringify(said), /closest passage says/)
    assert.deepEqual(button, { type: 'choices', choices: [{ label: 'Talk to a person', says: HUMAN }] })
  }
  assert.equal(
    (await queueOf(lead)).some(({ threadId }) => threadId === first.threadId),
    false,
  )
  await customer.ask(HUMAN, first.threadId)
  assert.equal((await entryOf(first)).because, 'asked')
})

deep('in German it is said in German', async () => {
  const said = await customer.ask('Ich möchte mit einem Menschen sprechen')
  await customer.ask('Ich möchte einen Menschen', said.threadId)
  assert.match(
    await last(said),
    /^Dieses Gespräch wartet auf: die Leitung des Kundendienstes\. Bis jemand es übernimmt/,
  )
  await customer.ask('hat sich erledigt', said.threadId)
  assert.match(await last(said), /^In Ordnung, es muss niemand kommen\./)
})

async function handedOver(first?: string): Promise<{ readonly said: Said; readonly handOver: HandOverView }> {
  const thread = first === undefined ? undefined : (await customer.ask(first)).threadId
  const said = await customer.ask(HUMAN, thread)
  return { said, handOver: await entryOf(said) }
}

async function taken(): Promise<{ readonly said: Said; readonly handOver: HandOverView }> {
  const made = await handedOver()
  assert.equal((await post(lead, made.handOver, 'take')).status, 200)
  return made
}

async function entryOf({ threadId }: Said): Promise<HandOverView> {
  const entry = (await queueOf(lead)).find((one) => one.threadId === threadId)
  assert.ok(entry, 'it stands in the queue')
  return entry
}

async function queueOf(person: PersonClient): Promise<readonly HandOverView[]> {
  return (await person.request<{ handOvers: HandOverView[] }>('GET', '/v1/hand-overs')).body.handOvers
}

function get<Body = Record<string, unknown>>(person: PersonClient, { id }: HandOverView, path = '') {
  return person.request<Body>('GET', `/v1/hand-overs/${id}${path}`)
}

function post(person: PersonClient, { id }: HandOverView, act: string) {
  return person.request('POST', `/v1/hand-overs/${id}/${act}`, act === 'close' ? { outcome: 'solved' } : undefined)
}

function line(person: PersonClient, { id }: HandOverView, text: string, key?: string) {
  return person.request(
    'POST',
    `/v1/hand-overs/${id}/answers`,
    { text },
    key === undefined ? {} : { 'idempotency-key': key },
  )
}

function events(person: PersonClient, { threadId }: Said) {
  return person.request('GET', `/v1/threads/${threadId}/events?after=0`)
}

async function last({ threadId }: Said): Promise<string> {
  return (await customer.answers(threadId)).at(-1) ?? ''
}
