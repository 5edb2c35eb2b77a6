import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { DecisionOutcome } from '#contract/operations.ts'
import { startFakeApi } from '../../helpers/fake-api.ts'
import { decisionView, planView } from '../../helpers/plan-views.ts'
import { bannedWords } from './banned-words.ts'
import { dataFolder, runParley, startCommand } from './run-parley.ts'
import { until } from '../../helpers/until.ts'

const limit = { timeout: 30_000 }
const digest = planView().digest ?? ''
const FIRST = '019a9f3e-5a10-7c44-9d1e-6f0b2c3d8f2a'
const SECOND = '019a9f3e-5a11-7c44-9d1e-6f0b2c3d77ab'

test('the queue shows what waits for whoever asks, oldest first, one line each', limit, async (t) => {
  await using api = await startFakeApi()
  for (const id of [FIRST, SECOND]) api.plans.set(id, planView({ id }))
  const dataDir = await dataFolder(t)
  const lead = await runParley(['queue', '--server', api.url, '--as', 'support-lead'], { dataDir })
  const lines = lead.out.trimEnd().split('\n')
  assert.equal(lines[0], '2 plans wait for you:')
  assert.match(
    lines[1] ?? '',
    /^8F2A {2}Refund 129\.00 EUR for order A17, then mail Maya Lindqvist {2}Maya Lindqvist {2}answer by /,
  )
  assert.match(lines[2] ?? '', /^77AB {2}/)
  const customer = await runParley(['queue', '--server', api.url], { dataDir })
  assert.equal(customer.out, 'Nothing waits for you. 2 wait for others.\n')
  assert.deepEqual([lead.code, customer.code], [0, 0])
})

test(
  'the full queue shows each card and the command that answers it, which then works as printed',
  limit,
  async (t) => {
    await using api = await startFakeApi()
    api.plans.set(FIRST, planView())
    const dataDir = await dataFolder(t)
    const queue = await runParley(['queue', '--full', '--server', api.url, '--as', 'support-lead'], { dataDir })
    assert.match(queue.out, /^Needs your yes · answer by /m)
    assert.doesNotMatch(queue.out, /\[y\]/)
    const command = /parley (decide .*)$/m.exec(queue.out)?.[1]?.split(' ') ?? []
    const decided = await runParley([...command, '--server', api.url], { dataDir })
    assert.equal(decided.code, 0)
    assert.match(decided.out, /^You said yes\.$/m)
    assert.partialDeepStrictEqual(api.decisions, [{ by: 'support-lead', planId: FIRST, decision: 'approve', digest }])
    assert.deepEqual(bannedWords(queue.out + decided.out), [])
  },
)

test('--json prints the plans with all that is needed to answer them', limit, async (t) => {
  await using api = await startFakeApi()
  api.plans.set(FIRST, planView())
  const words = ['queue', '--json', '--server', api.url, '--as', 'support-lead']
  const ran = await runParley(words, { dataDir: await dataFolder(t) })
  assert.partialDeepStrictEqual(JSON.parse(ran.out), [{ id: FIRST, digest }])
})

test('watching shows what comes and what goes', limit, async (t) => {
  await using api = await startFakeApi()
  const words = ['queue', '--watch', '--server', api.url, '--as', 'support-lead']
  const { child, ended, output } = startCommand(words, { dataDir: await dataFolder(t) })
  await until(() => /Nothing waits for you\./.test(output()), t.signal)
  api.plans.set(FIRST, planView())
  await until(() => /^8F2A {2}Refund/m.test(output()), t.signal)
  api.plans.set(FIRST, planView({ status: 'rejected', awaits: [] }))
  await until(() => /No longer waits for you: .* \(plan 8F2A\)/.test(output()), t.signal)
  await api.pause()
  await until(() => /^No connection to .*, trying again\.$/m.test(output()), t.signal)
  await api.resume()
  await until(() => /^Connected again\.$/m.test(output()), t.signal)
  child.kill('SIGINT')
  assert.equal((await ended).code, 0)
})

for (const [title, piece] of [
  ['the four characters of the card', '8F2A'],
  ['more of its end', '2c3d8f2a'],
  ['its beginning', '019a9f3e-5a10'],
  ['the whole id', FIRST],
] as const) {
  test(`a plan is found by ${title}`, limit, async (t) => {
    await using api = await startFakeApi()
    for (const id of [FIRST, SECOND]) api.plans.set(id, planView({ id }))
    const words = ['decide', piece, '--no', '--reason', 'not-eligible', '--note', 'Paid already', '--digest', digest]
    const ran = await runParley([...words, '--server', api.url, '--as', 'support-lead'], {
      dataDir: await dataFolder(t),
    })
    assert.deepEqual([ran.code, ran.err], [0, ''])
    assert.match(ran.out, /^You said no\. Nothing was done\.$/m)
    assert.partialDeepStrictEqual(api.decisions, [
      { planId: FIRST, decision: 'reject', reason: 'not-eligible', note: 'Paid already' },
    ])
  })
}

