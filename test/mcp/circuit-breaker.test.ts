import assert from 'node:assert/strict'
import { test } from 'node:test'
import { CircuitBreaker } from '#mcp/connection/circuit-breaker.ts'
import { startToolServer } from '../helpers/tool-server.ts'
import { callNow, openTestTools } from '../helpers/tool-servers.ts'

function breaker() {
  const clock = { now: 0 }
  const limits = { failures: 3, withinMs: 1_000, restMs: 500 }
  return { clock, circuit: new CircuitBreaker(limits, () => clock.now) }
}

test('too many failures in too short a time turn calls away, until one that is let through is answered', () => {
  const { clock, circuit } = breaker()
  assert.deepEqual([circuit.failed(), circuit.failed(), circuit.failed()], [false, false, true])
  assert.deepEqual(circuit.admit(), { goes: false, restMs: 500 })
  clock.now = 500
  assert.deepEqual(circuit.admit(), { goes: true })
  assert.equal(circuit.admit().goes, false, 'one at a time')
  circuit.answered()
  assert.deepEqual([circuit.admit().goes, circuit.restMs], [true, null])
})

test('a probe that fails turns calls away again, and one whose caller gave up lets another go', () => {
  const { clock, circuit } = breaker()
  for (let call = 0; call < 3; call++) circuit.failed()
  clock.now = 500
  circuit.admit()
  assert.equal(circuit.failed(), true)
  assert.deepEqual(circuit.admit(), { goes: false, restMs: 500 })
  clock.now = 1_000
  circuit.admit()
  circuit.forgotten()
  assert.equal(circuit.admit().goes, true)
})

test('failures that lie apart, or have an answer between them, turn nothing away', () => {
  const { clock, circuit } = breaker()
  for (let call = 0; call < 9; call++) {
    circuit.failed()
    clock.now += 600
  }
  assert.equal(circuit.admit().goes, true)
  const other = breaker()
  for (let call = 0; call < 9; call++) {
    assert.equal(other.circuit.failed(), false)
    other.circuit.answered()
  }
  assert.equal(other.circuit.admit().goes, true)
})

test('a server whose calls fail is left alone: further calls fail at once, for certain, and its state says so', async (t) => {
  const server = await startToolServer(t, { tools: [{ name: 'one', answer: () => 'silence' }] })
  const tools = await openTestTools(t, { url: server.url, tools: ['one'], timeoutMs: 60_000 })
  const definitionHash = (await tools.definition('shop/one', t.signal))?.hash ?? ''
  for (let call = 0; call < 5; call++) {
    await tools.call('shop/one', {}, { signal: t.signal, timeoutMs: 50, definitionHash })
  }
  const sent = server.calls.length
  assert.partialDeepStrictEqual(await callNow(t, tools, 'one', {}), { code: 'tool-resting', certain: true })
  assert.equal(server.calls.length, sent)
  assert.match(tools.health()[0]?.detail ?? '', /left alone for \d+ s more/)
  assert.equal(tools.health()[0]?.ok, false)
})

test('a call has its own time where one is given, and its key beside its arguments', async (t) => {
  const slow = { name: 'slow', answer: () => ({ text: 'done' }) }
  const never = { name: 'never', answer: () => 'silence' as const }
  const server = await startToolServer(t, { tools: [slow, never] })
  const tools = await openTestTools(t, { url: server.url, tools: ['slow', 'never'], timeoutMs: 60_000 })
  const definition = async (tool: string) => (await tools.definition(`shop/${tool}`, t.signal))?.hash ?? ''
  const options = { signal: t.signal, timeoutMs: 80, idempotencyKey: 'key-of-ours' }
  const late = await tools.call('shop/never', {}, { ...options, definitionHash: await definition('never') })
  assert.partialDeepStrictEqual(late, { code: 'tool-timeout', certain: false })
  await tools.call('shop/slow', { a: 1 }, { ...options, timeoutMs: 30_000, definitionHash: await definition('slow') })
  assert.partialDeepStrictEqual(server.calls.at(-1), {
    args: { a: 1 },
    meta: { 'parley/idempotency-key': 'key-of-ours' },
  })
})
