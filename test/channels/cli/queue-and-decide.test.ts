import assert from 'node:assert/strict'
import { after, test, type TestContext } from 'node:test'
import type { PlanView } from '#contract/plan.ts'
import { deep } from '../../helpers/depth.ts'
import { startChaosProxy } from '../../helpers/chaos-proxy.ts'
import { startShop } from '../../helpers/parley.ts'
import { startToolProxy } from '../../helpers/tool-proxy.ts'
import { until } from '../../helpers/until.ts'
import { bannedWords } from './banned-words.ts'
import { runParley, startCommand, type Ran } from './run-parley.ts'
import { patient } from '../../helpers/patient.ts'

const { parley, shop } = await startShop({ after })
const { dataDir } = parley.place
const customer = parley.as('customer')
const lead = parley.as('support-lead')

async function run(...words: readonly string[]): Promise<Ran> {
  return await runParley(words, { dataDir, env: { PARLEY_URL: parley.url } })
}

/** A refund that waits for a support lead, until the test is over; with the characters of its card. */
async function waiting(
  t: TestContext,
  order = 'A17',
): Promise<PlanView & { readonly digest: string; readonly short: string }> {
  const plan = await customer.planOf(await customer.ask(`Refund order ${order}`))
  assert.deepEqual([plan.status, plan.awaits], ['waiting', ['support-lead']])
  t.after(() => lead.decide(plan, 'reject'))
  return { ...plan, digest: plan.digest ?? '', short: plan.id.slice(-4).toUpperCase() }
}

/** What became of a plan: its status, and who said what. */
async function became({ id }: PlanView): Promise<readonly unknown[]> {
  const { status, decisions } = await lead.plan(id)
  return [
    status,
    ...decisions.map(({ principal, decision, reason, note }) => ({ by: principal.id, decision, reason, note })),
  ]
}

test('the queue shows what waits for whoever asks, oldest first, one line each', patient, async (t) => {
  const [first, second] = [await waiting(t), await waiting(t, 'A23')]
  const asked = await run('queue', '--as', 'support-lead')
  const lines = asked.out.trimEnd().split('\n')
  assert.equal(lines[0], '2 plans wait for you:')
  assert.ok(lines[1]?.startsWith(`${first.short}  Refund 129.00 EUR for order A17, then mail `), lines[1])
  assert.match(lines[1] ?? '', / {2}Maya Lindqvist {2}answer by /)
  assert.ok(lines[2]?.startsWith(`${second.short}  `), lines[2])
  const theirs = await run('queue')
  assert.equal(theirs.out, 'Nothing waits for you. 2 wait for others.\n')
  assert.deepEqual([asked.code, theirs.code], [0, 0])
})

test(
  'the full queue shows each card and the command that answers it, which then works as printed',
  patient,
  async (t) => {
    const plan = await waiting(t)
    const queue = await run('queue', '--full', '--as', 'support-lead')
    assert.match(queue.out, /^Needs your yes · answer by /m)
    assert.doesNotMatch(queue.out, /\[y\]/)
    const command = /parley (decide .*)$/m.exec(queue.out)?.[1]?.split(' ') ?? []
    const decided = await run(...command)
    assert.equal(decided.code, 0)
    assert.match(decided.out, /^You said yes\.$/m)
    assert.partialDeepStrictEqual((await lead.plan(plan.id)).decisions, [
      { principal: { id: 'support-lead' }, decision: 'approve', digest: plan.digest },
    ])
    assert.deepEqual(bannedWords(queue.out + decided.out), [])
    await until(async () => (await lead.plan(plan.id)).status === 'done')
    await shop.renew()
  },
)

deep('--json prints the plans with all that is needed to answer them', patient, async (t) => {
  const { id, digest } = await waiting(t)
  const ran = await run('queue', '--json', '--as', 'support-lead')
  assert.partialDeepStrictEqual(JSON.parse(ran.out), [{ id, digest }])
})

deep('watching shows what comes and what goes', patient, async (t) => {
  const way = await startChaosProxy(t, Number(new URL(parley.url).port))
  const words = ['queue', '--watch', '--server', `http://127.0.0.1:${way.at}`, '--as', 'support-lead']
  const { child, ended, output } = startCommand(words, { dataDir })
  await until(() => /Nothing waits for you\./.test(output()), t.signal)
  const plan = await waiting(t)
  await until(() => new RegExp(`^${plan.short} {2}Refund`, 'm').test(output()), t.signal)
  await lead.decide(plan, 'reject')
  await until(() => new RegExp(`No longer waits for you: .* \\(plan ${plan.short}\\)`).test(output()), t.signal)
  way.fault = 'cut'
  await until(() => /^No connection to .*, trying again\.$/m.test(output()), t.signal)
  way.fault = null
  await until(() => /^Connected again\.$/m.test(output()), t.signal)
  child.kill('SIGINT')
  assert.equal((await ended).code, 0)
})

