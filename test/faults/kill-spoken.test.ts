import assert from 'node:assert/strict'
import { after, test, type TestContext } from 'node:test'
import { setTimeout as delay } from 'node:timers/promises'
import { openPlaceAsOwner } from '../helpers/database.ts'
import { howMany, SEED } from '../helpers/depth.ts'
import { connectMcp } from '../helpers/mcp-client.ts'
import { startParleyProcess } from '../helpers/parley-process.ts'
import { randomNumbers } from '../helpers/random-numbers.ts'
import { startTestShop } from '../helpers/shop.ts'
import { until } from '../helpers/until.ts'

// Ways in on which the answer comes back in the same request: what a program asked for while the server was killed.
const TEXT = 'Refund order A12'
const ROUNDS = howMany({ quick: 1, deep: 20 })
const random = randomNumbers(SEED)

const shop = await startTestShop({ after })
const parley = await startParleyProcess({ after }, { shop, environment: { RUN_LEASE_MS: '1000' } })
const maya = parley.as('customer')

async function rows(statement: string): Promise<readonly Readonly<Record<string, unknown>>[]> {
  // On PGlite the server has the folder for itself.
  const isAlone = parley.place.kind === 'pglite'
  if (isAlone) await parley.stop()
  try {
    await using owner = await openPlaceAsOwner(parley.place)
    return await owner.run(statement)
  } finally {
    if (isAlone) await parley.start()
  }
}

/** Whether it was answered to its end. */
async function post(path: string, body: object): Promise<boolean> {
  const headers = { authorization: `Bearer ${maya.key}`, 'content-type': 'application/json' }
  const response = await fetch(`${parley.url}${path}`, { method: 'POST', headers, body: JSON.stringify(body) })
  return /finish_reason|RUN_FINISHED/.test(await response.text())
}

async function propose(t: TestContext): Promise<boolean> {
  const client = await connectMcp(t, parley.url, maya)
  const { isError } = await client.callTool({ name: 'propose', arguments: { words: TEXT } })
  return isError !== true
}

/** What programs do that got no answer: the same again until there is one. Gives how often it was sent. */
async function sendUntilAnswered(send: () => Promise<boolean>): Promise<number> {
  for (let times = 1; ; times += 1) {
    if (await send().catch(() => false)) return times
    await delay(50)
  }
}

async function killedMeanwhile(t: TestContext, send: () => Promise<boolean>): Promise<number> {
  const killAfterMs = Math.floor(random() * 400)
  t.diagnostic(`killed after ${killAfterMs} ms`)
  const sending = sendUntilAnswered(send)
  await delay(killAfterMs)
  await parley.kill()
  await parley.start()
  return await sending
}

/** Of the threads of a channel, once nothing is left to do: their messages, and the runs and plans of these. */
async function kept(channel: string) {
  const countOf = (table: string, more = '') =>
    `(select count(*)::int from ${table} x join threads t on t.id = x.thread_id where t.channel = '${channel}' ${more})`
  let counted: Readonly<Record<string, unknown>> | undefined
  await until(async () => {
    ;[counted] = await rows(`
      select (select count(*)::int from threads where channel = '${channel}') as threads,
             ${countOf('messages', `and x.role = 'user'`)} as asked, ${countOf('runs')} as runs, ${countOf('plans')} as plans,
             (select count(*)::int from runs where state in ('queued', 'running')) as open`)
    return counted?.['open'] === 0
  })
  const { open: _open, ...others } = counted ?? {}
  return others
}

for (const [way, channel, send] of [
  [
    'OpenAI’s API',
    'openai',
    (name: string) =>
      post('/v1/chat/completions', {
        model: 'support',
        metadata: { thread_id: name },
        messages: [{ role: 'user', content: TEXT }],
      }),
  ],
  [
    'AG-UI',
    'ag-ui',
    (name: string) =>
      post('/v1/ag-ui/support', {
        threadId: name,
        runId: name,
        state: {},
        messages: [{ id: name, role: 'user', content: TEXT }],
        tools: [],
        context: [],
      }),
  ],
] as const) {
  test(`a server killed at any moment of a request over ${way} has the message once, and one plan of it`, async (t) => {
    for (let round = 0; round < ROUNDS; round += 1) await killedMeanwhile(t, () => send(`${channel}-${round}`))
    assert.deepEqual(await kept(channel), { threads: ROUNDS, asked: ROUNDS, runs: ROUNDS, plans: ROUNDS })
    assert.deepEqual((await shop.book()).refunds, [])
  })
}

test('a server killed at any moment of a call over MCP loses nothing that it took in, and does nothing of it', async (t) => {
  let sent = 0
  for (let round = 0; round < ROUNDS; round += 1) sent += await killedMeanwhile(t, () => propose(t))
  const { asked, threads, ...others } = await kept('mcp')
  assert.ok(Number(asked) >= ROUNDS && Number(asked) <= sent, `${Number(asked)} messages of ${sent} calls`)
  // A call begins a thread, as a page does, and says something in it then: killed between the two, it leaves an empty one.
  assert.ok(Number(threads) >= Number(asked) && Number(threads) <= sent, `${Number(threads)} threads of ${sent} calls`)
  assert.deepEqual(others, { runs: asked, plans: asked })
  assert.deepEqual((await shop.book()).refunds, [])
})

test('of all these plans one is approved, and the deed is done once', async () => {
  // Of those after it the rules reckon with what the ones before ask for, and want a lead.
  const [one] = await rows('select id from plans order by created_at, id limit 1')
  const plan = await maya.plan(String(one?.['id']))
  assert.equal((await maya.decide(plan, 'approve')).status, 200)
  await until(async () => (await shop.book()).refunds.length === 1)
})
