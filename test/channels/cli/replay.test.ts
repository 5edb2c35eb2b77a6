import assert from 'node:assert/strict'
import { PassThrough } from 'node:stream'
import { after, test } from 'node:test'
import { stripVTControlCharacters } from 'node:util'
import { runCommandLine } from '#channels/command-line.ts'
import type { ReplayView } from '#contract/replay.ts'
import { deep } from '../../helpers/depth.ts'
import { openPlaceAsOwner } from '../../helpers/database.ts'
import { startParley } from '../../helpers/parley.ts'
import { patient } from '../../helpers/patient.ts'
import { startTestShop } from '../../helpers/shop.ts'
import { startToolProxy } from '../../helpers/tool-proxy.ts'
import { runParley } from './run-parley.ts'
import { until } from '../../helpers/until.ts'

const shop = await startTestShop({ after })
const proxy = await startToolProxy({ after }, shop.url)
const parley = await startParley({ after }, { shop: { url: proxy.url, token: shop.token } })
const customer = parley.as('customer')

const replay = (planId: string, ...words: readonly string[]) =>
  runParley(['replay', planId, ...words], { dataDir: parley.place.dataDir, env: { PARLEY_URL: parley.url } })

const toolCalls = () => proxy.requests.filter(({ tool }) => tool !== null).length

async function waitingPlan() {
  await shop.renew()
  return customer.planOf(await customer.ask('Refund order A17'))
}

test("a plan's dry run is shown step by step, to the same digest, without any tool", patient, async () => {
  const plan = await waitingPlan()
  const before = toolCalls()
  const { code, out, err } = await replay(plan.id, '--as', 'operator')
  assert.deepEqual([code, err], [0, ''])
  assert.match(out, /^Plan \w{4}: Refund 129\.00 EUR for order A17/)
  assert.match(out, /^1\. line \d+, looked up: .*A17\n {3}shop\/orders\.get \{"id":"A17"\}\n {3}answered: \{/m)
  assert.match(out, /^\d\. line \d+, would do: Refund 129\.00 EUR for order A17$/m)
  assert.match(out, new RegExp(`computed again, is the stored one: ${plan.digest}$`, 'm'))
  assert.match(out, /^All is as it was\.$/m)
  assert.equal(toolCalls(), before)
})

test('a plan that is done is replayed as it was made, by whoever may see its evidence', async () => {
  const plan = await waitingPlan()
  await parley.as('support-lead').decide(plan, 'approve')
  await customer.settled(plan.runId, 'done')
  for (const person of ['customer', 'support-lead', 'operator']) {
    const { code, out } = await replay(plan.id, '--json', '--as', person)
    const replayed: ReplayView = JSON.parse(out)
    assert.deepEqual([code, replayed.differs, replayed.digestAgain], [0, [], plan.digest], person)
    const isShown = replayed.steps.every((step) => step.type === 'write' || step.answer.ok)
    assert.equal(isShown, person === 'operator', person)
    assert.deepEqual(
      replayed.steps.flatMap(({ type, tool, args }) => (type === 'write' ? [{ tool, args }] : [])),
      plan.effects.map(({ tool, args }) => ({ tool, args })),
    )
  }
  const other = await replay(plan.id, '--as', 'other-customer')
  assert.deepEqual([other.code, other.out], [1, ''])
  const { status } = await parley.as('other-customer').request('GET', `/v1/plans/${plan.id}/replay`)
  assert.equal(status, 404)
})

deep('at a terminal, --step shows each step when Enter is pressed', patient, async (t) => {
  const plan = await waitingPlan()
  process.env['DATA_DIR'] = parley.place.dataDir
  const input = Object.assign(new PassThrough(), { isTTY: true, setRawMode: () => input })
  const output = Object.assign(new PassThrough(), { isTTY: true, columns: 80, rows: 60 })
  let screen = ''
  output.setEncoding('utf8').on('data', (text: string) => (screen += stripVTControlCharacters(text)))
  const prompts = () => screen.split('Enter for the next step').length - 1
  const streams = { input, output, errors: new PassThrough() }
  const ended = runCommandLine(['replay', plan.id, '--step', '--server', parley.url], { streams, signal: t.signal })
  for (const step of [1, 2, 3]) {
    await until(() => prompts() >= step, t.signal)
    assert.equal(screen.includes(`${step}. line`), false)
    const before = prompts()
    input.write('\r')
    await until(() => screen.includes(`${step}. line`) && (step === 3 || prompts() > before), t.signal)
  }
  assert.equal(await ended, 0)
  assert.match(screen, /All is as it was\./)
})

deep('a plan that came to nothing is replayed to where it ended', async () => {
  const said = await customer.ask('Refund order Z99')
  const { plans } = (await customer.request<{ plans: { id: string; runId: string }[] }>('GET', '/v1/plans')).body
  const plan = plans.find(({ runId }) => runId === said.runId)
  assert.ok(plan)
  const { code, out } = await replay(plan.id, '--as', 'operator')
  assert.match(out, /answered: nothing found/)
  assert.match(out, /^It said: .*Z99/m)
  assert.match(out, /never sealed/)
  assert.equal(code, 0)
})

const CHANGES = [
  [
    'answer',
    `update plan_reads set entry = jsonb_set(entry::jsonb, '{answer,value,total}', '100')::json where plan_id = $1`,
    /^IT DIFFERS: It would do something else than what was kept\. .*Its journal is not what was sealed\.$/m,
  ],
  [
    'question',
    `update plan_reads set entry = jsonb_set(entry::jsonb, '{request}', '"sha256:0"')::json where plan_id = $1`,
    /^IT DIFFERS: It looked up something else than it did then\. It ended differently than it did then\.$/m,
  ],
  [
    'program',
    `update plans set program = replace(program, 'tools.shop.mail.send(', 'say("Paid."); tools.shop.mail.send(') where id = $1`,
    /^IT DIFFERS: It said something else than it did then\. Its program is not what was sealed\.$/m,
  ],
] as const

deep('a plan whose answer, question or program was changed in the database says loudly that it differs', async (t) => {
  const plans = [await waitingPlan(), await waitingPlan(), await waitingPlan()]
  await parley.stop()
  await using owner = await openPlaceAsOwner(parley.place)
  for (const [index, [, change]] of CHANGES.entries()) await owner.run(change, [plans[index]?.id])
  await owner[Symbol.asyncDispose]()
  await parley.start()
  for (const [index, [what, , words]] of CHANGES.entries()) {
    await t.test(what, async () => {
      const { code, out } = await replay(plans[index]?.id ?? '')
      assert.match(out, words)
      assert.match(out, /ITS CODE IS NOT THE STORED ONE/)
      assert.equal(code, 1)
    })
  }
})
