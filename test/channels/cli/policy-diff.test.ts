import assert from 'node:assert/strict'
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { after, test } from 'node:test'
import type { PolicyDiffView } from '#contract/policy-diff.ts'
import { deep } from '../../helpers/depth.ts'
import { copyAgents } from '../../helpers/agents.ts'
import { openPlaceAsOwner } from '../../helpers/database.ts'
import { startParley } from '../../helpers/parley.ts'
import { startTestShop } from '../../helpers/shop.ts'
import { startToolProxy } from '../../helpers/tool-proxy.ts'
import { bannedWords } from './banned-words.ts'
import { runParley } from './run-parley.ts'
import { patient } from '../../helpers/patient.ts'

const shop = await startTestShop({ after })
const proxy = await startToolProxy({ after }, shop.url)
const agents = await copyAgents({ after })
const place = join(agents.dir, 'support')
const parley = await startParley(
  { after },
  { shop: { url: proxy.url, token: shop.token }, environment: { AGENTS_DIR: agents.dir } },
)
const customer = parley.as('customer')
const policyText = await readFile(join(place, 'policy.cedar'), 'utf8')

const run = (...words: readonly string[]) =>
  runParley(['policy', ...words], { dataDir: parley.place.dataDir, env: { PARLEY_URL: parley.url } })

/** The agent's rules with a piece changed, in a file of their own. */
async function candidate(from: string, to: string): Promise<string> {
  assert.ok(policyText.includes(from), from)
  const file = join(parley.place.dataDir, 'candidate.cedar')
  await writeFile(file, policyText.replace(from, to))
  return file
}

async function refund(orderId: string) {
  await shop.renew()
  return customer.planOf(await customer.ask(`Refund order ${orderId}`))
}

async function restart(change: () => Promise<void>): Promise<void> {
  await parley.stop()
  await change()
  await parley.start()
}

