import assert from 'node:assert/strict'
import test, { type TestContext } from 'node:test'
import type { ToolOutcome, ToolServers } from '#mcp/contract.ts'
import { callNow, openTestTools } from '../helpers/tool-servers.ts'
import { until } from '../helpers/until.ts'
import { RESTARTS } from '../fixtures/odd-tools/restarts.ts'
import { startOddServer } from '../fixtures/odd-tools/server.ts'

/** How soon reads must work again, in ms. */
const WITHIN_MS = 2_000

async function read(t: TestContext, tools: ToolServers): Promise<ToolOutcome> {
  const hash = (await tools.definition('shop/look', t.signal))?.hash ?? ''
  return await tools.call('shop/look', { ref: 'R1' }, { signal: t.signal, definitionHash: hash, isRead: true })
}

for (const restart of RESTARTS) {
  test(`after a restart that is answered ${restart.title}, ten reads at once work, in one new session`, async (t) => {
    const odd = await startOddServer(t)
    const tools = await openTestTools(t, { url: odd.url, tools: ['look'] })
    assert.ok((await callNow(t, tools, 'look', { ref: 'R1' })).ok)
    odd.restart(restart)
    const beganMs = performance.now()
    let failed = 0
    await until(async () => {
      const outcomes = await Promise.all(Array.from({ length: 10 }, () => read(t, tools)))
      failed += outcomes.filter(({ ok }) => !ok).length
      return outcomes.every(({ ok }) => ok)
    })
    const tookMs = performance.now() - beganMs
    t.diagnostic(`${restart.title} | ${(tookMs / 1_000).toFixed(1)} s | ${failed} failed | ${odd.sessions()} sessions`)
    assert.ok(tookMs < WITHIN_MS, `${tookMs} ms`)
    assert.deepEqual([failed, odd.sessions()], [0, 2])
    assert.deepEqual(
      tools.health().map(({ isResting }) => isResting),
      [false],
    )
  })
}

test('a write whose session is over is not sent again, whatever its answer says, and the next call finds a new one', async (t) => {
  for (const restart of RESTARTS) {
    const odd = await startOddServer(t)
    const tools = await openTestTools(t, { url: odd.url, tools: ['make'] })
    assert.ok((await callNow(t, tools, 'make', { ref: 'N0' })).ok)
    for (const ref of ['N1', 'N2', 'N3', 'N4', 'N5', 'N6']) {
      odd.restartDuring(ref, restart)
      assert.ok(!(await callNow(t, tools, 'make', { ref })).ok, restart.title)
      assert.deepEqual([odd.made(ref), odd.calls(ref)], [1, 1], restart.title)
    }
    assert.ok((await callNow(t, tools, 'make', { ref: 'N7' })).ok, `${restart.title}: nothing is left alone`)
  }
})
