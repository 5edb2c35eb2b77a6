import assert from 'node:assert/strict'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import test, { type TestContext } from 'node:test'
import { createLogger } from '#core/log.ts'
import type { ToolServers } from '#mcp/contract.ts'
import { openToolServers } from '#mcp/tool-servers.ts'
import { callNow } from '../helpers/tool-servers.ts'
import { until } from '../helpers/until.ts'

// A tool server that is a program: `tell` says what it sees of us, `die` ends it, `noise` answers with no message.
const PROGRAM = `
const lines = require('node:readline').createInterface({ input: process.stdin })
const send = (message) => process.stdout.write(JSON.stringify({ jsonrpc: '2.0', ...message }) + '\\n')
const tool = (name) => ({ name, inputSchema: { type: 'object' } })
lines.on('line', (line) => {
  const { id, method, params } = JSON.parse(line)
  if (method === 'initialize') {
    send({ id, result: { protocolVersion: params.protocolVersion, capabilities: { tools: {} }, serverInfo: { name: 'x', version: '1' } } })
  } else if (method === 'tools/list') send({ id, result: { tools: ['tell', 'die', 'noise', 'silence'].map(tool) } })
  else if (params?.name === 'tell') {
    send({ id, result: { content: [], structuredContent: { env: process.env, cwd: process.cwd(), pid: process.pid } } })
  } else if (params?.name === 'die') process.exit(1)
  else if (params?.name === 'noise') process.stdout.write('Listening on port 3000\\n')
})
`

async function openProgram(t: TestContext, options: { timeoutMs?: number } = {}): Promise<ToolServers> {
  const folder = await mkdtemp(join(tmpdir(), 'program-'))
  await writeFile(join(folder, 'server.cjs'), PROGRAM)
  const servers = await openToolServers({
    servers: [
      {
        name: 'shop',
        title: 'a program',
        as: 'service',
        timeoutMs: options.timeoutMs ?? 5_000,
        ratePerSecond: null,
        transport: 'stdio',
        command: [process.execPath, join(folder, 'server.cjs')],
        env: { SHOP_KEY: 'for the program' },
      },
    ],
    declared: new Set(['shop/tell', 'shop/die', 'shop/noise', 'shop/silence']),
    reference: () => undefined,
    log: createLogger('silent'),
    signal: t.signal,
  })
  t.after(async () => {
    await servers[Symbol.asyncDispose]()
    await rm(folder, { recursive: true })
  })
  return servers
}

test('a program sees the variables that it was given and none of ours', async (t) => {
  const tools = await openProgram(t)
  const outcome = await callNow(t, tools, 'tell', {})
  assert.partialDeepStrictEqual(outcome, { ok: true, value: { env: { SHOP_KEY: 'for the program' }, cwd: tmpdir() } })
  assert.ok(outcome.ok)
  const told = JSON.stringify(outcome.value)
  for (const name of ['PATH', 'HOME', 'USER', 'SHELL', 'DATABASE_URL']) assert.ok(!told.includes(`"${name}"`), name)
  assert.deepEqual(tools.address('shop').credentialId, 'SHOP_KEY')
})

for (const [title, tool, code] of [
  ['that ends during a call', 'die', 'tool-connection-lost'],
  ['that says something that is no message', 'noise', 'tool-connection-lost'],
  ['that never answers', 'silence', 'tool-timeout'],
] as const) {
  test(`a program ${title} leaves that call open and is started again for the next`, async (t) => {
    const tools = await openProgram(t, tool === 'silence' ? { timeoutMs: 4_000 } : {})
    assert.ok((await callNow(t, tools, 'tell', {})).ok)
    assert.partialDeepStrictEqual(await callNow(t, tools, tool, {}), { ok: false, code, certain: false })
    assert.ok((await callNow(t, tools, 'tell', {})).ok)
  })
}

test('a program that is not there is unreachable for certain', async (t) => {
  const servers = await openToolServers({
    servers: [
      {
        name: 'shop',
        title: 'none',
        as: 'service',
        timeoutMs: 500,
        ratePerSecond: null,
        transport: 'stdio',
        command: ['/no/such/program'],
        env: {},
      },
    ],
    declared: new Set(['shop/tell']),
    reference: () => undefined,
    log: createLogger('silent'),
    signal: t.signal,
  })
  const outcome = await servers.call('shop/tell', {}, { signal: t.signal, definitionHash: '' })
  assert.partialDeepStrictEqual(outcome, { ok: false, code: 'tool-unreachable', certain: true })
})

test('a program that is still starting when its tools are closed is ended, and not waited for', async (t) => {
  const folder = await mkdtemp(join(tmpdir(), 'program-'))
  t.after(() => rm(folder, { recursive: true }))
  const pidFile = join(folder, 'pid')
  const silent = `require('node:fs').writeFileSync(${JSON.stringify(pidFile)}, String(process.pid)); process.stdin.resume()`
  const servers = await openToolServers({
    servers: [
      {
        name: 'shop',
        title: 'a program that says nothing',
        as: 'service',
        timeoutMs: 60_000,
        ratePerSecond: null,
        transport: 'stdio',
        command: [process.execPath, '-e', silent],
        env: {},
      },
    ],
    declared: new Set(['shop/tell']),
    reference: () => undefined,
    log: createLogger('silent'),
    signal: t.signal,
  })
  const call = servers.call('shop/tell', {}, { signal: t.signal, definitionHash: '' })
  const pid = async () => Number(await readFile(pidFile, 'utf8').catch(() => ''))
  await until(async () => (await pid()) > 0)
  const closedAt = performance.now()
  await servers[Symbol.asyncDispose]()
  assert.partialDeepStrictEqual(await call, { ok: false, certain: true })
  assert.ok(performance.now() - closedAt < 20_000, 'it doesn’t wait for a minute')
  const id = await pid()
  await until(() => !isAlive(id))
})

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0)
  } catch {
    return false
  }
}
