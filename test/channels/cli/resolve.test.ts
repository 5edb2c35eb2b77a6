import assert from 'node:assert/strict'
import { test } from 'node:test'
import { startFakeApi, type FakeApi } from '../../helpers/fake-api.ts'
import { decisionView, mailView, planView, refundView } from '../../helpers/plan-views.ts'
import { bannedWords } from './banned-words.ts'
import { dataFolder, runParley, startCommand } from './run-parley.ts'
import { until } from '../../helpers/until.ts'

const limit = { timeout: 30_000 }
const WAITING = planView({ id: '019a9f3e-5a10-7c44-9d1e-6f0b2c3d8f2a' })
const UNKNOWN = planView({
  id: '019a9f3e-5a11-7c44-9d1e-6f0b2c3d77ab',
  status: 'unknown',
  awaits: [],
  mayResolve: true,
  decisions: [decisionView()],
  effects: [refundView({ state: 'succeeded', result: { id: 'R-5521' } }), mailView({ state: 'unknown' })],
})

function withBoth(api: FakeApi): void {
  for (const plan of [WAITING, UNKNOWN]) api.plans.set(plan.id, plan)
}

test('what nobody knows the outcome of comes first in the queue, also before what is older', limit, async (t) => {
  await using api = await startFakeApi()
  withBoth(api)
  const dataDir = await dataFolder(t)
  const { out } = await runParley(['queue', '--server', api.url, '--as', 'support-lead'], { dataDir })
  const [heading, first, second] = out.split('\n')
  assert.equal(heading, '2 plans wait for you:')
  assert.equal(
    first,
    "77AB  We don't know if step 2 happened: Refund 129.00 EUR for order A17, then mail Maya Lindqvist  Maya Lindqvist",
  )
  assert.match(second ?? '', /^8F2A {2}Refund/)
})

test('whose word does not count is not asked for it', limit, async (t) => {
  await using api = await startFakeApi()
  api.plans.set(UNKNOWN.id, { ...UNKNOWN, mayResolve: false })
  const { out } = await runParley(['queue', '--server', api.url], { dataDir: await dataFolder(t) })
  assert.equal(out, 'Nothing waits for you. 1 waits for others.\n')
})

test('the full queue shows how to say what happened, and that works as printed', limit, async (t) => {
  await using api = await startFakeApi()
  withBoth(api)
  const dataDir = await dataFolder(t)
  const queue = await runParley(['queue', '--full', '--server', api.url, '--as', 'support-lead'], { dataDir })
  const [, printed = ''] =
    /npx parley (resolve 77AB 2 --happened --note "…" --as support-lead) --server/.exec(queue.out) ?? []
  const words = printed.replaceAll('"', '').split(' ')
  const ran = await runParley([...words, '--server', api.url], { dataDir })
  assert.deepEqual([ran.code, ran.err], [0, ''])
  assert.match(ran.out, /^Written down: step 2 happened\.\nStep 2 of 2 · you said yes, .* plan 77AB$/m)
  assert.deepEqual(api.resolutions, [
    { planId: UNKNOWN.id, index: 1, outcome: 'happened', note: '…', by: 'support-lead' },
  ])
  assert.deepEqual(bannedWords(queue.out + ran.out), [])
})

for (const [flag, outcome, said] of [
  ['--happened', 'happened', 'Written down: step 2 happened.'],
  ['--did-not', 'did-not', 'Written down: step 2 did not happen.'],
  ['--look-again', 'look-again', 'Step 2 is looked for again.'],
] as const) {
  test(`${flag} is said by the operator where nobody else is named`, limit, async (t) => {
    await using api = await startFakeApi()
    withBoth(api)
    const words = ['resolve', '77ab', '2', flag, '--note', 'I looked', '--server', api.url]
    const ran = await runParley(words, { dataDir: await dataFolder(t) })
    assert.equal(ran.out.split('\n')[0], said)
    assert.partialDeepStrictEqual(api.resolutions, [{ by: 'operator', index: 1, outcome, note: 'I looked' }])
  })
}

test('--json prints the plan as it is now', limit, async (t) => {
  await using api = await startFakeApi()
  withBoth(api)
  const words = ['resolve', UNKNOWN.id, '2', '--happened', '--note', 'I looked', '--json', '--server', api.url]
  const ran = await runParley(words, { dataDir: await dataFolder(t) })
  assert.partialDeepStrictEqual(JSON.parse(ran.out), { id: UNKNOWN.id, status: 'applying' })
})

for (const [title, words, code, message] of [
  ['none of the three', ['2', '--note', 'x'], 2, 'Say one of --happened, --did-not and --look-again.\n'],
  [
    'two of the three',
    ['2', '--happened', '--did-not', '--note', 'x'],
    2,
    'Say one of --happened, --did-not and --look-again.\n',
  ],
  [
    'a step that there is not',
    ['3', '--happened', '--note', 'x'],
    2,
    'There is no step 3. The plan has 2 steps, counted from 1.\n',
  ],
  ['step 0', ['0', '--happened', '--note', 'x'], 2, 'There is no step 0. The plan has 2 steps, counted from 1.\n'],
  ['a step that is known', ['1', '--happened', '--note', 'x'], 1, 'What became of this step is known.\n'],
] as const) {
  test(`${title}: nothing is written down and it says why`, limit, async (t) => {
    await using api = await startFakeApi()
    withBoth(api)
    const ran = await runParley(['resolve', '77AB', ...words, '--server', api.url], { dataDir: await dataFolder(t) })
    assert.deepEqual([ran.code, ran.err, api.resolutions.length], [code, message, 0])
  })
}

test('without a note nothing is written down', limit, async (t) => {
  const ran = await runParley(['resolve', '77AB', '2', '--happened'], { dataDir: await dataFolder(t) })
  assert.equal(ran.code, 2)
  assert.match(ran.err, /--note <text>/)
})

test('watching shows that a plan which was agreed to has a step that nobody knows of', limit, async (t) => {
  await using api = await startFakeApi()
  const asked = { ...UNKNOWN, status: 'waiting', mayResolve: false, awaits: ['support-lead'], decisions: [] } as const
  api.plans.set(UNKNOWN.id, asked)
  const words = ['queue', '--watch', '--server', api.url, '--as', 'support-lead']
  const { child, ended, output } = startCommand(words, { dataDir: await dataFolder(t) })
  await until(() => /^77AB {2}Refund/m.test(output()), t.signal)
  api.plans.set(UNKNOWN.id, UNKNOWN)
  await until(() => /^77AB {2}We don't know if step 2 happened: /m.test(output()), t.signal)
  child.kill('SIGINT')
  assert.equal((await ended).code, 0)
})
