import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { startCollector } from '../helpers/collector.ts'
import { startParleyProcess } from '../helpers/parley-process.ts'
import { startTestShop } from '../helpers/shop.ts'

const shop = await startTestShop({ after })
const collector = await startCollector({ after })
const parley = await startParleyProcess(
  { after },
  // A turn that loses its lease on a busy machine is taken up by another one.
  { shop, environment: { OTEL_EXPORTER_OTLP_ENDPOINT: collector.url, RUN_LEASE_MS: '60000' } },
)

test('one trace goes from the message through the wait and a restart to the last step', async () => {
  const customer = parley.as('customer')
  const said = await customer.ask('Refund order A17')
  const plan = await customer.planOf(said)
  await parley.stop()
  await parley.start()
  await parley.as('support-lead').decide(plan, 'approve')
  await customer.settled(said.runId, 'done')
  await parley.stop()
  const accepted = collector.spans.find(({ name }) => name === 'accept')
  const names = collector.spans.filter(({ traceId }) => traceId === accepted?.traceId).map(({ name }) => name)
  for (const name of [
    'turn',
    'node route',
    'node plan',
    'dry run',
    'tool shop/orders.get',
    'judgement',
    'wait',
    'node apply',
    'tool shop/refunds.create',
    'tool shop/mail.send',
    'node respond',
  ]) {
    assert.ok(names.includes(name), `there is no span "${name}" among ${names.join(', ')}`)
  }
  assert.equal(names.filter((name) => name === 'turn').length, 2)
  const everything = JSON.stringify(collector.spans)
  for (const word of ['A17', 'maya.lindqvist', 'Refund order']) assert.ok(!everything.includes(word), word)
})

test('a collector that is away takes nothing with it', async () => {
  const alone = await startParleyProcess(
    { after },
    { shop, environment: { OTEL_EXPORTER_OTLP_ENDPOINT: 'http://127.0.0.1:9' } },
  )
  const said = await alone.as('customer').ask('How long does shipping take?')
  assert.equal(said.run.status, 'done')
  const startedAt = performance.now()
  assert.equal(await alone.stop(), 0)
  assert.ok(performance.now() - startedAt < 15_000)
})
