import assert from 'node:assert/strict'
import { after, beforeEach, test } from 'node:test'
import { z } from 'zod'
import { deep } from '../helpers/depth.ts'
import { openPlaceAsOwner, testPlace } from '../helpers/database.ts'
import { MAYA, newSecret, openOutsideDesk, type DeskMessage, type SentOtherwise } from '../helpers/outside-desk.ts'
import { startParley, startShop } from '../helpers/parley.ts'
import { answerInPerson } from '../helpers/hand-overs.ts'
import { until } from '../helpers/until.ts'

const Accepted = z.object({ threadId: z.uuid(), messageId: z.uuid() })
const Problem = z.object({ code: z.string(), detail: z.string() })

const tills = await openOutsideDesk({ after }, { name: 'tills', confirmBy: 'finance' })
const robots = await openOutsideDesk({ after }, { name: 'robots', confirmBy: 'nobody' })
const desk = await openOutsideDesk({ after }, { out: ', giveUpAfter: 60s', beside: [tills, robots] })
const { parley, lead, shop } = await startShop({ after }, { environment: desk.environment })
const operator = parley.as('operator')

let talks = 0
let conversation = ''
beforeEach(() => {
  conversation = `c-${(talks += 1)}`
  desk.answerWith(() => 204)
  return shop.renew()
})

async function say(text: string, message?: string, otherwise: SentOtherwise = {}) {
  const response = await desk.send(parley.url, { conversation, text, ...(message && { message }) }, otherwise)
  assert.equal(response.status, 202)
  return Accepted.parse(await response.json())
}

async function rowsOf(...tables: readonly string[]): Promise<readonly number[]> {
  await using owner = await openPlaceAsOwner(parley.place)
  const counts: number[] = []
  for (const table of tables) {
    const [row] = await owner.run(`select count(*)::int as count from ${table}`)
    counts.push(Number(row?.['count']))
  }
  return counts
}

test('what is written elsewhere is answered there, signed, and done once a person of ours says yes', async () => {
  const { threadId } = await say('Refund order A12')
  await until(() => desk.taken(conversation).length === 1)
  // In so many words, and by a program: nobody is known to have typed them.
  const [waiting] = await lead.waitingPlans()
  assert.ok(waiting)
  assert.deepEqual(waiting.awaits, ['support-lead'])
  assert.deepEqual([waiting.intent?.basis, waiting.intent?.doubts], ['inferred', ['webhook']])
  assert.match(waiting.verdict?.reasons.join('\n') ?? '', /A program asked for this/)
  await say('yes')
  await until(() => desk.taken(conversation).length === 2)
  assert.deepEqual((await shop.book()).refunds, [])
  assert.equal((await lead.decide(waiting, 'approve')).status, 200)
  await until(() => desk.taken(conversation).length === 4)
  const answer = desk.taken(conversation).at(-1)
  assert.partialDeepStrictEqual(answer, {
    type: 'message.completed',
    isSigned: true,
    data: { conversation, threadId, role: 'assistant', by: null },
  })
  assert.match(answer?.data.text ?? '', /^Done/)
  assert.equal((await shop.book()).refunds.length, 1)
  const { body } = await operator.request<{ channel: string; requester: { id: string; name: string } }>(
    'GET',
    `/v1/threads/${threadId}`,
  )
  assert.deepEqual(
    [body.channel, body.requester],
    ['webhook/helpdesk', { id: 'outside.webhook.helpdesk|U1', name: MAYA.name }],
  )
})

test('the same message, many times at once, is one message of one thread', async () => {
  const before = await rowsOf('threads', 'messages')
  const answers = await Promise.all(Array.from({ length: 8 }, () => say('hello', 'm-1')))
  assert.equal(new Set(answers.map((answer) => JSON.stringify(answer))).size, 1)
  await until(() => desk.taken(conversation).length > 0)
  assert.deepEqual(await say('hello', 'm-1'), answers[0])
  // A service may deliver the same once more in other words: its own id of the message says what is the same.
  assert.deepEqual(await say('Hello there', 'm-1'), answers[0])
  const now = await rowsOf('threads', 'messages')
  assert.deepEqual(
    now.map((count, index) => count - (before[index] ?? 0)),
    [1, 2],
  )
  assert.equal(desk.taken(conversation).length, 1)
})

