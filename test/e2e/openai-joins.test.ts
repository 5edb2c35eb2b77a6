import assert from 'node:assert/strict'
import { request as httpRequest } from 'node:http'
import { after, beforeEach, test } from 'node:test'
import { openPlaceAsOwner } from '../helpers/database.ts'
import { assistant, chat, openAiClient, user } from '../helpers/openai-client.ts'
import { MANY_MESSAGES, startShop } from '../helpers/parley.ts'
import { howMany, SEED, deep } from '../helpers/depth.ts'
import { randomNumbers } from '../helpers/random-numbers.ts'
import { until } from '../helpers/until.ts'

// The same conversation that is sent again: lost answers, regenerated ones, and what is only worded alike.
const { parley, shop } = await startShop({ after }, { limits: MANY_MESSAGES })
const maya = parley.as('customer')
const client = openAiClient(parley.url, maya)

beforeEach(() => shop.renew())

const refunds = async (): Promise<number> => (await shop.book()).refunds.length

async function rows(sql: string): Promise<readonly Readonly<Record<string, unknown>>[]> {
  await using owner = await openPlaceAsOwner(parley.place)
  return await owner.run(sql)
}

const runsIn = async (threadId: string): Promise<number> =>
  (await rows(`select id from runs where thread_id = '${threadId}'`)).length

const saidTimes = async (text: string): Promise<number> =>
  (await rows(`select id from messages where role = 'user' and parts->0->>'text' = '${text}'`)).length

/** Makes what was said in a thread so much older. */
const age = (threadId: string, by: string) =>
  rows(`update messages set created_at = created_at - interval '${by}' where thread_id = '${threadId}'`)

test('an answer that is cut off after its message was taken in is found by the same request: one run, one deed', async () => {
  const text = 'Please refund order A12'
  const body = JSON.stringify({ model: 'support', messages: [user(text)] })
  const cut = httpRequest(`${parley.url}/v1/chat/completions`, {
    method: 'POST',
    headers: { authorization: `Bearer ${maya.key}`, 'content-type': 'application/json' },
  })
  cut.on('error', () => {})
  cut.end(body)
  await until(async () => (await saidTimes(text)) === 1)
  cut.destroy()
  const again = await chat(client, [user(text)])
  assert.equal(await saidTimes(text), 1)
  assert.equal(await runsIn(again.thread_id), 1)
  const plan = await maya.plan(again.waits_for[0]?.plan_id ?? '')
  assert.equal((await maya.decide(plan, 'approve')).status, 200)
  await maya.settled(again.run_id, 'done')
  assert.equal(await refunds(), 1)
  const regenerated = await chat(client, [user(text)])
  assert.deepEqual([regenerated.run_id, regenerated.status], [again.run_id, 'done'])
  assert.deepEqual(regenerated.waits_for, [])
  assert.equal(await refunds(), 1)
})

deep('a stream that is cut off is joined by the next', async () => {
  const text = 'How long do I have to return an unused item, please?'
  const leaving = new AbortController()
  const stream = await client.chat.completions.create(
    { model: 'support', messages: [user(text)], stream: true },
    { signal: leaving.signal },
  )
  let first = ''
  for await (const { id } of stream) {
    first = id
    break
  }
  leaving.abort()
  const again = await client.chat.completions.stream({ model: 'support', messages: [user(text)] }).finalChatCompletion()
  assert.equal(again.id, first)
  assert.match(again.choices[0]?.message.content ?? '', /30 days/)
  assert.equal(await saidTimes(text), 1)
})

/** Whether it was answered to its end; `leaves` after so many ms, where that comes first. */
async function sent(path: string, body: object, leaves: number | null): Promise<boolean> {
  const headers = { authorization: `Bearer ${maya.key}`, 'content-type': 'application/json' }
  const signal = leaves === null ? null : AbortSignal.timeout(leaves)
  return await fetch(`${parley.url}${path}`, { method: 'POST', headers, body: JSON.stringify(body), signal })
    .then(async (response) => /finish_reason|RUN_FINISHED/.test(await response.text()))
    .catch(() => false)
}

deep(
  `of many messages over OpenAI’s API and AG-UI, one in ten cut off and sent again, each is one (seed ${SEED})`,
  async () => {
    const random = randomNumbers(SEED)
    const many = howMany({ quick: 10, deep: 1_000 })
    for (let index = 0; index < many; index += 1) {
      const [one, other] = [`hello many ${index} here`, `hello many ${index} there`]
      const message = { id: other, role: 'user', content: other }
      const about = { threadId: other, runId: other, state: {}, messages: [message], tools: [], context: [] }
      const leaves = index % 10 === 3 ? Math.ceil(random() * 80) : null
      const requests = [
        ['/v1/chat/completions', { model: 'support', messages: [user(one)] }],
        ['/v1/ag-ui/support', about],
      ] as const
      for (const [path, body] of requests)
        assert.ok((await sent(path, body, leaves)) || (await sent(path, body, null)), `${path} ${index}`)
    }
    const [counted] = await rows(`
    select count(*)::int as asked, count(distinct thread_id)::int as threads,
           (select count(*)::int from runs where message_id in (select id from messages where parts->0->>'text' like 'hello many%')) as runs
      from messages where role = 'user' and parts->0->>'text' like 'hello many%'`)
    assert.deepEqual(counted, { asked: 2 * many, threads: 2 * many, runs: 2 * many })
  },
)

deep('five at once are one', async () => {
  const text = 'Could you refund order A12?'
  const all = await Promise.all(Array.from({ length: 5 }, () => chat(client, [user(text)])))
  assert.equal(new Set(all.map(({ run_id: run }) => run)).size, 1)
  assert.equal(await saidTimes(text), 1)
})

