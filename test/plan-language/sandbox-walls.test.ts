import assert from 'node:assert/strict'
import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { test } from 'node:test'
import { openShopSandbox, program, run, shareShopSandbox } from './sandbox-helpers.ts'
import { deep } from '../helpers/depth.ts'
import { until } from '../helpers/until.ts'
import '../helpers/built.ts'

const child = 'taken-over-child.js'
const shared = shareShopSandbox({ child })

/** What a child that was taken over could say of an attempt. */
async function deed(source: string): Promise<string> {
  const result = await run(shared(), program(source))
  return result.ok ? (result.said?.text ?? '') : result.failure.kind
}

for (const [title, source, answer] of [
  [
    'has an environment of nothing but what its library and its clock need',
    'environment',
    /^\{"LIBC":"(glibc|musl)","TZ":"UTC"\}$/,
  ],
  ["can't read files", 'reading', /^ERR_ACCESS_DENIED$/],
  ["can't read the environment of the server", 'reading the server', /^ERR_ACCESS_DENIED$/],
  ["can't write files", 'writing', /^ERR_ACCESS_DENIED$/],
  ["can't start processes", 'spawning', /^ERR_ACCESS_DENIED$/],
  ["can't start threads", 'threading', /^ERR_ACCESS_DENIED$/],
  ["can't make code from text", 'compiling', /Code generation from strings disallowed/],
] as const) {
  test(`a child process that was taken over ${title}`, async () => assert.match(await deed(source), answer))
}

test('a child process that was taken over reaches no network, not even the machine itself', async (t) => {
  const server = createServer((socket) => socket.end())
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  t.after(() => server.close())
  const address = server.address()
  assert.ok(address !== null && typeof address === 'object')
  const sandbox = shared()
  if (!sandbox.isolation.networkNamespace) return t.skip('this machine has no network namespaces')
  const result = await run(sandbox, { ...program('connecting'), now: address.port })
  assert.ok(result.ok)
  assert.match(result.said?.text ?? '', /^(ENETUNREACH|ECONNREFUSED)$/)
})

test('a child process runs as nobody, and sees no process but its own, where the machine allows that', async (t) => {
  const sandbox = shared()
  if (!sandbox.isolation.droppedUser || !sandbox.isolation.networkNamespace) return t.skip('not on this machine')
  assert.equal(await deed('user'), '65534')
  assert.equal(await deed('processes'), '1')
})

for (const [title, source, kind] of [
  ['dies', 'dying', 'crashed'],
  ['answers for another plan', 'an answer to another plan', 'protocol'],
  ['says what is no message', 'a word that is none', 'protocol'],
  ['says a word that it does not have', 'an unknown word', 'protocol'],
  ['says again that it is ready', 'ready again', 'protocol'],
  ['sends a line without end', 'one endless line', 'protocol'],
  ['reads without end', 'reads without end', 'protocol'],
  ['says nothing', 'silence', 'crashed'],
] as const) {
  test(`a child process that ${title} is ended and replaced, and another plan goes on`, async () => {
    const sandbox = shared()
    // Silence is ended by its time, all else by what is said, however long a busy machine takes over it.
    const limits = { ...program('').limits, wallMs: source === 'silence' ? 300 : 60_000 }
    const [first, other] = await Promise.all([
      run(sandbox, { ...program(source), limits }),
      run(sandbox, program('user')),
    ])
    assert.equal(first.ok ? 'ok' : first.failure.kind, kind)
    assert.equal(other.ok, true)
    for (let plans = 0; plans < 4; plans++) assert.equal((await run(sandbox, program('user'))).ok, true)
  })
}

test('a child process that says its last word twice is ended, and nothing of the second is kept', async (t) => {
  const sandbox = await openShopSandbox(t, { child, size: 1 })
  const first = await run(sandbox, program('two last words'))
  assert.equal(first.ok && first.said?.text, 'one')
  const next = await run(sandbox, program('user')) // may have been in that child already, and then fails with it
  assert.equal(next.ok ? next.said?.text !== 'two' : next.failure.kind === 'protocol', true)
  assert.equal((await run(sandbox, program('user'))).ok, true)
})

deep('children that listen to nobody die with a server that is killed', async (t) => {
  const { isolation } = await openShopSandbox(t, { child })
  if (!isolation.networkNamespace) return t.skip('not on this machine')
  const server = spawn(process.execPath, [join(import.meta.dirname, '../fixtures/sandbox/server.ts')], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  t.after(() => server.kill('SIGKILL'))
  await once(server.stdout, 'data')
  const children = descendants(server.pid ?? 0)
  assert.ok(children.length >= 2, `${children.length} children`)
  server.kill('SIGKILL')
  await until(() => !children.some(isRunning), t.signal)
})

deep(
  'in production a sandbox without a wall to the network is not opened, unless the operator accepts that',
  async (t) => {
    const script = join(import.meta.dirname, '../fixtures/sandbox/production.ts')
    // A user namespace in which nobody may make network namespaces stands for a machine that permits none.
    const without = 'echo 0 > /proc/sys/user/max_net_namespaces && exec "$@"'
    const open = (...args: readonly string[]) => {
      const command = ['--user', '--map-root-user', '/bin/sh', '-c', without, 'sh', process.execPath, script, ...args]
      return spawnSync('unshare', command, { encoding: 'utf8' }).stdout
    }
    const accepted = open('accepted')
    if (!accepted) return t.skip('this machine has no user namespaces')
    assert.match(open(), /"code":"sandbox-network"/)
    assert.match(accepted, /"networkNamespace":false.*aren't cut off from the network/)
  },
)

function descendants(pid: number): readonly number[] {
  const children = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8')
    .trim()
    .split(' ')
    .filter(Boolean)
    .map(Number)
  return children.flatMap((one) => [one, ...descendants(one)])
}

function isRunning(pid: number): boolean {
  try {
    return !/^State:\s+Z/m.test(readFileSync(`/proc/${pid}/status`, 'utf8'))
  } catch {
    return false
  }
}
