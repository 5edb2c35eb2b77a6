import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import type { PlanView } from '#contract/plan.ts'
import { deep } from '../../helpers/depth.ts'
import { copyAgents } from '../../helpers/agents.ts'
import { startParley } from '../../helpers/parley.ts'
import { startTestShop } from '../../helpers/shop.ts'
import { startToolProxy } from '../../helpers/tool-proxy.ts'
import { until } from '../../helpers/until.ts'
import { bannedWords } from './banned-words.ts'
import { sitDown } from './chat-seat.ts'
import { runParley, startCommand, type Ran } from './run-parley.ts'
import { patient } from '../../helpers/patient.ts'

// A mail that went out, at a server that takes no key and whose answer was lost: only a person can say what became of it.
const shop = await startTestShop({ after })
const proxy = await startToolProxy({ after }, shop.url, ({ tool }) => (tool === 'mail.send' ? 'drop-after' : 'pass'))
const agents = await copyAgents({ after })
const key = '    later: [values]\n'
await agents.change('tools.yaml', `${key}    idempotencyKey: key\n    keyLives: 24h\n`, key)
await agents.change('agent.yaml', 'handOver: { role: support-lead', 'handOver: { role: finance')
await agents.change('tools.yaml', 'timeout: 5s', 'timeout: 2s')
const parley = await startParley(
  { after },
  { shop: { url: proxy.url, token: shop.token }, environment: { AGENTS_DIR: agents.dir } },
)
const { dataDir } = parley.place
const env = { PARLEY_URL: parley.url }
const customer = parley.as('customer')
const lead = parley.as('support-lead')

async function run(...words: readonly string[]): Promise<Ran> {
  return await runParley(words, { dataDir, env })
}

/** A plan that waits for a support lead, and the characters of its card. */
async function waitingPlan(order: string): Promise<Pick<PlanView, 'id' | 'digest'> & { readonly short: string }> {
  await shop.renew()
  const { id, digest } = await customer.planOf(await customer.ask(`Refund order ${order}`))
  return { id, digest, short: id.slice(-4).toUpperCase() }
}

/** A plan whose second step nobody knows the outcome of. */
async function unknownPlan(): Promise<{ readonly id: string; readonly short: string }> {
  const plan = await waitingPlan('A17')
  assert.equal((await lead.decide(plan, 'approve')).status, 200)
  await isUnknown(plan)
  return plan
}

async function isUnknown({ id }: { readonly id: string }): Promise<void> {
  await until(async () => (await customer.plan(id)).status === 'unknown')
}

/** So that the next test has a queue of its own. */
async function settled({ id }: { readonly id: string }): Promise<void> {
  const word = { outcome: 'happened', note: 'The test is over' }
  assert.equal((await lead.request('POST', `/v1/plans/${id}/effects/1/resolution`, word)).status, 200)
  await isSettled(id)
}

async function isSettled(id: string): Promise<void> {
  await until(async () => ['done', 'failed'].includes((await customer.plan(id)).status))
}

/** What stands in the record of a plan for good. */
async function record(id: string): Promise<string> {
  return JSON.stringify((await parley.as('operator').request('GET', `/v1/plans/${id}/evidence`)).body)
}

test('what nobody knows the outcome of comes first in the queue, also before what is older', patient, async () => {
  const older = await waitingPlan('A23')
  const unknown = await unknownPlan()
  const { out } = await run('queue', '--as', 'support-lead')
  const [heading, first, second] = out.split('\n')
  assert.equal(heading, '2 plans wait for you:')
  assert.equal(
    first,
    `${unknown.short}  We don't know if step 2 happened: Refund 129.00 EUR for order A17, then mail maya.lindqvist@example.com about the refund  Maya Lindqvist`,
  )
  assert.match(second ?? '', new RegExp(`^${older.short} {2}Refund`))
  await lead.decide(older, 'reject')
  await settled(unknown)
})