test(
  'candidate rules are asked about stored plans: what would change is counted and listed, and no tool is called',
  patient,
  async () => {
    const [waits, allowed] = [await refund('A17'), await refund('A12')]
    assert.deepEqual([waits.verdict?.decision, allowed.verdict?.decision], ['ask', 'ask'])
    const before = proxy.requests.length
    const same = await run('diff', join(place, 'policy.cedar'))
    assert.deepEqual([same.code, same.out], [0, '2 plans compared: no decision would change.\n'])
    const file = await candidate(
      'context.args.amount > 5000 || context.ledger.user24h.amount > 10000',
      'context.args.amount > 90000',
    )
    const { code, out } = await run('diff', file, '--agent', 'support')
    assert.equal(code, 1)
    assert.match(
      out,
      /^2 plans compared, 2 would be decided differently:\n {2}2 asked, and would go ahead by themselves$/m,
    )
    assert.match(
      out,
      /^Plan \w{4}: Refund 129\.00 EUR for order A17[^:]*:?[^:]*\n {2}was: asks a support lead \(larger-refund\); would be: goes ahead by itself$/m,
    )
    assert.doesNotMatch(out, /Today's rules say so already/)
    assert.deepEqual(bannedWords(out), [])
    assert.equal(proxy.requests.length, before)
    assert.deepEqual(await customer.plan(waits.id), waits)
  },
)

test('a candidate with a mistake is told its place, and compares nothing', patient, async () => {
  const file = await candidate('context.args.amount <= 50000', 'context.args.amont <= 50000')
  const { code, out } = await run('diff', file)
  assert.equal(code, 1)
  assert.match(
    out,
    /has mistakes, so\s+nothing\s+was\s+compared:\n.*candidate\.cedar:24:3 {2}"refund": .*did you mean `amount`/,
  )
})

deep(
  'plans that can’t be judged again are counted with why: nothing kept, or a total that wasn’t added up then',
  patient,
  async () => {
    const plan = await refund('A17')
    await restart(async () => {
      await using owner = await openPlaceAsOwner(parley.place)
      await owner.run('delete from judgements where plan_id = $1', [plan.id])
    })
    const file = await candidate('context.ledger.user24h.amount > 10000', 'context.ledger.tenant30d.amount > 10000')
    const { code, out } = await run('diff', file, '--json')
    const view: PolicyDiffView = JSON.parse(out)
    assert.deepEqual(
      [code, view.compared, view.left],
      [
        0,
        0,
        [
          { why: 'window-not-kept', plans: 2 },
          { why: 'facts-not-kept', plans: 1 },
        ],
      ],
    )
  },
)

deep('only those who read every plan may compare, and to others there is nothing', patient, async () => {
  for (const person of ['customer', 'support-lead', 'finance']) {
    const client = parley.as(person)
    assert.equal((await client.request('POST', '/v1/policy/diff', { text: policyText })).status, 404, person)
    assert.equal((await client.request('GET', '/v1/policy/shadow')).status, 404, person)
  }
  const none = await run('shadow')
  assert.equal(none.code, 1)
  assert.match(none.err, /has no rules on trial/)
})

deep(
  'rules on trial are asked beside those that count, change nothing, and what they said is kept',
  patient,
  async () => {
    await restart(() =>
      writeFile(join(place, 'policy.shadow.cedar'), policyText.replace('amount <= 50000', 'amount <= 100')),
    )
    const plan = await refund('A17')
    assert.equal(plan.verdict?.decision, 'ask')
    await parley.as('support-lead').decide(plan, 'approve')
    await customer.settled(plan.runId, 'done')
    const { code, out } = await run('shadow')
    assert.equal(code, 1)
    assert.match(out, /^1 plan compared, 1 would be decided differently:\n {2}1 asked, and would not be allowed$/m)
    const { body } = await parley.as('operator').request<PolicyDiffView>('GET', '/v1/policy/shadow?agent=support')
    assert.deepEqual(
      body.changes.map(({ planId, kind, would }) => ({ planId, kind, decision: would.decision })),
      [{ planId: plan.id, kind: 'ask-to-deny', decision: 'deny' }],
    )
  },
)

deep('rules on trial that look at another total have it added up, so that they can be compared', patient, async () => {
  await restart(() =>
    writeFile(
      join(place, 'policy.shadow.cedar'),
      policyText.replace('context.ledger.user24h.amount > 10000', 'context.ledger.tenant30d.count > 1000'),
    ),
  )
  const plan = await refund('A17')
  const { body } = await parley.as('operator').request<PolicyDiffView>('POST', '/v1/policy/diff', {
    text: policyText.replace('context.ledger.user24h.amount > 10000', 'context.ledger.tenant30d.count > 0'),
    last: 1,
  })
  assert.deepEqual([body.compared, body.changed, body.left], [1, 0, []])
  assert.equal(plan.verdict?.decision, 'ask')
})

for (const [what, content, told] of [
  [
    'with a mistake',
    '@id("a") permit (principal, action, resource) when { context.legder == 1 };',
    /did you mean `ledger`/,
  ],
  ['that isn’t text', Buffer.from([0xff, 0xfe, 0x00]), /isn’t UTF-8 text/],
  ['without a rule', '\n', /The file is empty/],
] as const) {
  deep(`a file of rules on trial ${what} stops nothing and is told at start`, patient, async () => {
    await restart(() => writeFile(join(place, 'policy.shadow.cedar'), content))
    assert.match(parley.log(), /"event":"shadow-policy-broken"/)
    assert.match(parley.log(), told)
    assert.equal((await refund('A17')).verdict?.decision, 'ask')
    const { code, out } = await run('shadow')
    assert.equal(code, 1)
    assert.match(out, /The rules on trial have mistakes\. They are asked about nothing, and\s+stop\s+nothing:/)
    assert.match(out, told)
    assert.equal(out.match(/policy\.shadow\.cedar/g)?.length, 1)
  })
}