for (const [title, words, code, message] of [
  [
    'characters that fit two plans',
    ['019a9f3e', '--yes'],
    2,
    `More than one plan fits 019a9f3e: ${FIRST}, ${SECOND}.\n`,
  ],
  [
    'characters that fit none',
    ['beef', '--yes'],
    1,
    'No plan that you may see fits beef. parley queue lists what waits.\n',
  ],
  ['three characters', ['f2a', '--yes'], 2, 'Give at least 4 characters of the plan.\n'],
  [
    'yes and no at once',
    ['8F2A', '--yes', '--no'],
    2,
    'Say one of --yes, --no, or changes with --set and --leave-out.\n',
  ],
  ['neither yes nor no', ['8F2A'], 2, 'Say one of --yes, --no, or changes with --set and --leave-out.\n'],
  ['a reason for a yes', ['8F2A', '--yes', '--reason', 'other'], 2, '--reason goes with --no.\n'],
] as const) {
  test(`${title}: nothing is decided and it says why`, limit, async (t) => {
    await using api = await startFakeApi()
    for (const id of [SECOND, FIRST]) api.plans.set(id, planView({ id }))
    const all = ['decide', ...words, '--digest', digest, '--server', api.url, '--as', 'support-lead']
    const ran = await runParley(all, { dataDir: await dataFolder(t) })
    assert.deepEqual([ran.code, ran.err, api.decisions.length], [code, message, 0])
  })
}

test('without the code of the plan that was seen nothing is decided', limit, async (t) => {
  const ran = await runParley(['decide', '8F2A', '--yes'], { dataDir: await dataFolder(t) })
  assert.equal(ran.code, 2)
  assert.match(ran.err, /--digest <code>/)
})

const ana = decisionView({ principal: { id: 'other-lead', name: 'Ana Sousa' }, decision: 'reject' })
const OUTCOMES: readonly (readonly [string, DecisionOutcome, string])[] = [
  [
    'somebody was first',
    { outcome: 'decided-before', by: ana, plan: planView() },
    'Ana Sousa said no before you. Your answer came second and changed nothing.\n',
  ],
  [
    'it was settled without a person',
    { outcome: 'decided-before', by: null, plan: planView() },
    'It was answered before you. Your answer came second and changed nothing.\n',
  ],
  ['its time is over', { outcome: 'expired' }, 'Nobody answered in time. Nothing was done.\n'],
  [
    'it is another plan now',
    { outcome: 'digest-differs', digest: 'sha256:00' },
    'The plan changed while you looked. Nothing was done. This is how it is now:\n',
  ],
  [
    'another role is asked',
    { outcome: 'wrong-role', needs: ['support-lead', 'finance'] },
    'Only a support lead and a finance can answer this.\n',
  ],
  [
    'a person is needed',
    { outcome: 'person-required' },
    'This needs a person: sign in as one, or use a key that may decide.\n',
  ],
]
for (const [title, outcome, message] of OUTCOMES) {
  test(`when ${title}, the answer changes nothing, says so and exits 1`, limit, async (t) => {
    await using api = await startFakeApi()
    api.plans.set(FIRST, planView())
    api.onDecision = () => outcome
    const words = ['decide', '8F2A', '--yes', '--digest', digest, '--server', api.url, '--as', 'support-lead']
    const ran = await runParley(words, { dataDir: await dataFolder(t) })
    assert.deepEqual([ran.code, ran.out], [1, ''])
    assert.ok(ran.err.startsWith(message), ran.err)
  })
}

test('keys are made, listed and ended through the running server, and a key is shown once', limit, async (t) => {
  await using api = await startFakeApi()
  const dataDir = await dataFolder(t)
  const keys = async (...words: readonly string[]) =>
    await runParley(['keys', ...words, '--server', api.url], { dataDir })
  const made = await keys(
    'create',
    '--name',
    'night export',
    '--scope',
    'read',
    '--scope',
    'chat',
    '--role',
    'operator',
  )
  assert.deepEqual([made.code, made.err], [0, ''])
  assert.equal(
    made.out,
    'The key "night export":\n\n  parley_default_key1_secret\n\nIt is shown this once. Keep it like a password.\n',
  )
  const listed = await keys('list')
  assert.equal(listed.out, 'key1  night export  read,chat  operator  works\n')
  assert.equal((await keys('revoke', 'key1')).out, 'The key key1 no longer works.\n')
  assert.equal((await keys('list')).out, 'There are no keys.\n')
  const again = await keys('revoke', 'key1')
  assert.deepEqual([again.code, again.err], [1, 'There is no key key1, or it was ended before.\n'])
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
  test(`a key with ${title} isn't made`, limit, async (t) => {
    const ran = await runParley(['keys', 'create', ...words], { dataDir: await dataFolder(t) })
    assert.deepEqual([ran.code, ran.err], [2, message])
  })
}
