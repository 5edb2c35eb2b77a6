import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { chown, symlink, writeFile, readFile } from 'node:fs/promises'
import { readFileSync } from 'node:fs'
import { test, type TestContext } from 'node:test'
import { createLogger } from '#core/log.ts'
import type { Sandbox } from '#plan-language/contract.ts'
import { openSandbox } from '#plan-language/sandbox.ts'
import { build } from '../../build.ts'
import { deep, someOf } from '../helpers/depth.ts'
import { refusedHost, socketPath, startSandboxHost } from '../helpers/sandbox-host.ts'
import { program, readOrder, run } from './sandbox-helpers.ts'
import { until } from '../helpers/until.ts'

await build()

const REFUND = `
const order = await tools.shop.orders.get({ id: slots.orderId })
tools.shop.refunds.create({ orderId: order.id, amount: order.total, currency: order.currency })
return say('prepared')
`
const FIXTURES = 'test/fixtures/sandbox'

async function openHosted(t: TestContext, socket: string, options: { size?: number; production?: boolean } = {}) {
  const sandbox = await openSandbox({
    log: createLogger('silent'),
    socket,
    production: false,
    networkAccepted: false,
    signal: AbortSignal.timeout(20_000),
    size: 1,
    ...options,
  })
  t.after(() => sandbox[Symbol.asyncDispose]())
  return sandbox
}

async function refundWorks(sandbox: Sandbox): Promise<void> {
  const result = await run(sandbox, program(REFUND))
  assert.ok(result.ok, JSON.stringify(result))
  assert.deepEqual(
    result.effects.map(({ tool, args }) => [tool, args]),
    [['shop/refunds.create', { orderId: 'A17', amount: 12_900, currency: 'EUR' }]],
  )
}

test('a plan in a sandbox host reads and stages what it does in a process of ours, and we start none', async (t) => {
  const host = await startSandboxHost(t)
  // Those of other files of the same process may end meanwhile.
  const before = new Set(childrenOf(process.pid))
  const sandbox = await openHosted(t, host.socket, { size: 2 })
  await Promise.all([refundWorks(sandbox), refundWorks(sandbox), refundWorks(sandbox)])
  assert.deepEqual(
    childrenOf(process.pid).filter((pid) => !before.has(pid)),
    [],
  )
  assert.equal(childrenOf(host.pid).length, 2)
  assert.equal(sandbox.state().ok, true)
  assert.match(sandbox.state().detail, /^in a sandbox host: /)
  assert.equal(sandbox.isolation.permissionModel, true)
})

deep('the processes that a host has for a server end when the server leaves', async (t) => {
  const host = await startSandboxHost(t)
  const sandbox = await openHosted(t, host.socket)
  await refundWorks(sandbox)
  assert.equal(childrenOf(host.pid).length, 1)
  await sandbox[Symbol.asyncDispose]()
  await until(() => childrenOf(host.pid).length === 0, t.signal)
})

test('the processes of a host that is killed end with it', async (t) => {
  const host = await startSandboxHost(t, { program: [`${FIXTURES}/taken-over-host.ts`] })
  const sandbox = await openHosted(t, host.socket)
  const loop = run(sandbox, program('a loop'))
  await until(() => childrenOf(host.pid).length === 1, t.signal)
  const children = childrenOf(host.pid)
  await host.kill()
  await until(() => children.every((pid) => !isRunning(pid)), t.signal)
  const result = await loop
  assert.equal(result.ok ? 'ok' : result.failure.kind, 'crashed')
})

deep(
  'a host that is away when the server starts is told of, fails plans at once, and is used when it is there',
  async (t) => {
    const socket = await socketPath(t)
    const sandbox = await openHosted(t, socket)
    assert.deepEqual(sandbox.state().ok, false)
    assert.match(
      sandbox.state().detail,
      /SANDBOX_SOCKET can't be used. There is no such file: start it with `npm run sandbox`/,
    )
    await assert.rejects(run(sandbox, program(REFUND)), { code: 'sandbox-away', retryable: true })
    await startSandboxHost(t, { socket })
    await refundWorks(sandbox) // looks again by itself: whoever needs a process doesn't wait for the next try
    assert.equal(sandbox.state().ok, true)
  },
)

