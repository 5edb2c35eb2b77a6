import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { setTimeout as delay } from 'node:timers/promises'
import { howMany } from '../helpers/depth.ts'
import { startParleyProcess } from '../helpers/parley-process.ts'
import { processAt } from '../helpers/process-at.ts'
import { startTestShop } from '../helpers/shop.ts'
import { startToolProxy } from '../helpers/tool-proxy.ts'
import { until } from '../helpers/until.ts'

// One order whose look-up ends whichever process makes it, a worker of many runs or one with a process of its own.
const POISON = 'A23'
/** A server that dies may leave a request without an end: it is asked again. */
const ANSWERS_WITHIN_MS = 5_000
const OTHERS = howMany({ quick: 5, deep: 99 })
const shop = await startTestShop({ after })
let isDeadly = true
const killed: number[] = []
const notStarted: string[] = []
/** How long the server took to start again, which is the machine's. */
let awayMs = 0
const proxy = await startToolProxy({ after }, shop.url, ({ tool, args, port }) => {
  if (!isDeadly || tool !== 'orders.get' || JSON.stringify(args) !== JSON.stringify({ id: POISON })) return 'pass'
  return { until: kill(port).then(() => Promise.reject(new Error('the caller is dead'))) }
})
const parley = await startParleyProcess(
  { after },
  { shop: { url: proxy.url, token: shop.token }, environment: { RUN_LEASE_MS: '1500' } },
)
const customer = parley.as('customer')
const operator = parley.as('operator')

let isStarting = false

async function kill(port: number): Promise<void> {
  const pid = await holderOf(port)
  if (pid === null) return
  killed.push(pid)
  process.kill(pid, 'SIGKILL')
  if (pid === parley.pid) void startAgain()
}

/** The tables of connections change while they are read, and may miss one that is there all the while. */
async function holderOf(port: number): Promise<number | null> {
  for (let tries = 0; tries < 50; tries += 1) {
    const pid = await processAt(port)
    if (pid !== null) return pid
    await delay(20)
  }
  return null
}

/**
 * As whoever looks after processes does it: until it is there. One may take up the run before it says that it is ready, or
 * just after, and is dead then: whether it is, is asked in the same breath as the starting ends.
 */
async function startAgain(): Promise<void> {
  if (isStarting) return
  isStarting = true
  const diedAt = performance.now()
  do {
    await parley.kill()
    await parley.start().catch((error: unknown) => notStarted.push(String(error)))
  } while (killed.includes(parley.pid))
  isStarting = false
  awayMs += performance.now() - diedAt
}

interface Aside {
  readonly runs: readonly { readonly id: string; readonly code: string }[]
}

async function aside(): Promise<Aside['runs']> {
  return (await operator.request<Aside>('GET', '/v1/set-aside-runs')).body.runs
}

test('a run that ends every process is set aside within a minute, the others end well, and it goes on when it is tried again', async (t) => {
  const others = []
  for (let count = 0; count < OTHERS; count++) others.push(await customer.say('Refund order A12'))
  const poison = await customer.say(`Refund order ${POISON}`)
  const beganAt = performance.now()
  // The server is away again and again meanwhile.
  const answers = async () => await Promise.race([aside(), delay(ANSWERS_WITHIN_MS, [])])
  const isAside = async () => (await answers().catch(() => [])).some(({ id }) => id === poison.runId)
  await until(isAside, AbortSignal.timeout(240_000)).catch((error: unknown) => {
    throw new Error(`${killed.length} deaths; ${notStarted.join('\n')}`, { cause: error })
  })
  const tookMs = performance.now() - beganAt
  const deaths = `${killed.length} deaths, ${Math.round(awayMs)} ms of them starting the server again`
  t.diagnostic(`set aside after ${Math.round(tookMs)} ms and ${deaths}`)
  assert.ok(tookMs - awayMs < 60_000)
  assert.deepEqual(
    (await aside()).map(({ id, code }) => [id, code]),
    [[poison.runId, 'run-kills']],
  )
  for (const { runId } of others) await customer.settled(runId, 'done', 'waiting')
  const told = (await customer.events(poison.threadId)).filter(({ type }) => type === 'run-set-aside')
  assert.equal(told.length, 1)
  assert.match(JSON.stringify(told), /isn’t lost/)
  assert.doesNotMatch(JSON.stringify(told), /ask again for|failed/)
  assert.equal((await customer.settled(poison.runId, 'waiting')).failure, null)
  // Its thread isn't held by it.
  assert.equal((await customer.ask('How long do I have to return a damaged item?', poison.threadId)).run.status, 'done')
  isDeadly = false
  const retry = `/v1/set-aside-runs/${poison.runId}/retry`
  assert.equal((await customer.request('POST', retry, {})).status, 403)
  assert.equal((await operator.request('POST', retry, {})).status, 200)
  assert.equal((await operator.request('POST', retry, {})).status, 404)
  await customer.event(poison.threadId, ({ type, runId }) => type === 'plan-proposed' && runId === poison.runId)
  assert.deepEqual(await aside(), [])
})
