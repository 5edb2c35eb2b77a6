import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { after, test } from 'node:test'
import { setTimeout as delay } from 'node:timers/promises'
import { FAULTS, startChaosProxy, type ChaosProxy, type Listening } from '../helpers/chaos-proxy.ts'
import { testPlace } from '../helpers/database.ts'
import { howMany, SEED } from '../helpers/depth.ts'
import { fails, openModelServer, saysJson } from '../helpers/model-server.ts'
import type { Said } from '../helpers/parley-client.ts'
import { startParleyProcess, type ParleyProcess } from '../helpers/parley-process.ts'
import { routesTo } from '../helpers/planner-replies.ts'
import { randomNumbers } from '../helpers/random-numbers.ts'
import { socketPath, startSandboxHost } from '../helpers/sandbox-host.ts'
import { startTestShop } from '../helpers/shop.ts'
import { until } from '../helpers/until.ts'

// No fault of a peer ends our process. It is a process of its own: an `error` event that nobody listens to, a rejection that
// nobody handles and whatever is thrown where nobody catches end it, and its test.
const EPISODES = howMany({ quick: 24, deep: 300 })
const MESSAGES = [
  'Refund order A17',
  'How long is the warranty on lamps?',
  'The lamp from A12 came in pieces, sort it out',
  'hello',
]

const random = randomNumbers(SEED)
const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)] as T

interface Links {
  readonly byName: Readonly<Record<string, ChaosProxy>>
  readonly parley: ParleyProcess
}

async function startBehindFaults(
  environment: Readonly<Record<string, string>>,
  more: Record<string, ChaosProxy>,
): Promise<Links> {
  const shop = await startTestShop({ after })
  const model = await openModelServer(({ schemaName }) => {
    if (schemaName === 'route') return random() < 0.5 ? routesTo('answer') : routesTo('playbook', 'refund')
    return schemaName === 'answer' ? saysJson({ sentences: [] }) : fails(400)
  })
  after(() => model[Symbol.asyncDispose]())
  const place = await testPlace({ after }, 'documents')
  const tools = await proxyFor(shop.url)
  const models = await proxyFor(model.url)
  const links: Record<string, ChaosProxy> = { tools: tools.proxy, model: models.proxy, ...more }
  const database = place.url ? await proxyFor(place.url.reveal()) : null
  if (database) links['database'] = database.proxy
  const parley = await startParleyProcess(
    { after },
    {
      shop: { url: tools.url, token: shop.token },
      place,
      environment: {
        ...model.environment,
        OPENAI_BASE_URL: models.url,
        ...(database && { DATABASE_URL: database.url }),
        ...environment,
      },
    },
  )
  return { byName: links, parley }
}

async function proxyFor(target: string): Promise<{ readonly proxy: ChaosProxy; readonly url: string }> {
  const url = new URL(target)
  const proxy = await startChaosProxy({ after }, Number(url.port || '5432') satisfies Listening)
  url.host = `127.0.0.1:${proxy.at}`
  return { proxy, url: url.href }
}

/** Asks, reads and follows while a link has a fault; what is answered meanwhile may be anything. */
async function liveThrough({ parley, byName }: Links, said: Said[]): Promise<void> {
  const customer = parley.as('customer')
  for (let episode = 0; episode < EPISODES; episode += 1) {
    const name = pick(Object.keys(byName))
    const link = byName[name]
    assert.ok(link)
    const fault = pick(FAULTS)
    const asking = customer.request<{ id: string }>('POST', '/v1/threads', {}).then(async ({ body }) => {
      const reading = new AbortController()
      void fetch(`${parley.url}/v1/threads/${body.id}/events?after=0`, {
        headers: { authorization: `Bearer ${customer.key}`, accept: 'text/event-stream' },
        signal: AbortSignal.any([reading.signal, AbortSignal.timeout(3_000)]),
      }).catch(() => {})
      link.fault = fault
      const path = `/v1/threads/${body.id}/messages`
      const answer = await customer.request<Said>('POST', path, { text: pick(MESSAGES) })
      if (answer.status === 202) said.push({ ...answer.body, threadId: body.id })
    })
    await Promise.race([asking.catch(() => {}), delay(500)])
    link.fault = fault
    await delay(200 + 600 * random())
    link.fault = null
    assert.ok(isAlive(parley.pid), `it ended: ${name} ${fault}, seed ${SEED}`)
    await asking.catch(() => {})
  }
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0)
  } catch {
    return false
  }
}

async function isWellAgain({ parley }: Links, said: readonly Said[]): Promise<void> {
  const customer = parley.as('customer')
  await until(async () => (await fetch(`${parley.url}/readyz`)).status === 200)
  for (const { runId } of said) await customer.settled(runId, 'done', 'failed', 'waiting', 'cancelled')
  const { run } = await customer.ask('How long is the warranty on lamps?')
  assert.equal(run.status, 'done')
  assert.ok(isAlive(parley.pid))
}

test('faults on the way to database, tools and model, and children that die, don’t end the server', async (t) => {
  const links = await startBehindFaults({ SANDBOX_PROCESSES: '2' }, {})
  const said: Said[] = []
  const killing = setInterval(() => killChild(links.parley.pid), 1_500)
  await liveThrough(links, said)
  clearInterval(killing)
  await isWellAgain(links, said)
  t.diagnostic(`${EPISODES} episodes, ${said.length} turns, seed ${SEED}`)
  assert.equal(await links.parley.stop(), 0)
})

test('faults on the way to a sandbox host don’t end the server', async (t) => {
  const host = await startSandboxHost({ after })
  const sandbox = await startChaosProxy({ after }, host.socket, await socketPath({ after }))
  const links = await startBehindFaults({ SANDBOX_SOCKET: String(sandbox.at) }, { sandbox })
  const said: Said[] = []
  await liveThrough({ ...links, byName: { sandbox, model: links.byName['model'] ?? sandbox } }, said)
  await isWellAgain(links, said)
  t.diagnostic(`${EPISODES} episodes, ${said.length} turns, seed ${SEED}`)
  assert.equal(await links.parley.stop(), 0)
})

/** Kills one of its children, a sandbox's or a parser's, where it has one. */
function killChild(pid: number): void {
  try {
    const children = execFileSync('pgrep', ['-P', String(pid)], { encoding: 'utf8' })
      .trim()
      .split('\n')
    process.kill(Number(pick(children)), 'SIGKILL')
  } catch {
    // None is there now.
  }
}
