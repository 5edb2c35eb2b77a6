import assert from 'node:assert/strict'
import { test } from 'node:test'
import { systemContext } from '#core/context.ts'
import { ProgressNotice } from '#contract/plan-progress.ts'
import { TurnProgress } from '#turn/feed/turn-progress.ts'
import { createLogger } from '#core/log.ts'
import { DEFAULT_TENANT } from '#memory/people/tenants.ts'

const context = systemContext(createLogger('silent'))
const { newId } = context

/** What a turn tells, as other processes get it. */
function listening() {
  const payloads: string[] = []
  const first = Promise.withResolvers<void>()
  const announce = async (_channel: string, payload: string): Promise<void> => {
    payloads.push(payload)
    first.resolve()
  }
  const place = { tenantId: DEFAULT_TENANT, threadId: newId(), runId: newId() }
  return {
    payloads,
    first: first.promise,
    progress: new TurnProgress({ database: { announce }, context }, place, () => {}),
  }
}

test('a notice of many long reads in any script fits into the 8,000 bytes of a notification', async () => {
  for (const letter of ['a', '漢', '\u0000']) {
    const { payloads, first, progress } = listening()
    progress.enter('trying')
    progress.name(newId())
    const ends = Array.from({ length: 40 }, () => progress.read('shop/orders.get', letter.repeat(500)))
    for (const end of ends.slice(0, 38)) end('done')
    await first
    const [payload = ''] = payloads
    assert.ok(Buffer.byteLength(payload) < 7_900, `${Buffer.byteLength(payload)} bytes`)
    const told = ProgressNotice.parse(JSON.parse(payload)).progress
    assert.equal(told?.lookedUp, 38)
    assert.deepEqual(told.reads.map(({ state }) => state).slice(-3), ['done', 'under-way', 'under-way'])
    progress.end()
  }
})

test('all that changes at once is one notice, and the last one says that there is no more', async () => {
  const { payloads, first, progress } = listening()
  progress.enter('routing')
  progress.enter('trying')
  for (let count = 0; count < 20; count++) progress.read('shop/orders.get', 'Look up an order')('done')
  await first
  progress.end()
  await new Promise((resolve) => setImmediate(resolve))
  const told = payloads.map((payload) => ProgressNotice.parse(JSON.parse(payload)).progress?.lookedUp ?? null)
  assert.deepEqual(told, [20, null])
})

test('a turn that ends in its first moments tells nothing', async () => {
  const { payloads, progress } = listening()
  progress.enter('trying')
  progress.end()
  // What began later has told something by then.
  const later = listening()
  later.progress.enter('trying')
  await later.first
  later.progress.end()
  assert.deepEqual(payloads, [])
})
