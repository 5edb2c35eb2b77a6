import assert from 'node:assert/strict'
import { test } from 'node:test'
import { openShopSandbox, program, readOrder, run } from './sandbox-helpers.ts'
import { deep } from '../helpers/depth.ts'

const READ = 'const order = await tools.shop.orders.get({ id: slots.orderId })\nreturn say(order.id)'

test('a plan waits its turn where all processes are taken, and leaves the queue when its caller does', async (t) => {
  const sandbox = await openShopSandbox(t, { size: 1 })
  const order: string[] = []
  const release = Promise.withResolvers<void>()
  const first = run(sandbox, program(READ), {
    read: async (request) => {
      await release.promise
      return readOrder(request)
    },
  }).then(() => order.push('first'))
  const leaving = new AbortController()
  const second = run(sandbox, program(READ), { signal: leaving.signal })
  const third = run(sandbox, program(READ)).then(() => order.push('third'))
  const fourth = run(sandbox, program(READ)).then(() => order.push('fourth'))
  leaving.abort(new Error('no longer wanted'))
  await assert.rejects(second, { message: 'no longer wanted' })
  release.resolve()
  await Promise.all([first, third, fourth])
  assert.deepEqual(order, ['first', 'third', 'fourth'])
})

test('a plan that its caller stops ends at once, its reads with it, and another takes its place', async (t) => {
  const sandbox = await openShopSandbox(t, { size: 1 })
  const stopping = new AbortController()
  const readStopped = Promise.withResolvers<void>()
  const stopped = run(sandbox, program(READ), {
    signal: stopping.signal,
    read: (_request, signal) => {
      signal.addEventListener('abort', () => readStopped.resolve())
      stopping.abort(new Error('stop'))
      return new Promise(() => {})
    },
  })
  await assert.rejects(stopped, { message: 'stop' })
  await readStopped.promise
  assert.equal((await run(sandbox, program(READ))).ok, true)
})

test('what breaks in answering a read comes out as it is, and the sandbox goes on', async (t) => {
  const sandbox = await openShopSandbox(t, { size: 1 })
  const broken = run(sandbox, program(READ), { read: () => Promise.reject(new Error('the database is gone')) })
  await assert.rejects(broken, { message: 'the database is gone' })
  assert.equal((await run(sandbox, program(READ))).ok, true)
})

deep('a process is replaced after two hundred plans, and no plan notices', async (t) => {
  const sandbox = await openShopSandbox(t, { size: 1 })
  for (let plan = 0; plan < 203; plan++) {
    assert.equal((await run(sandbox, program("say('hello')"))).ok, true)
  }
})

test('a sandbox that is closed runs nothing more', async (t) => {
  const sandbox = await openShopSandbox(t)
  await sandbox[Symbol.asyncDispose]()
  await assert.rejects(run(sandbox, program(READ)), { code: 'sandbox-closed' })
})