deep('a plan is found by a piece of its id', patient, async (t) => {
  const other = await waiting(t, 'A23')
  for (const [title, piece] of [
    ['the four characters of the card', ({ short }) => short],
    ['more of its end', ({ id }) => id.slice(-8)],
    ['its beginning', ({ id }) => id.slice(0, 13)],
    ['the whole id', ({ id }) => id],
  ] satisfies [string, (plan: { id: string; short: string }) => string][]) {
    await t.test(title, async (t) => {
      const plan = await waiting(t)
      const words = ['--no', '--reason', 'not-eligible', '--note', 'Paid already', '--digest', plan.digest]
      const ran = await run('decide', piece(plan), ...words, '--as', 'support-lead')
      assert.deepEqual([ran.code, ran.err], [0, ''])
      assert.match(ran.out, /^You said no\. Nothing was done\.$/m)
      const no = { by: 'support-lead', decision: 'reject', reason: 'not-eligible', note: 'Paid already' }
      assert.deepEqual([await became(plan), await became(other)], [['rejected', no], ['waiting']])
    })
  }
})

test('nothing is decided where it isn’t clear on what, or how, and it says why', patient, async (t) => {
  const [first, second] = [await waiting(t), await waiting(t, 'A23')]
  const both = [...first.id].findIndex((character, at) => character !== second.id[at])
  const shared = first.id.slice(0, both)
  const sayOne = 'Say one of --yes, --no, or changes with --set and --leave-out.\n'
  for (const [title, words, code, message] of [
    [
      'characters that fit two plans',
      [shared, '--yes'],
      2,
      `More than one plan fits ${shared}: ${first.id}, ${second.id}.\n`,
    ],
    [
      'characters that fit none',
      ['zzzz', '--yes'],
      1,
      'No plan that you may see fits zzzz. parley queue lists what waits.\n',
    ],
    ['three characters', [first.short.slice(1), '--yes'], 2, 'Give at least 4 characters of the plan.\n'],
    ['yes and no at once', [first.short, '--yes', '--no'], 2, sayOne],
    ['neither yes nor no', [first.short], 2, sayOne],
    ['a reason for a yes', [first.short, '--yes', '--reason', 'other'], 2, '--reason goes with --no.\n'],
  ] as const) {
    await t.test(title, async () => {
      const ran = await run('decide', ...words, '--digest', first.digest, '--as', 'support-lead')
      assert.deepEqual([ran.code, ran.err], [code, message])
      assert.deepEqual([await became(first), await became(second)], [['waiting'], ['waiting']])
    })
  }
})

deep('a reason that the agent doesn’t know is refused with those that it knows', patient, async (t) => {
  const { short, digest, rejectReasons } = await waiting(t)
  assert.deepEqual(rejectReasons, ['wrong-amount', 'not-eligible', 'suspicious', 'other'])
  const ran = await run('decide', short, '--no', '--reason', 'because', '--digest', digest, '--as', 'support-lead')
  assert.equal(ran.code, 1)
  assert.match(
    ran.err,
    /There is no reason "because"\. Use one of: wrong-amount, not-eligible, suspicious, other\.\nChange it and send it again\.\n$/,
  )
})

deep('a note stays among those who decide, and an open chat tells by itself what was decided', patient, async (t) => {
  const { id, digest, threadId } = await waiting(t)
  const words = ['chat', '--thread', threadId]
  const { child, ended, output } = startCommand(words, { dataDir, env: { PARLEY_URL: parley.url }, input: null })
  await until(() => /^With our support lead · until /m.test(output()), t.signal)
  const no = ['--no', '--reason', 'suspicious', '--note', 'Third one this week'] as const
  const decided = await run('decide', id, ...no, '--digest', digest, '--as', 'support-lead')
  assert.match(decided.out, /^Reason: suspicious\n"Third one this week"$/m)
  assert.partialDeepStrictEqual((await customer.plan(id)).decisions, [{ reason: 'suspicious', note: null }])
  await until(() => /Jonas Weber said no/.test(output()), t.signal)
  child.stdin?.end()
  assert.doesNotMatch((await ended).out, /Third one/)
})

deep('without the code of the plan that was seen nothing is decided', patient, async () => {
  const ran = await run('decide', '8F2A', '--yes')
  assert.equal(ran.code, 2)
  assert.match(ran.err, /--digest <code>/)
})

/** A yes that changes nothing: what it says, beside a code that is 1. */
async function vain(plan: { short: string; digest: string }, ...more: readonly string[]): Promise<string> {
  const ran = await run('decide', plan.short, '--yes', '--digest', plan.digest, ...more)
  assert.deepEqual([ran.code, ran.out], [1, ''])
  const [said = '', next = '', ...others] = ran.err.split('\n')
  assert.match(
    next,
    /^(?:See how it stands: npx parley queue --full, or GET \/v1\/plans\/[\da-f-]{36}|Answer it as a person, .*)$/,
  )
  assert.deepEqual(others, [''])
  return said
}