test('a host that is killed in the middle of a plan ends it worded, and is used again when it is back', async (t) => {
  const host = await startSandboxHost(t)
  const sandbox = await openHosted(t, host.socket)
  const result = await run(sandbox, program(REFUND), {
    read: async (request) => {
      await host.kill()
      return readOrder(request)
    },
  })
  assert.ok(!result.ok)
  assert.equal(result.failure.kind, 'crashed')
  assert.match(result.failure.message, /or the sandbox host that it ran in, is gone\. Nothing was done/)
  await until(() => !sandbox.state().ok, t.signal)
  assert.match(sandbox.state().detail, /Nobody answers at its socket|ended the connection/)
  await assert.rejects(run(sandbox, program(REFUND)), { code: 'sandbox-away' })
  await host.start()
  await refundWorks(sandbox)
})

deep(
  'a host that hangs in the middle of a plan ends it when its time is over, and is used when it goes on',
  async (t) => {
    const host = await startSandboxHost(t)
    const sandbox = await openHosted(t, host.socket)
    const frozen = program(REFUND)
    const result = await run(
      sandbox,
      { ...frozen, limits: { ...frozen.limits, wallMs: 300 } },
      {
        read: async (request) => {
          host.freeze()
          return readOrder(request)
        },
      },
    )
    assert.ok(!result.ok)
    assert.equal(result.failure.kind, 'crashed')
    assert.match(result.failure.message, /said nothing within 300 ms/)
    await assert.rejects(run(sandbox, program(REFUND)), /said nothing within 3000 ms: it hangs/)
    host.goOn()
    await refundWorks(sandbox)
  },
)

for (const [deed, why] of someOf(
  [
    ['no word', /said nothing within 3000 ms: it hangs/],
    ['a hang-up', /Nobody answers at its socket/],
    ['another protocol', /What listens there is no sandbox host/],
    ['an endless greeting', /What listens there is no sandbox host/],
    ['a greeting with more to it', /What listens there is no sandbox host/],
    ['a greeting and a word for its child', /What listens there is no sandbox host/],
    ['another version', /It is of version 9\.9\.9 and this is /],
    ['words in the version', /What listens there is no sandbox host/],
    ['no room', /It runs as many processes as it can/],
    ['a plan before it is ready', /ended the connection before a process for plans was ready/],
    ['an endless line', /ended the connection before a process for plans was ready/],
    ['a line that is none', /ended the connection before a process for plans was ready/],
  ] as const,
  3,
)) {
  test(`a socket where ${deed} comes is not used, and the reason is told`, async (t) => {
    const host = await startSandboxHost(t, { program: [`${FIXTURES}/hostile-host.ts`, deed] })
    const sandbox = await openHosted(t, host.socket)
    assert.equal(sandbox.state().ok, false)
    assert.match(sandbox.state().detail, why)
    await assert.rejects(run(sandbox, program(REFUND)), why)
  })
}

for (const [deed, kind] of someOf(
  [
    ['silence to a plan', 'crashed'],
    ['a hang-up on a plan', 'crashed'],
    ['a line that is none to a plan', 'protocol'],
    ['an endless line to a plan', 'protocol'],
    ['effects that nobody planned', 'protocol'],
  ] as const,
  2,
)) {
  test(`a host with ${deed} ends that plan without an effect, and the next finds it again`, async (t) => {
    const host = await startSandboxHost(t, { program: [`${FIXTURES}/hostile-host.ts`, deed] })
    const sandbox = await openHosted(t, host.socket)
    const plan = program(REFUND)
    for (const again of [1, 2]) {
      const result = await run(sandbox, { ...plan, limits: { ...plan.limits, wallMs: 200 } })
      assert.equal(result.ok ? 'ok' : result.failure.kind, kind, `plan ${again}`)
    }
  })
}

deep('what a child that was taken over says through a real host is as little believed', async (t) => {
  const host = await startSandboxHost(t, { program: [`${FIXTURES}/taken-over-host.ts`] })
  const sandbox = await openHosted(t, host.socket)
  for (const [source, kind] of [
    ['dying', 'crashed'],
    ['an answer to another plan', 'protocol'],
    ['a word that is none', 'protocol'],
    ['an unknown word', 'protocol'],
    ['ready again', 'protocol'],
    ['one endless line', 'protocol'],
    ['reads without end', 'protocol'],
  ] as const) {
    const result = await run(sandbox, program(source))
    assert.equal(result.ok ? 'ok' : result.failure.kind, kind, source)
    assert.equal((await run(sandbox, program('user'))).ok, true, source)
  }
})