deep('an answer, a whole refund and a hand-over are a conversation that reads well at the desk', async (t) => {
  await say('How long do I have to return a damaged item?')
  await until(() => desk.taken(conversation).length === 1)
  await say('Refund order A17')
  await until(() => desk.taken(conversation).length === 2)
  const [plan] = await lead.waitingPlans()
  assert.ok(plan)
  await lead.decide(plan, 'approve')
  await until(() => desk.taken(conversation).length === 4)
  const { threadId } = await say('I want to talk to a person')
  await until(() => desk.taken(conversation).length === 5)
  await answerInPerson(lead, threadId, 'Hello Maya, this is Sam. What can I do for you?')
  await until(() => desk.taken(conversation).length === 6)
  const heard = desk.taken(conversation).map(({ type, data }) => `${type}: ${data.text}`)
  t.diagnostic(heard.join('\n---\n'))
  const [answer, waits, decided, done, passedOn, inPerson] = heard
  assert.match(answer ?? '', /^message\.completed: You have 14 days/)
  assert.match(waits ?? '', /^plan\.waiting: .*Refund 129\.00 EUR for order A17.*\/console\/queue\//s)
  assert.match(decided ?? '', /^plan\.decided: /)
  assert.match(done ?? '', /^message\.completed: Done/)
  assert.match(passedOn ?? '', /^message\.completed: .*support lead/s)
  assert.equal(inPerson, 'message.completed: Hello Maya, this is Sam. What can I do for you?')
})

deep('a plan that waits says so, with where it is decided, and what comes of it', async () => {
  await say('Refund order A17')
  await until(() => desk.taken(conversation).length === 1)
  const [waits] = desk.taken(conversation)
  assert.partialDeepStrictEqual(waits, {
    type: 'plan.waiting',
    data: { plan: { status: 'waiting', awaits: ['support-lead'] } },
  })
  const [plan] = await lead.waitingPlans()
  assert.ok(plan)
  assert.equal(waits?.data.link, `${parley.url}/console/queue/${plan.id}`)
  assert.match(waits.data.text ?? '', /Refund 129\.00 EUR for order A17.*\n.*\/console\/queue\//s)
  // A yes that is written there is nobody's: the plan waits on.
  await say('yes')
  await until(() => desk.taken(conversation).length === 2)
  assert.equal((await lead.plan(plan.id)).status, 'waiting')
  assert.equal((await lead.decide(plan, 'approve')).status, 200)
  await until(() => desk.taken(conversation).length === 4)
  const [, , decided, done] = desk.taken(conversation)
  assert.partialDeepStrictEqual(decided, { type: 'plan.decided', data: { decision: 'approve', plan: { id: plan.id } } })
  assert.match(done?.data.text ?? '', /^Done/)
  const seqs = desk.taken(conversation).map(({ data }) => data.seq)
  assert.deepEqual(
    seqs,
    seqs.toSorted((one, other) => one - other),
  )
})

test('an outside sender holds no role, and what they are asked stays open', async () => {
  // Nobody there can say yes: a person of ours is asked.
  await say('The lamp from A12 came in pieces, sort it out')
  await until(() => desk.taken(conversation).length === 1)
  await say('yes')
  await until(() => desk.taken(conversation).length === 2)
  assert.deepEqual((await shop.book()).refunds, [])
})

test('the role that a channel’s entry names is asked in a requester’s place, and nobody where it says so', async () => {
  const text = 'Refund order A12'
  await robots.send(parley.url, { conversation, text })
  await until(() => robots.taken(conversation).some(({ data }) => data.text?.includes('Done.')))
  assert.equal((await shop.book()).refunds.length, 1)
  await shop.renew()
  await tills.send(parley.url, { conversation, text })
  const waiting = async () => (await parley.as('finance').waitingPlans()).at(0)
  await until(async () => (await waiting()) !== undefined)
  const plan = await waiting()
  assert.ok(plan)
  assert.deepEqual(plan.awaits, ['finance'])
  assert.equal((await lead.decide(plan, 'approve')).status, 404)
  assert.equal((await shop.book()).refunds.length, 0)
  assert.equal((await parley.as('finance').decide(plan, 'approve')).status, 200)
  await until(async () => (await shop.book()).refunds.length === 1)
})

deep('without a word for their e-mail, nothing is a sender’s own', async (t) => {
  const careful = await openOutsideDesk(t)
  const other = await startParley(t, { shop, environment: careful.environment })
  const sender = { id: 'U9', name: 'Somebody' }
  assert.equal((await careful.send(other.url, { text: 'Refund order A12', sender })).status, 202)
  await until(() => careful.taken('c-1').length === 1)
  assert.match(careful.taken('c-1')[0]?.data.text ?? '', /can't find order A12 among yours/)
})

const MISTAKES: readonly (readonly [string, DeskMessage, SentOtherwise, number, string])[] = [
  ['another secret', { text: 'hello' }, { secrets: [newSecret()] }, 401, 'signature-invalid'],
  ['no signature', { text: 'hello' }, { headers: { 'webhook-signature': '' } }, 401, 'signature-invalid'],
  [
    'a signature of another version',
    { text: 'hello' },
    { headers: { 'webhook-signature': 'v1a,AAAA' } },
    401,
    'signature-invalid',
  ],
  [
    'another id than was signed',
    { text: 'hello' },
    { headers: { 'webhook-id': 'msg_other' } },
    401,
    'signature-invalid',
  ],
  [
    'another time than was signed',
    { text: 'hello' },
    { headers: { 'webhook-timestamp': '1' } },
    401,
    'signature-invalid',
  ],
  ['a channel that isn’t there', { text: 'hello' }, { path: '/channels/webhook/other' }, 401, 'signature-invalid'],
  ['a kind that isn’t there', { text: 'hello' }, { path: '/channels/slack/helpdesk' }, 401, 'signature-invalid'],
  ['a signature of six minutes ago', { text: 'hello' }, { ageS: 360 }, 401, 'signature-stale'],
  ['a signature of six minutes ahead', { text: 'hello' }, { ageS: -360 }, 401, 'signature-stale'],
  ['a body that is too large', { text: 'a'.repeat(70_000) }, {}, 413, 'body-too-large'],
  ['a text that is too long', { text: 'a'.repeat(9_000) }, {}, 413, 'message-too-long'],
  ['an empty text', { text: ' ' }, {}, 422, 'message-empty'],
  ['what is no JSON', {}, { body: 'hello' }, 400, 'invalid-json'],
  ['a key twice', {}, { body: '{"text":"a","text":"b"}' }, 400, 'invalid-json'],
  ['no conversation', {}, { body: '{"text":"hello"}' }, 400, 'invalid-request'],
  ['a conversation with a blank in its name', { conversation: 'a b', text: 'hello' }, {}, 400, 'invalid-request'],
  ['a text that is a number', { text: 7 }, {}, 400, 'invalid-request'],
]
for (const [title, message, otherwise, status, code] of MISTAKES) {
  test(`${title} is refused in words, and nothing of it is stored`, async () => {
    const tables = ['messages', 'runs', 'inbox'] as const
    const before = await rowsOf(...tables)
    const response = await desk.send(parley.url, { conversation, ...message }, otherwise)
    const problem = Problem.parse(await response.json())
    assert.deepEqual([response.status, problem.code], [status, code])
    assert.match(problem.detail, /^[A-Z].*\.$/s)
    assert.deepEqual(await rowsOf(...tables), before)
  })
}

test('while secrets are changed, one good signature of several is enough', async () => {
  await say('hello', undefined, { secrets: [newSecret(), desk.inSecret] })
})

test('only who began a conversation is heard in it', async () => {
  await say('hello')
  const sender = { id: 'U2', name: 'Somebody else', email: MAYA.email }
  const response = await desk.send(parley.url, { conversation, text: 'Refund order A12', sender })
  assert.deepEqual([response.status, Problem.parse(await response.json()).code], [409, 'conversation-of-another'])
})

deep('what a desk refuses comes again with its id, and what follows it in the thread waits', async () => {
  let refusals = 2
  desk.answerWith(({ data }) => {
    if (data.conversation !== conversation || refusals === 0) return 204
    refusals -= 1
    return { status: 503, headers: { 'retry-after': '2' } }
  })
  await say('hello', 'm-1')
  await until(() => desk.received.some(({ data }) => data.conversation === conversation))
  const refusedAt = performance.now()
  await say('who are you', 'm-2')
  await until(() => desk.taken(conversation).length === 2)
  assert.ok(performance.now() - refusedAt >= 3_500, 'it was left alone for as long as it asked')
  const sent = desk.received.filter(({ data }) => data.conversation === conversation)
  const [first, again, third, second] = sent
  assert.equal(sent.length, 4)
  assert.deepEqual([again?.id, third?.id], [first?.id, first?.id])
  assert.notEqual(second?.id, first?.id)
  assert.ok(sent.every(({ isSigned }) => isSigned))
})

deep('while a desk is away its answers wait, and come in order when it is back, each once', async () => {
  await desk.close()
  const others = ['x', 'y', 'z'].map((name) => `${conversation}-${name}`)
  for (const other of others) {
    assert.equal((await desk.send(parley.url, { conversation: other, text: 'hello' })).status, 202)
    assert.equal((await desk.send(parley.url, { conversation: other, text: 'who are you' })).status, 202)
  }
  await until(async () => (await rowsOf("outbox where state in ('pending', 'sending')"))[0] === 6)
  await desk.open()
  await until(() => others.every((other) => desk.taken(other).length === 2))
  for (const other of others) {
    const [one, two] = desk.taken(other)
    assert.ok(one && two && one.data.seq < two.data.seq)
  }
  await until(async () => (await rowsOf("outbox where state in ('pending', 'sending')"))[0] === 0)
})

deep('what a desk can’t take is given up, told, and counted; what follows is sent', async () => {
  parley.expect('message-undelivered http-422')
  desk.answerWith(({ data }) => (data.conversation === conversation && data.text?.includes('Hello') ? 422 : 204))
  await say('hello')
  await until(() => parley.log().includes('message-undelivered'))
  const metrics = await (await fetch(`${parley.url}/metrics`)).text()
  assert.match(metrics, /parley_outbox_messages\{channel="webhook\/helpdesk",state="failed"\} 1/)
  await say('Refund order A12')
  await until(() => desk.taken(conversation).length === 1)
})

deep('a redirect isn’t followed', async () => {
  let redirects = 1
  desk.answerWith(() => (redirects-- > 0 ? { status: 307, headers: { location: '/elsewhere' } } : 204))
  await say('hello')
  await until(() => desk.taken(conversation).length === 1)
  assert.equal(desk.received.filter(({ data }) => data.conversation === conversation).length, 2)
})

deep('what was given up is for operators and auditors to read', async () => {
  parley.expect('message-undelivered http-400')
  desk.answerWith(() => 400)
  const { threadId } = await say('hello')
  await until(() => parley.log().includes(`"threadId":"${threadId}"`))
  const { body } = await operator.request('GET', '/v1/undelivered-messages')
  assert.partialDeepStrictEqual(body, {
    messages: [{ channel: 'webhook/helpdesk', threadId, kind: 'message-completed', attempts: 1, code: 'http-400' }],
  })
  assert.equal((await parley.as('customer').request('GET', '/v1/undelivered-messages')).status, 403)
})

const onPostgres = { skip: parley.place.kind !== 'postgres' && 'several tenants need PostgreSQL' }

deep('the same conversation in two tenants is two, and each hears its own alone', onPostgres, async (t) => {
  const place = await testPlace(t, 'documents')
  await using owner = await openPlaceAsOwner(place)
  await owner.run(`insert into tenants (tenant_id, name) values ('other', 'Other')`)
  const theirs = await openOutsideDesk(t, { name: 'theirs', more: 'tenant: other' })
  const ours = await openOutsideDesk(t, { name: 'ours', beside: [theirs] })
  const both = await startParley(t, { shop, place, environment: ours.environment })
  const same = { conversation: 'same', message: 'm-1', text: 'hello' }
  const [one, other] = await Promise.all([ours.send(both.url, same), theirs.send(both.url, same)])
  const threads = [Accepted.parse(await one.json()).threadId, Accepted.parse(await other.json()).threadId]
  await until(() => ours.taken('same').length > 0 && theirs.taken('same').length > 0)
  assert.deepEqual(
    [ours, theirs].map((each) => each.received.map(({ data }) => data.threadId)),
    threads.map((id) => [id]),
  )
  const rows = await owner.run('select tenant_id as tenant, thread_id as id, channel from outbox order by 1')
  assert.deepEqual(rows, [
    { tenant: 'default', id: threads[0], channel: 'webhook/ours' },
    { tenant: 'other', id: threads[1], channel: 'webhook/theirs' },
  ])
  // Their secret isn't ours, and neither is good at the other's door.
  const crossed = await theirs.send(both.url, same, { path: '/channels/webhook/ours' })
  assert.equal(crossed.status, 401)
  assert.equal((await both.as('operator').request('GET', `/v1/threads/${threads[1]}`)).status, 404)
})

deep('410 ends what is sent, until somebody writes again', async () => {
  parley.expect('message-undelivered http-410')
  desk.answerWith(() => 410)
  await say('hello')
  await until(
    async () => (await rowsOf("outside_threads where channel = 'webhook/helpdesk' and is_subscribed"))[0] === 0,
  )
  assert.equal((await rowsOf("outbox where state in ('pending', 'sending')"))[0], 0)
  desk.answerWith(() => 204)
  await say('who are you')
  await until(() => desk.taken(conversation).length === 1)
})