deep('when somebody was first, the answer changes nothing, says so and exits 1', patient, async (t) => {
  const plan = await waiting(t)
  await parley.as('other-lead').decide(plan, 'reject')
  const said = await vain(plan, '--as', 'support-lead')
  assert.equal(said, 'Ana Sousa said no before you. Your answer came second and changed nothing.')
  assert.partialDeepStrictEqual(await became(plan), ['rejected', { by: 'other-lead', decision: 'reject' }])
})

deep('when it was settled without a person, the answer changes nothing, says so and exits 1', patient, async (t) => {
  const plan = await waiting(t)
  await customer.request('POST', `/v1/runs/${plan.runId}/cancel`)
  await until(async () => (await lead.plan(plan.id)).status === 'cancelled')
  const said = await vain(plan, '--as', 'support-lead')
  assert.equal(said, 'This can’t be answered any more. Your answer changed nothing.')
})

deep('when its time is over, the answer changes nothing, says so and exits 1', patient, async (t) => {
  const plan = await waiting(t)
  // As its server answers a day later.
  const over = { type: 'about:blank', title: 'Gone', status: 410, detail: 'Too late.', code: 'plan-expired' }
  const late = await startToolProxy(t, parley.url, ({ httpMethod }) =>
    httpMethod === 'POST' ? { status: 410, body: JSON.stringify(over) } : 'pass',
  )
  const said = await vain(plan, '--as', 'support-lead', '--server', new URL(late.url).origin)
  assert.equal(said, 'Nobody answered in time. Nothing was done.')
})

deep('when it is another plan now, the answer changes nothing, says so and exits 1', patient, async (t) => {
  const plan = await waiting(t)
  const said = await vain({ ...plan, digest: `sha256:${'cd'.repeat(32)}` }, '--as', 'support-lead')
  assert.equal(said, 'The plan changed while you looked. Nothing was done.')
  assert.deepEqual(await became(plan), ['waiting'])
})

deep('keys are made, listed and ended through the running server, and a key is shown once', patient, async () => {
  const keys = async (...words: readonly string[]) => await run('keys', ...words)
  assert.equal((await keys('list')).out, 'There are no keys.\n')
  const scopes = ['--scope', 'read', '--scope', 'chat', '--role', 'operator']
  const made = await keys('create', '--name', 'night export', ...scopes)
  assert.deepEqual([made.code, made.err], [0, ''])
  const [, key = '', id = ''] = /^ {2}(parley_default_([\w-]+?)_[\w-]+)$/m.exec(made.out) ?? []
  assert.equal(made.out, `The key "night export":\n\n  ${key}\n\nIt is shown this once. Keep it like a password.\n`)
  assert.equal((await keys('list')).out, `${id}  night export  read,chat  operator  works\n`)
  assert.equal((await keys('revoke', id)).out, `The key ${id} no longer works.\n`)
  assert.equal((await keys('list')).out, `${id}  night export  read,chat  operator  revoked\n`)
  const again = await keys('revoke', id)
  assert.deepEqual([again.code, again.err], [1, `There is no key ${id}, or it was ended before.\n`])
})

deep('when a person is needed, the answer changes nothing, says so and exits 1', patient, async (t) => {
  const plan = await waiting(t)
  const wanted = { name: 'reader', roles: ['support-lead'], scopes: ['read', 'chat'] }
  const { body } = await parley.as('operator').request<{ key: string }>('POST', '/v1/keys', wanted)
  const said = await vain(plan, '--key', body.key)
  assert.equal(said, 'This needs a person: sign in as one, or use a key that may decide.')
  assert.deepEqual(await became(plan), ['waiting'])
})

for (const [title, words, message] of [
  [
    'no scope',
    ['--name', 'x'],
    'A key without a scope may do nothing: give --scope, one of chat, read, decide, operate, ingest.\n',
  ],
  [
    'an unknown scope',
    ['--name', 'x', '--scope', 'all'],
    '"all" isn\'t a scope. There are: chat, read, decide, operate, ingest.\n',
  ],
  [
    'an end in the past',
    ['--name', 'x', '--scope', 'chat', '--expires', '2020-01-01'],
    '"2020-01-01" isn\'t a time to come. It looks like 2027-01-31 or 2027-01-31T12:00:00Z.\n',
  ],
] as const) {
  deep(`a key with ${title} isn't made`, patient, async () => {
    const ran = await run('keys', 'create', ...words)
    assert.deepEqual([ran.code, ran.err], [2, message])
  })
}

// At the end: once a bank account was changed, refunds ask finance too.
deep('when another role is asked, the answer changes nothing, says so and exits 1', patient, async (t) => {
  await shop.renew()
  const account = await customer.planOf(await customer.ask('Pay order A12 to DE89370400440532013000'))
  await parley.as('finance').decide(account, 'approve')
  await until(async () => (await customer.plan(account.id)).status === 'done')
  const plan = await customer.planOf(await customer.ask('Refund order A17'))
  t.after(() => lead.decide(plan, 'reject'))
  const said = await vain({ short: plan.id.slice(-4), digest: plan.digest ?? '' }, '--as', 'customer')
  assert.equal(said, 'Only our support lead and finance can answer this. Nothing was done.')
  assert.equal((await customer.plan(plan.id)).status, 'waiting')
})