test('it comes up in the chat of who may say what happened, once, and so does what came of it', patient, async (t) => {
  const plan = await unknownPlan()
  const seat = sitDown(t, parley, ['--as', 'support-lead'])
  await seat.see(
    new RegExp(
      `We don't know if step 2 happened[^]*npx parley resolve ${plan.short} 2 --happened --note "…" --as\\s+support-lead`,
    ),
  )
  await settled(plan)
  await seat.see(/Done · [^]*number R\d+/)
  await seat.leave()
  assert.equal(seat.screen().match(/We don't know/g)?.length, 1)
})

deep('the full queue shows how to say what happened, and that works as printed', patient, async () => {
  const { id, short } = await unknownPlan()
  const queue = await run('queue', '--full', '--as', 'support-lead')
  const [, printed = ''] =
    /npx parley (resolve \w{4} 2 --happened --note "…" --as support-lead)$/m.exec(queue.out) ?? []
  assert.ok(printed.includes(short), queue.out)
  const ran = await run(...printed.replaceAll('"', '').split(' '))
  assert.deepEqual([ran.code, ran.err], [0, ''])
  assert.match(ran.out, /^Recorded: step 2 happened\.\nStep 2 of 2 · you said yes, .* plan \w{4}$/m)
  await isSettled(id)
  const written = await record(id)
  for (const word of ['"support-lead"', '"happened"', '"…"']) assert.ok(written.includes(word), word)
  assert.deepEqual(bannedWords(queue.out + ran.out), [])
})

for (const [flag, answer, shown] of [
  ['--happened', 'Recorded: step 2 happened.', /● 2 {2}Mail .*\s+done$/m],
  ['--did-not', 'Recorded: step 2 did not happen.', /✗ 2 {2}Mail .*\s+failed: it didn’t happen$/m],
  ['--look-again', 'Step 2 is looked for again.', /○ 2 {2}Mail .*\s+being done$/m],
] as const) {
  deep(`${flag} is said by the operator where nobody else is named`, patient, async () => {
    const { id, short } = await unknownPlan()
    const ran = await run('resolve', short.toLowerCase(), '2', flag, '--note', `${flag}, for I looked`)
    assert.equal(ran.out.split('\n')[0], answer)
    assert.match(ran.out, shown)
    if (flag === '--look-again') {
      await isUnknown({ id })
      await settled({ id })
    }
    await isSettled(id)
    const written = await record(id)
    for (const word of ['"operator"', `"${flag}, for I looked"`]) assert.ok(written.includes(word), word)
  })
}

deep('--json prints the plan as it is now', patient, async () => {
  const { id } = await unknownPlan()
  const ran = await run('resolve', id, '2', '--happened', '--note', 'I looked', '--json')
  assert.partialDeepStrictEqual(JSON.parse(ran.out), { id, status: 'applying' })
  await isSettled(id)
})

deep('nothing is written down of a word that means nothing here, and it says why', patient, async (t) => {
  const { id, short } = await unknownPlan()
  const before = await customer.plan(id)
  for (const [title, words, code, message] of [
    ['none of the three', ['2'], 2, 'Say one of --happened, --did-not and --look-again.\n'],
    ['two of the three', ['2', '--happened', '--did-not'], 2, 'Say one of --happened, --did-not and --look-again.\n'],
    ['no such step', ['3', '--happened'], 2, 'There is no step 3. The plan has 2 steps, counted from 1.\n'],
    ['step 0', ['0', '--happened'], 2, 'There is no step 0. The plan has 2 steps, counted from 1.\n'],
    ['a step that is known', ['1', '--happened'], 1, 'What became of this step is known.\n'],
  ] as const) {
    await t.test(title, async () => {
      const ran = await run('resolve', short, ...words, '--note', 'x')
      assert.deepEqual([ran.code, ran.err], [code, message])
      assert.deepEqual(await customer.plan(id), before)
    })
  }
  await settled({ id })
})

deep('without a note nothing is written down', patient, async () => {
  const ran = await run('resolve', '77AB', '2', '--happened')
  assert.equal(ran.code, 2)
  assert.match(ran.err, /--note <text>/)
})

deep('watching shows that a plan which was agreed to has a step that nobody knows of', patient, async (t) => {
  const plan = await waitingPlan('A17')
  const { child, ended, output } = startCommand(['queue', '--watch', '--as', 'support-lead'], { dataDir, env })
  await until(() => new RegExp(`^${plan.short} {2}Refund`, 'm').test(output()), t.signal)
  await lead.decide(plan, 'approve')
  await until(() => new RegExp(`^${plan.short} {2}We don't know if step 2 happened: `, 'm').test(output()), t.signal)
  child.kill('SIGINT')
  assert.equal((await ended).code, 0)
  await settled(plan)
})

deep("the lead's word on a mail that nobody knows of ends the turn", patient, async () => {
  await shop.renew()
  const said = await customer.ask('Refund order A17')
  const { id, digest } = await customer.planOf(said)
  assert.equal((await lead.decide({ id, digest }, 'approve')).status, 200)
  await isUnknown({ id })

  const short = id.replaceAll('-', '').slice(-4).toUpperCase()
  const queue = await run('queue', '--full', '--as', 'support-lead')
  assert.match(queue.out, new RegExp(`npx parley resolve ${short} 2 --happened --note "…" --as support-lead$`, 'm'))
  assert.match((await run('queue', '--as', 'operator')).out, /^\w{4} {2}We don't know if step 2 happened: /m)
  assert.equal((await run('queue')).out, 'Nothing waits for you. 1 waits for others.\n')
  assert.equal((await customer.plan(id)).mayResolve, false)

  const resolve = ['resolve', short, '2', '--happened', '--note', 'In the log of the mail server'] as const
  const refused = await run(...resolve, '--as', 'customer')
  assert.deepEqual([refused.code, refused.err], [1, 'Only those who decide on this plan can say what became of it.\n'])
  const ran = await run(...resolve, '--as', 'support-lead')
  assert.deepEqual([ran.code, ran.err], [0, ''])
  await customer.settled(said.runId, 'done')
  assert.match((await customer.answers(said.threadId))[0] ?? '', /^Done/)
  assert.equal((await run(...resolve)).err, 'What became of this step is known.\n')
})

deep('who may say it reads the plan while nobody knows, and an auditor reads without a say', patient, async () => {
  const [finance, operator] = [parley.as('finance'), parley.as('operator')]
  const said = await customer.ask('Refund order A23')
  const { id, digest } = await customer.planOf(said)
  const read = async (who = finance) => {
    const { status, body } = await who.request<PlanView>('GET', `/v1/plans/${id}`)
    const { body: list } = await who.request<{ plans: PlanView[] }>('GET', '/v1/plans')
    return [status, list.plans.some((plan) => plan.id === id), body.mayResolve]
  }
  assert.deepEqual(await read(), [404, false, undefined])
  await lead.decide({ id, digest }, 'approve')
  await customer.settled(said.runId, 'waiting')
  assert.deepEqual(await read(), [200, true, true])

  const key = { name: 'audit', roles: ['auditor'], scopes: ['read', 'decide'] }
  const auditor = parley.withKey((await operator.request<{ key: string }>('POST', '/v1/keys', key)).body.key)
  const resolution = { outcome: 'happened', note: 'In the log of the mail server' }
  const path = `/v1/plans/${id}/effects/1/resolution`
  assert.deepEqual(await read(auditor), [200, true, false])
  const refused = await auditor.request('POST', path, resolution)
  assert.deepEqual([refused.status, refused.body.code], [403, 'wrong-role'])
  assert.deepEqual(await read(parley.as('other-customer')), [404, false, undefined])

  assert.equal((await finance.request('POST', path, resolution)).status, 200)
  await customer.settled(said.runId, 'done')
  assert.deepEqual(await read(), [404, false, undefined])
})
