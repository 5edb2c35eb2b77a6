import assert from 'node:assert/strict'
import { after, beforeEach, test } from 'node:test'
import { deep } from '../../helpers/depth.ts'
import { openPlaceAsOwner } from '../../helpers/database.ts'
import { startParley } from '../../helpers/parley.ts'
import { startTestShop } from '../../helpers/shop.ts'
import { startToolProxy, type ProxyAction } from '../../helpers/tool-proxy.ts'
import { bannedWords } from './banned-words.ts'
import { runParley, type Ran } from './run-parley.ts'
import { patient } from '../../helpers/patient.ts'

// The real command over the real server: edits from a script, tools that changed, and the switch that stops them.
const shop = await startTestShop({ after })
let onRequest: (method: string | null) => ProxyAction = () => 'pass'
const proxy = await startToolProxy({ after }, shop.url, ({ method }) => onRequest(method))
const parley = await startParley({ after }, { shop: { url: proxy.url, token: shop.token } })
const { dataDir } = parley.place
const env = () => ({ ...parley.place.environment, PORT: new URL(parley.url).port })
const [customer, lead, otherLead] = [parley.as('customer'), parley.as('support-lead'), parley.as('other-lead')]

beforeEach(() => shop.renew())

async function run(...words: readonly string[]): Promise<Ran> {
  const ran = await runParley(words, { dataDir, env: env() })
  assert.deepEqual(bannedWords(ran.out + ran.err), [])
  return ran
}

async function waiting(order: string) {
  const said = await customer.ask(`Refund order ${order}`)
  return { ...said, plan: await customer.planOf(said) }
}

// First what goes ahead by itself: what is refunded later adds up to a day’s limit.
test('a tool that changed is shown, isn’t called until it is accepted, and is then', patient, async () => {
  assert.deepEqual(await run('tools', 'diff'), { code: 0, out: 'Every tool is as it was accepted.\n', err: '' })
  const said = 'Pays back part or all'
  // From now on.
  onRequest = (method) =>
    method === 'tools/list' ? { rewrite: (text) => text.replace(said, 'Pays back twice, part or all') } : 'pass'
  await parley.stop()
  await parley.start()
  const diff = await run('tools', 'diff', 'shop/refunds.create')
  assert.equal(diff.code, 1)
  assert.match(diff.out, /^shop\/refunds\.create: [^]*^ {2}- .*Pays back part[^]*^ {2}\+ .*Pays back twice/m)
  const asked = await run('tools', 'accept', 'shop/refunds.create')
  assert.deepEqual([asked.code, /--yes/.test(asked.err)], [2, true])
  const unseen = await run('tools', 'accept', 'shop/refunds.create', '--json')
  assert.deepEqual([unseen.code, unseen.out, /parley tools diff --json/.test(unseen.err)], [2, '', true])
  const other = await run('tools', 'accept', '--yes', '--as', 'customer')
  assert.equal(other.code, 1)
  assert.equal((await run('tools', 'diff')).code, 1)
  assert.doesNotMatch((await customer.answers((await customer.ask('Refund order A12')).threadId))[0] ?? '', /^Done/)
  const accepted = await run('tools', 'accept', 'shop/refunds.create', '--yes')
  assert.deepEqual([accepted.code, accepted.err], [0, ''])
  assert.equal((await run('tools', 'diff')).code, 0)
  assert.match((await customer.answers((await customer.ask('Refund order A12')).threadId))[0] ?? '', /^Done/)
})

test(
  'what is stopped is listed and isn’t called, until it is started; a misspelt name stops nothing',
  patient,
  async () => {
    const misspelt = await run('stop', 'tool', 'shop/refunds.creat', '--why', 'x')
    assert.deepEqual([misspelt.code, /Did you mean shop\/refunds\.create\?/.test(misspelt.err)], [1, true])
    const stopped = await run('stop', 'tool', 'shop/refunds.create', '--why', 'double refunds')
    assert.deepEqual(stopped, { code: 0, out: 'Stopped: shop/refunds.create. No call is begun any more.\n', err: '' })
    assert.match((await run('tools', 'list')).out, /^shop\/refunds\.create: .*STOPPED/m)
    const said = await customer.ask('Refund order A12')
    assert.match((await customer.answers(said.threadId))[0] ?? '', /our team has paused it for now/)
    assert.deepEqual((await shop.book()).refunds, [])
    const byCustomer = await run('start', 'tool', 'shop/refunds.create', '--as', 'customer')
    assert.equal(byCustomer.code, 1)
    const started = await run('start', 'tool', 'shop/refunds.create')
    assert.deepEqual([started.code, started.out.startsWith('Started again: shop/refunds.create.')], [0, true])
    assert.equal((await run('start', 'tool', 'shop/refunds.create')).code, 1)
    assert.deepEqual((await shop.book()).refunds, [])
  },
)

