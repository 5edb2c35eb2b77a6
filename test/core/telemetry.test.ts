import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { test } from 'node:test'
import { promisify } from 'node:util'
import { Secret } from '#core/secret.ts'
import { currentTraceparent, startTelemetry, withSpan } from '#core/telemetry.ts'
import { startCollector } from '../helpers/collector.ts'
import { deep } from '../helpers/depth.ts'

async function runProcess(endpoint: string, parent: string): Promise<string> {
  const program = join(import.meta.dirname, '../fixtures/traced-process.ts')
  const { stdout } = await promisify(execFile)(process.execPath, [program, endpoint, parent])
  return stdout.trim()
}

test('spans of two processes make one trace when the second goes on with a stored traceparent', async (t) => {
  const collector = await startCollector(t)
  const stored = await runProcess(collector.url, '')
  assert.match(stored, /^00-[0-9a-f]{32}-[0-9a-f]{16}-01$/)
  await runProcess(collector.url, stored)
  const byName = (name: string) => collector.spans.find((span) => span.name === name)
  const [first, second] = [byName('first'), byName('second')]
  assert.equal(new Set(collector.spans.map(({ traceId }) => traceId)).size, 1)
  assert.equal(collector.spans.length, 4)
  assert.equal(second?.parentSpanId, first?.spanId)
  assert.deepEqual(
    first?.attributes.map(({ key }) => key),
    ['parley.run.id', 'gen_ai.usage.input_tokens'],
  )
  assert.equal(collector.requests[0]?.path, '/v1/traces')
})

test('a failure is recorded by its code, and nothing that its message says is sent', async (t) => {
  const collector = await startCollector(t)
  await runProcess(collector.url, '')
  const inner = collector.spans.find((span) => span.name === 'inner')
  assert.deepEqual(inner?.attributes, [{ key: 'error.type', value: { stringValue: 'scripted' } }])
  assert.equal(inner?.status.code, 2)
  assert.doesNotMatch(JSON.stringify(collector.spans), /canary/)
})

test('with nowhere to send spans there is no trace, and work runs as it is', async () => {
  await using _ = await startTelemetry({}, '1')
  assert.equal(await withSpan('work', {}, async () => currentTraceparent()), null)
  await assert.rejects(
    withSpan('work', {}, () => Promise.reject(new Error('as it was'))),
    { message: 'as it was' },
  )
})

test('Langfuse gets the same spans, with its own credentials', async (t) => {
  const collector = await startCollector(t)
  {
    const keys = { LANGFUSE_PUBLIC_KEY: 'pk', LANGFUSE_SECRET_KEY: new Secret('sk') }
    await using _ = await startTelemetry({ ...keys, LANGFUSE_BASE_URL: collector.url }, '1')
    await withSpan('work', {}, async () => {})
  }
  const authorization = `Basic ${Buffer.from('pk:sk').toString('base64')}`
  assert.deepEqual(collector.requests, [{ path: '/api/public/otel/v1/traces', authorization }])
})

for (const parent of [
  '',
  'nonsense',
  '00-00000000000000000000000000000000-0000000000000000-01',
  `ff-${'a'.repeat(32)}-${'b'.repeat(16)}-01`,
]) {
  test(`a traceparent that is none (${parent.slice(0, 12)}) begins a new trace`, async (t) => {
    const collector = await startCollector(t)
    {
      await using _ = await startTelemetry({ OTEL_EXPORTER_OTLP_ENDPOINT: collector.url }, '1')
      await withSpan('work', {}, async () => {}, { parent })
    }
    assert.equal(collector.spans[0]?.parentSpanId ?? '', '')
  })
}

test('a pause and a stop are no errors', async (t) => {
  const collector = await startCollector(t)
  {
    await using _ = await startTelemetry({ OTEL_EXPORTER_OTLP_ENDPOINT: collector.url }, '1')
    for (const name of ['GraphInterrupt', 'AbortError']) {
      await withSpan('work', {}, () => Promise.reject(Object.assign(new Error('x'), { name }))).catch(() => {})
    }
  }
  assert.deepEqual(
    collector.spans.map(({ status }) => status.code),
    [0, 0],
  )
})

deep('a collector that is down does not keep the server from ending', { timeout: 10_000 }, async () => {
  const telemetry = await startTelemetry({ OTEL_EXPORTER_OTLP_ENDPOINT: 'http://127.0.0.1:1' }, '1')
  assert.equal(await withSpan('work', {}, async () => 'done'), 'done')
  await assert.doesNotReject(async () => await telemetry[Symbol.asyncDispose]())
})