deep('whoever dies between finding its place and storing it loses nothing and says it once', async () => {
  const text = 'Is there a warranty on lamps?'
  await rows(
    `create function test_refuse() returns trigger language plpgsql as $$ begin raise exception 'died'; end $$`,
  )
  await rows(`
    create trigger test_refused before insert on inbox for each row when (new.channel = 'openai') execute function test_refuse()`)
  parley.expect('http-failed database-error')
  await assert.rejects(chat(client, [user(text)]), { status: 500 })
  await rows('drop trigger test_refused on inbox')
  assert.equal(await saidTimes(text), 0)
  const threads = async () => (await rows(`select id from threads where channel = 'openai'`)).length
  const before = await threads()
  const said = await chat(client, [user(text)])
  assert.equal(said.status, 'done')
  assert.equal(await threads(), before)
  assert.equal(await saidTimes(text), 1)
})

deep(
  'a question is answered anew once nobody can have lost its answer; a plan that waits is the one that exists',
  async () => {
    const question = [user('How long do I have to send a damaged item back?')]
    const first = await chat(client, question)
    assert.equal((await chat(client, question)).run_id, first.run_id)
    await age(first.thread_id, '10 minutes')
    const later = await chat(client, question)
    assert.notEqual(later.run_id, first.run_id)
    assert.equal(later.thread_id, first.thread_id)
    const deed = [user('I would like a refund of order A12')]
    const asked = await chat(client, deed)
    assert.equal(asked.waits_for.length, 1, asked.text)
    await age(asked.thread_id, '3 days')
    assert.equal((await chat(client, deed)).run_id, asked.run_id)
    const no = await maya.decide(await maya.plan(asked.waits_for[0]?.plan_id ?? ''), 'reject', { reason: 'not-meant' })
    assert.equal(no.status, 200)
    await maya.settled(asked.run_id, 'done')
    const anew = await chat(client, deed)
    assert.notEqual(anew.run_id, asked.run_id)
    assert.equal(await refunds(), 0)
  },
)

deep('a branch of a conversation is a thread of its own: what isn’t on its screen isn’t before it', async () => {
  const begun = [user('I want my money back for an order')]
  const first = await chat(client, begun)
  const gone = await chat(client, [...begun, assistant(first.text), user('A12')])
  assert.equal(gone.thread_id, first.thread_id)
  const branch = await chat(client, [...begun, assistant(first.text), user(QUESTION)])
  assert.notEqual(branch.thread_id, first.thread_id)
  // As it was left: its answer is lost no more, whoever else went on.
  const same = await chat(client, [...begun, assistant(first.text), user('A12')])
  assert.equal(same.run_id, gone.run_id)
})

const QUESTION = 'How long do I have to return an unused item?'

deep('a key of its own says which message is the same one, and which isn’t', async () => {
  const said = [user('Which lamps do you sell?')]
  const first = await chat(client, said, { headers: { 'idempotency-key': 'monday' } })
  assert.equal((await chat(client, said, { headers: { 'idempotency-key': 'monday' } })).run_id, first.run_id)
  const second = await chat(client, said, { headers: { 'idempotency-key': 'tuesday' } })
  assert.notEqual(second.run_id, first.run_id)
})

deep('in a conversation by name the same word twice is the same message only while nothing else was said', async () => {
  const metadata = { thread_id: 'by-name' }
  const first = await chat(client, [user(QUESTION)], { metadata })
  assert.equal((await chat(client, [user(QUESTION)], { metadata })).run_id, first.run_id)
  await chat(client, [user('Which lamps do you sell?')], { metadata })
  const again = await chat(client, [user(QUESTION)], { metadata })
  assert.notEqual(again.run_id, first.run_id)
  assert.equal(again.thread_id, first.thread_id)
})

deep(
  'a conversation that nobody went on with for long is forgotten, and goes on in a new thread; one in which something waits isn’t',
  async () => {
    const old = [user('Which lamps do you have, and at what price?')]
    const first = await chat(client, old)
    const young = [user('Do you ship lamps to Norway?')]
    const kept = await chat(client, young)
    const deed = [user('Please refund order A12 for me')]
    const waiting = await chat(client, deed)
    assert.equal(waiting.waits_for.length, 1, waiting.text)
    const toPerson = [user('I want to talk to a person')]
    const withPerson = await chat(client, toPerson)
    const keys = async ({ thread_id: id }: { thread_id: string }) =>
      (await rows(`select key from conversations where thread_id = '${id}'`)).length
    for (const { thread_id: id } of [first, waiting, withPerson])
      await rows(`update conversations set said_at = said_at - interval '181 days' where thread_id = '${id}'`)
    await parley.stop()
    await parley.start()
    await until(async () => (await keys(first)) === 0)
    assert.deepEqual([await keys(kept), await keys(waiting), await keys(withPerson)], [1, 1, 1])
    assert.equal((await chat(client, deed)).run_id, waiting.run_id)
    const goesOn = [user('And by when does it come?')]
    assert.equal((await chat(client, [...young, assistant(kept.text), ...goesOn])).thread_id, kept.thread_id)
    assert.equal(
      (await chat(client, [...toPerson, assistant(withPerson.text), ...goesOn])).thread_id,
      withPerson.thread_id,
    )
    const anew = await chat(client, [...old, assistant(first.text), ...goesOn])
    assert.notEqual(anew.thread_id, first.thread_id)
    const messages = await rows(`select id from messages where thread_id = '${first.thread_id}' and role = 'user'`)
    assert.equal(messages.length, 1)
  },
)