deep('an amount and a step are changed from a script; another lead’s yes pays what was changed', patient, async () => {
  const { plan, runId } = await waiting('A23')
  const seen = ['--digest', plan.digest ?? '', '--as', 'support-lead']
  const ran = await run('decide', plan.id, '--set', '1/amount=70.00', '--leave-out', '2', ...seen)
  assert.deepEqual([ran.code, ran.err], [0, ''])
  assert.match(ran.out, /^Refund 70\.00.EUR for order A23$/m)
  assert.match(ran.out, /^You changed this plan, so somebody else must say yes\.$/m)
  const now = await lead.plan(plan.id)
  assert.deepEqual(
    now.effects.map(({ tool, args }) => [tool, args['amount']]),
    [['shop/refunds.create', 7000]],
  )
  // What was seen before isn't the plan any more, and who changed it isn't who agrees.
  const late = await run('decide', plan.id, '--set', '1/amount=60.00', ...seen)
  assert.deepEqual([late.code, (await lead.plan(plan.id)).digest], [1, now.digest])
  const own = await run('decide', plan.id, '--yes', '--digest', now.digest ?? '', '--as', 'support-lead')
  assert.equal(own.code, 1)
  const yes = await run('decide', plan.id, '--yes', '--digest', now.digest ?? '', '--as', 'other-lead')
  assert.deepEqual([yes.code, yes.err], [0, ''])
  await customer.settled(runId, 'done')
  const { refunds, mails } = await shop.book()
  assert.deepEqual([refunds.map(({ amount }) => amount), mails], [[7000], []])
})

for (const [title, words, code, says] of [
  [
    'an argument that may not be changed',
    ['--set', '1/orderId=A17'],
    2,
    /can't change "orderId" of step 1.*amount, reason/,
  ],
  ['half a cent', ['--set', '1/amount=70.005'], 2, /--set 1\/amount=70\.005: /],
  ['a step that isn’t there', ['--leave-out', '7'], 2, /There is no step "7"/],
  ['a step that another needs', ['--leave-out', '1'], 1, /Step 2 needs what step 1 returns/],
] as const) {
  deep(
    `${title} can’t be changed from a script: exit code ${code}, and the plan waits as it was`,
    patient,
    async () => {
      const { plan } = await waiting('A17')
      const ran = await run('decide', plan.id, ...words, '--digest', plan.digest ?? '', '--as', 'support-lead')
      assert.equal(ran.code, code, ran.err)
      assert.match(ran.err, says)
      assert.equal((await lead.plan(plan.id)).digest, plan.digest)
      assert.equal((await otherLead.decide(plan, 'reject')).status, 200)
    },
  )
}

deep('what was set aside is counted, listed, and tried again from where it was', patient, async () => {
  assert.deepEqual(await run('runs', 'set-aside'), { code: 0, out: 'Nothing is set aside.\n', err: '' })
  const { runId, plan } = await waiting('A17')
  await parley.stop()
  {
    await using owner = await openPlaceAsOwner(parley.place)
    await owner.exec(`update runs set aside_at = now(), rest = '{"code": "run-errors"}' where id = '${runId}'`)
  }
  await parley.start()
  const numbers = async () => (await fetch(`${parley.url}/metrics`)).text()
  assert.match(await numbers(), /parley_runs_held\{state="set-aside"\} 1\n/)
  const listed = await run('runs', 'set-aside')
  assert.deepEqual([listed.code, listed.err], [1, ''])
  assert.match(
    listed.out,
    new RegExp(`^${runId} {2}What customer asked support for\\. It ended in errors, three times`),
  )
  assert.equal((await run('runs', 'set-aside', '--as', 'customer')).code, 1)
  assert.equal((await run('runs', 'set-aside', '--retry', 'abc')).code, 2)
  const none = await run('runs', 'set-aside', '--retry', 'ffffffff')
  assert.deepEqual([none.code, /No run that is set aside fits ffffffff/.test(none.err)], [1, true])
  const tried = await run('runs', 'set-aside', '--retry', runId.slice(-12))
  assert.deepEqual(tried, { code: 0, out: `${runId} is tried again, from where it was.\n`, err: '' })
  assert.match(await numbers(), /parley_runs_held\{state="set-aside"\} 0\n/)
  await customer.settled(runId, 'waiting')
  assert.equal((await lead.decide(plan, 'approve')).status, 200)
  await customer.settled(runId, 'done')
})
