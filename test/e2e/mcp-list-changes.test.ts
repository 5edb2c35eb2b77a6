import assert from 'node:assert/strict'
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { after, beforeEach, test } from 'node:test'
import { Client } from '@modelcontextprotocol/sdk/client/index.js'
import { StdioClientTransport } from '@modelcontextprotocol/sdk/client/stdio.js'
import {
  PromptListChangedNotificationSchema,
  ToolListChangedNotificationSchema,
} from '@modelcontextprotocol/sdk/types.js'
import { deep } from '../helpers/depth.ts'
import { copyAgents } from '../helpers/agents.ts'
import { connectMcp } from '../helpers/mcp-client.ts'
import { startShop } from '../helpers/parley.ts'
import { until } from '../helpers/until.ts'

// What an agent exposes to programs changes while their clients are connected.
const agents = await copyAgents({ after })
const { parley } = await startShop({ after }, { environment: { AGENTS_DIR: agents.dir } })
const maya = parley.as('customer')
const FILE = join(agents.dir, 'support/agent.yaml')
const asItWas = await readFile(FILE, 'utf8')

beforeEach(async () => {
  await expose('refund')
  await until(async () => (await streams()) === 0)
})

/** Another procedure in the place of what is exposed, for a server that runs or the next that starts. */
async function expose(name: string): Promise<void> {
  await writeFile(FILE, asItWas.replace(/^expose:\n(?:[ -].*\n)+/m, `expose:\n  - ${name}\n`))
  const live = parley.app().services.agents.get('support')
  assert.ok(live)
  parley.app().services.replaceAgent({ ...live, agent: { ...live.agent, expose: [{ name, trusted: [] }] } })
}

function toldTo(client: Client): string[] {
  const told: string[] = []
  client.setNotificationHandler(ToolListChangedNotificationSchema, ({ method }) => void told.push(method))
  client.setNotificationHandler(PromptListChangedNotificationSchema, ({ method }) => void told.push(method))
  return told
}

const exposedTo = async (client: Client) =>
  (await client.listTools()).tools.map(({ name }) => name).filter((name) => name.startsWith('support.'))

test('a client is told that its tools and prompts change, and of the passages it is told nothing', async (t) => {
  const client = await connectMcp(t, parley.url, maya)
  const { tools, prompts, resources } = client.getServerCapabilities() ?? {}
  assert.deepEqual(
    [tools?.listChanged, prompts?.listChanged, resources?.listChanged, resources?.subscribe],
    [true, true, false, undefined],
  )
  const told = toldTo(client)
  assert.deepEqual(await exposedTo(client), ['support.refund'])
  await streamIsOpen()
  await expose('my-orders')
  await until(() => told.length === 2)
  assert.deepEqual(told.toSorted(), ['notifications/prompts/list_changed', 'notifications/tools/list_changed'])
  assert.deepEqual(await exposedTo(client), ['support.my-orders'])
})

deep(
  'a client that comes back after a restart is told what changed meanwhile, and nothing where nothing did',
  async (t) => {
    const client = await connectMcp(t, parley.url, maya)
    const told = toldTo(client)
    await streamIsOpen()
    await parley.stop()
    await parley.start()
    await streamIsOpen()
    assert.deepEqual(told, [])
    await parley.stop()
    await expose('order-status')
    await parley.start()
    await until(() => told.length === 2)
    assert.deepEqual(await exposedTo(client), ['support.order-status'])
  },
)

deep('a client that starts a program is told so by it, over a restart of the server too', async (t) => {
  const client = new Client({ name: 'test', version: '1' })
  const args = [join(import.meta.dirname, '../../bin/parley.js'), 'mcp', '--server', parley.url]
  const env = { PATH: process.env['PATH'] ?? '', PARLEY_KEY: maya.key }
  await client.connect(new StdioClientTransport({ command: process.execPath, args, env }))
  t.after(() => client.close())
  const told = toldTo(client)
  await streamIsOpen()
  await expose('my-orders')
  await until(() => told.length === 2)
  await parley.stop()
  await expose('order-status')
  await parley.start()
  await until(() => told.length === 4)
  assert.deepEqual(await exposedTo(client), ['support.order-status'])
})

deep('who isn’t known gets no stream, and who asks for something else is told what it is', async () => {
  const get = (headers: Record<string, string>) => fetch(`${parley.url}/mcp`, { headers })
  assert.equal((await get({ accept: 'text/event-stream' })).status, 401)
  const { status, body } = await maya.request<{ code: string }>('GET', '/mcp', undefined, {
    accept: 'application/json',
  })
  assert.deepEqual([status, body.code], [406, 'not-acceptable'])
})

// A client opens its stream beside what it asks.
const streamIsOpen = () => until(async () => (await streams()) === 1)

async function streams(): Promise<number> {
  const numbers = await (await fetch(`${parley.url}/metrics`)).text()
  return Number(/^parley_event_streams\{kind="sse"\} (\d+)/m.exec(numbers)?.[1] ?? 0)
}