deep('a file that is no socket, a link to one, and a socket of another user are none of ours', async (t) => {
  const host = await startSandboxHost(t)
  const [file, link] = [await socketPath(t), await socketPath(t)]
  await writeFile(file, 'mine')
  await symlink(host.socket, link)
  for (const path of [file, link]) {
    assert.match((await openHosted(t, path)).state().detail, /The file there isn't a socket, so it isn't ours/)
  }
  if (process.getuid?.() !== 0) return
  await chown(host.socket, 65_534, 65_534)
  assert.match((await openHosted(t, host.socket)).state().detail, /belongs to another user, so it isn't ours/)
})

deep('a host takes the place of one that was killed, and of nothing else', async (t) => {
  const host = await startSandboxHost(t)
  const second = await refusedHost(host.socket)
  assert.equal(second.code, 1)
  assert.match(second.words, /Another sandbox host listens there/)
  const sandbox = await openHosted(t, host.socket)
  await refundWorks(sandbox)

  const file = await socketPath(t)
  await writeFile(file, 'mine')
  assert.match((await refusedHost(file)).words, /isn't a socket, so it isn't ours to remove/)
  assert.equal(await readFile(file, 'utf8'), 'mine')

  await host.kill()
  await host.start()
  await refundWorks(sandbox)
})

deep('a host without a place to listen, or with one that can not be, says so', async (t) => {
  const without = await refusedHost('')
  assert.deepEqual([without.code, /set SANDBOX_SOCKET/.test(without.words)], [78, true], without.words)
  assert.match((await refusedHost(`${await socketPath(t)}/none/here`)).words, /can't be made \(E\w+\)|looked at/)
  const long = await refusedHost(`/tmp/${'x'.repeat(120)}`)
  assert.deepEqual([long.code, /SANDBOX_SOCKET/.test(long.words)], [78, true], long.words)
})

deep('in production a host that may build no wall starts where there is no network, and nowhere else', async (t) => {
  const socket = await socketPath(t)
  // A user namespace in which nobody may make network namespaces stands for a container that permits none.
  const start = (seconds: number, ...namespaces: readonly string[]) => {
    const without = `echo 0 > /proc/sys/user/max_net_namespaces && exec timeout -s INT ${seconds} "$@"`
    const flags = ['--user', '--map-root-user', ...namespaces, '/bin/sh', '-c', without, 'sh']
    return spawnSync('unshare', [...flags, process.execPath, 'src/sandbox-host.ts'], {
      encoding: 'utf8',
      env: { PATH: process.env.PATH, NODE_ENV: 'production', SANDBOX_SOCKET: socket, LOG_LEVEL: 'silent' },
    })
  }
  const apart = start(10, '--net')
  if (!apart.stdout && !/SANDBOX_NETWORK/.test(apart.stderr)) return t.skip('this machine has no user namespaces')
  assert.match(apart.stdout, /^A sandbox host at /)
  // That one ends by itself.
  assert.match(start(60).stderr, /The sandbox host doesn't start\. .*SANDBOX_NETWORK=accepted/)
})

deep(
  'a server in production takes no host that says that it could reach the network, unless the operator accepts it',
  async (t) => {
    const host = await startSandboxHost(t, { program: [`${FIXTURES}/hostile-host.ts`, 'no wall'] })
    assert.match(
      (await openHosted(t, host.socket, { production: true })).state().detail,
      /aren't cut off from the network/,
    )
    assert.equal((await openHosted(t, host.socket)).state().ok, true)
  },
)

function childrenOf(pid: number): readonly number[] {
  const text = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').trim()
  return text === '' ? [] : text.split(' ').map(Number)
}

function isRunning(pid: number): boolean {
  try {
    return !/^State:\s+Z/m.test(readFileSync(`/proc/${pid}/status`, 'utf8'))
  } catch {
    return false
  }
}
