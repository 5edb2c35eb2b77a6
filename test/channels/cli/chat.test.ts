import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Location } from '#core/text-location.ts'
import { VERSION } from '#core/version.ts'
import { startFakeApi, type FakeApi } from '../../helpers/fake-api.ts'
import { decisionView, mailView, planView, refundView } from '../../helpers/plan-views.ts'
import { bannedWords } from './banned-words.ts'
import { dataFolder, runParley, startCommand } from './run-parley.ts'
import { until } from '../../helpers/until.ts'

const limit = { timeout: 120_000 }
const CITED = {
  type: 'text',
  text: 'You have 30 days. You need not send it back.',
  citations: [
    citation({ start: 0, end: 16, quote: 'within 30 days of delivery' }),
    citation({ start: 18, end: 43, quote: 'no need to send a damaged item back', place: { kind: 'page', page: 3 } }),
    citation({ start: 18, end: 44, quote: 'within 30 days of delivery' }),
  ],
}

test('one message prints the answer with numbered quotes and where they come from, and exits 0', limit, async (t) => {
  await using api = await startFakeApi()
  api.onMessage = (_, runId) => api.answer(runId, [CITED])
  const ran = await runParley(['chat', '--server', api.url, '-m', 'How long?'], { dataDir: await dataFolder(t) })
  assert.equal(
    ran.out,
    [
      'You have 30 days. [1] You need not send it back. [2] [1]',
      '',
      'Where this comes from',
      '  [1] "within 30 days of delivery"',
      '      Returns policy, Damaged goods',
      '  [2] "no need to send a damaged item back"',
      '      Returns policy, Damaged goods, page 3',
      '',
    ].join('\n'),
  )
  assert.deepEqual([ran.code, ran.err], [0, ''])
})

test(
  'a conversation begins with the words of its agent and what to say, and coming back to it does not',
  limit,
  async (t) => {
    await using api = await startFakeApi()
    const dataDir = await dataFolder(t)
    const { out } = await runParley(['chat', '--server', api.url], { dataDir, input: 'Hello\n' })
    const first =
      'Hello, I can look up orders.\nYou can say, for example:\n  How long do refunds take?\n  Refund order A17\n'
    assert.ok(out.startsWith(`${first}You said: Hello\n`), out)
    const thread = /--thread (\S+)/.exec(out)?.[1] ?? ''
    const back = await runParley(['chat', '--server', api.url, '--thread', thread], { dataDir })
    assert.ok(back.out.startsWith('Earlier in this conversation\n'), back.out)
    const once = await runParley(['chat', '--server', api.url, '-m', 'Hello'], { dataDir })
    assert.doesNotMatch(once.out, /I can look up/)
  },
)

test('what is not in the documents is said with the nearest, and exits 0', limit, async (t) => {
  await using api = await startFakeApi()
  const text = 'I don’t know. It’s not in our documents. The closest are “Returns policy”.'
  api.onMessage = (_, runId) => api.answer(runId, [{ type: 'notice', code: 'not-in-documents', text }])
  const ran = await runParley(['chat', '--server', api.url, '-m', 'Why?'], { dataDir: await dataFolder(t) })
  assert.deepEqual([ran.code, ran.out], [0, `${text}\n`])
})

test('a plan that waits for somebody else prints its card and exits 3 with how to come back', limit, async (t) => {
  await using api = await startFakeApi()
  api.onMessage = (_, runId) => propose(api, runId)
  const ran = await runParley(['chat', '--server', api.url, '-m', 'Refund A17'], { dataDir: await dataFolder(t) })
  assert.equal(ran.code, 3)
  assert.match(ran.out, /^With our support lead · until .* plan 8F2A$/m)
  assert.match(
    ran.err,
    /^Not decided yet: the plan waits\. To come back: npx parley chat --thread 019a9f3e-\S+ --server/,
  )
  assert.deepEqual(bannedWords(ran.out + ran.err), [])
})

for (const [title, plan, shown] of [
  [
    'a plan that goes ahead by itself is shown done with its number',
    doneView({ decisions: [] }),
    /^Done · went ahead by itself[^]*● 1 .*number R-5521$/m,
  ],
  [
    'a plan that is refused says why and that nothing was done',
    planView({ status: 'refused', awaits: [] }),
    /^This won't be done[^]*^Nothing was done\.$/m,
  ],
] as const) {
  test(title, limit, async (t) => {
    await using api = await startFakeApi()
    api.onMessage = (_, runId) => {
      api.plans.set(plan.id, { ...plan, runId })
      api.emit({ type: 'plan-proposed', planId: plan.id, runId })
      api.answer(runId, [
        { type: 'plan', planId: plan.id },
        { type: 'text', text: 'said again', citations: [] },
      ])
    }
    const ran = await runParley(['chat', '--server', api.url, '-m', 'Refund'], { dataDir: await dataFolder(t) })
    assert.equal(ran.code, 0)
    assert.match(ran.out, shown)
    assert.doesNotMatch(ran.out, /said again/)
    assert.equal(ran.out.match(/plan 8F2A/g)?.length, 1)
  })
}

test('a run that fails says so in its own words and exits 1', limit, async (t) => {
  await using api = await startFakeApi()
  api.onMessage = (_, runId) =>
    api.emit({ type: 'run-failed', runId, code: 'tries-used-up', text: 'That went wrong three times.' })
  const ran = await runParley(['chat', '--server', api.url, '-m', 'Hello'], { dataDir: await dataFolder(t) })
  assert.deepEqual([ran.code, ran.out], [1, 'That went wrong three times.\n'])
})

test('no answer in time exits 3 and says that it goes on', limit, async (t) => {
  await using api = await startFakeApi()
  api.onMessage = () => undefined
  const words = ['chat', '--server', api.url, '-m', 'Hello', '--timeout', '0.3']
  const ran = await runParley(words, { dataDir: await dataFolder(t) })
  assert.deepEqual([ran.code, ran.err], [3, 'No answer within 0.3 s. It goes on without you.\n'])
})

test('--json prints the run, its messages and plans as the server gave them', limit, async (t) => {
  await using api = await startFakeApi()
  api.onMessage = (_, runId) => propose(api, runId)
  const ran = await runParley(['chat', '--server', api.url, '-m', 'Refund', '--json'], { dataDir: await dataFolder(t) })
  const printed = JSON.parse(ran.out)
  assert.deepEqual([ran.code, printed.status, printed.plans[0].id], [3, 'waiting', planView().id])
})

test('an answer can do nothing to the terminal', limit, async (t) => {
  await using api = await startFakeApi()
  api.onMessage = (_, runId) => api.answer(runId, [{ type: 'text', text: 'a\u001b[2Jb\u202ec\rd', citations: [] }])
  const ran = await runParley(['chat', '--server', api.url, '-m', 'Hello'], { dataDir: await dataFolder(t) })
  assert.equal(ran.out, 'a⟨U+001B⟩[2Jb⟨U+202E⟩c ⏎ d\n')
})

test('a stream that is cut goes on after the last event: nothing is lost and nothing shown twice', limit, async (t) => {
  await using api = await startFakeApi()
  api.onMessage = (text, runId) => {
    api.cutStreams()
    api.answer(runId, [{ type: 'text', text: `You said: ${text}`, citations: [] }])
  }
  const input = Array.from({ length: 8 }, (_, index) => `message ${index}`).join('\n')
  const ran = await runParley(['chat', '--server', api.url], { dataDir: await dataFolder(t), input: `${input}\n` })
  for (let index = 0; index < 8; index++) {
    assert.equal(ran.out.match(new RegExp(`You said: message ${index}$`, 'gm'))?.length, 1)
  }
  assert.equal(api.received.length, 8)
  assert.ok(api.resumed.some((after) => after > 0))
  assert.equal(ran.code, 0)
})

test('a message typed while the server is away is kept, and sent once when it is back', limit, async (t) => {
  await using api = await startFakeApi()
  const { child, ended, output } = startCommand(['chat', '--server', api.url], {
    dataDir: await dataFolder(t),
    input: null,
  })
  await until(() => api.resumed.length > 0, t.signal)
  await api.pause()
  child.stdin?.write('are you there?\n')
  await until(() => /Your message is kept/.test(output()), t.signal)
  await api.resume()
  await until(() => /You said: are you there\?/.test(output()), t.signal)
  child.stdin?.end()
  const ran = await ended
  assert.deepEqual([ran.code, api.received], [0, ['are you there?']])
  assert.match(ran.out, /^No connection to .* trying again/m)
  assert.match(ran.out, /^Connected again\.$/m)
})

for (const stop of ['SIGINT', 'SIGTERM'] as const) {
  test(`${stop} leaves a chat cleanly and says how to come back`, limit, async (t) => {
    await using api = await startFakeApi()
    const options = { dataDir: await dataFolder(t), input: null }
    const { child, ended } = startCommand(['chat', '--server', api.url], options)
    await until(() => api.resumed.length > 0, t.signal)
    child.kill(stop)
    const ran = await ended
    assert.deepEqual([ran.code, ran.err], [0, ''])
    assert.match(ran.out, /To come back: npx parley chat --thread 019a9f3e-\S+ --server /)
  })
}

test('a thread that is not there, or is not theirs, is told in words', limit, async (t) => {
  await using api = await startFakeApi()
  const ran = await runParley(['chat', '--server', api.url, '--thread', 'nope'], { dataDir: await dataFolder(t) })
  assert.deepEqual([ran.code, ran.err], [1, "There is no such thing, or it isn't yours to see.\n"])
})

test('coming back shows what was said before and what waits, once', limit, async (t) => {
  await using api = await startFakeApi()
  const dataDir = await dataFolder(t)
  for (let index = 0; index < 4; index++) await runParley(['chat', '--server', api.url, '-m', `m${index}`], { dataDir })
  api.onMessage = (_, runId) => propose(api, runId)
  await runParley(['chat', '--server', api.url, '-m', 'Refund A17'], { dataDir })
  api.onMessage = (text, runId) => api.answer(runId, [{ type: 'text', text: `Now: ${text}`, citations: [] }])
  const words = ['chat', '--server', api.url, '--thread', '019a9f3e-0000-7000-8000-000000000001']
  const ran = await runParley(words, { dataDir, input: 'hello\n' })
  for (const line of ['> m0', 'You said: m0', '> m3', 'You said: m3', '> Refund A17', 'Now: hello']) {
    assert.equal(ran.out.split('\n').filter((shown) => shown === line).length, 1, line)
  }
  assert.equal(ran.out.match(/With our support lead/g)?.length, 1)
})

test('a message that the server refuses is told in its words', limit, async (t) => {
  await using api = await startFakeApi()
  const words = ['chat', '--server', api.url, '-m', 'x'.repeat(9_000)]
  const ran = await runParley(words, { dataDir: await dataFolder(t) })
  assert.deepEqual([ran.code, ran.err], [1, 'Not sent: That was too long: 8,000 characters at most.\n'])
})

for (const [title, words, env, code, message] of [
  [
    'no server',
    ['chat', '-m', 'x', '--server', 'http://127.0.0.1:1'],
    {},
    1,
    "Parley isn't running at http://127.0.0.1:1. Start it with npm start.\n",
  ],
  [
    'no server, found by PARLEY_URL',
    ['queue'],
    { PARLEY_URL: 'http://127.0.0.1:1' },
    1,
    "Parley isn't running at http://127.0.0.1:1. Start it with npm start.\n",
  ],
  [
    'an address that is none',
    ['chat', '--server', 'localhost'],
    {},
    2,
    '"localhost" isn\'t an address of a server. It looks like http://127.0.0.1:3000.\n',
  ],
  ['--json without -m', ['chat', '--json'], {}, 2, '--json prints what came of one message: give it with -m.\n'],
  ['a configuration that is wrong', ['queue'], { PORT: 'many' }, 78, /^The configuration can't be used\.\n {2}PORT: /],
  ['an unknown option', ['chat', '--colour'], {}, 2, /unknown option '--colour'/],
  ['an unknown command', ['chatt'], {}, 2, /unknown command 'chatt'/],
] as const) {
  test(`${title} is told in words, with its exit code`, limit, async (t) => {
    const ran = await runParley(words, { dataDir: await dataFolder(t), env })
    assert.equal(ran.code, code)
    if (typeof message === 'string') assert.equal(ran.err, message)
    else assert.match(ran.err, message)
    assert.equal(ran.out, '')
  })
}

for (const [title, words, message] of [
  [
    'an unknown person',
    ['--as', 'eve'],
    'There is no example person called eve. There are: customer, support-lead, other-lead, operator.\n',
  ],
  [
    'a key that is refused',
    ['--key', 'wrong'],
    'The key was refused: unknown, expired or revoked. Give another with --key or --as.\n',
  ],
] as const) {
  test(`${title} is told in words`, limit, async (t) => {
    await using api = await startFakeApi()
    const ran = await runParley(['queue', '--server', api.url, ...words], { dataDir: await dataFolder(t) })
    assert.deepEqual([ran.code === 0, ran.err], [false, message])
  })
}

test('which version it is can be asked', limit, async (t) => {
  const ran = await runParley(['--version'], { dataDir: await dataFolder(t) })
  assert.deepEqual(ran, { code: 0, out: `${VERSION}\n`, err: '' })
})

test('every help text has examples and none of the words of the code', limit, async (t) => {
  const dataDir = await dataFolder(t)
  for (const words of [
    [],
    ['chat'],
    ['queue'],
    ['decide'],
    ['resolve'],
    ['replay'],
    ['policy'],
    ['policy', 'check'],
    ['policy', 'explain'],
    ['policy', 'diff'],
    ['evidence'],
    ['evidence', 'verify'],
    ['tools'],
    ['tools', 'diff'],
    ['tools', 'accept'],
    ['stop'],
    ['start'],
    ['ingest'],
    ['keys'],
    ['keys', 'create'],
    ['keys', 'list'],
    ['keys', 'revoke'],
    ['doctor'],
  ]) {
    const ran = await runParley([...words, '--help'], { dataDir })
    assert.equal(ran.code, 0)
    assert.match(ran.out, /Examples:\n {2}\$ parley/)
    // What a field of JSON is called is for programs.
    assert.deepEqual(bannedWords(ran.out.replaceAll(/jq '[^']*'/g, '')), [])
  }
})

function citation(at: {
  readonly start: number
  readonly end: number
  readonly quote: string
  readonly place?: Location
}): object {
  const document = { id: 'doc-1', title: 'Returns policy', version: 1 }
  return { ...at, passageId: 'p-1', document, span: { start: 0, end: at.quote.length } }
}

function propose(api: FakeApi, runId: string): void {
  const plan = planView({ runId })
  api.plans.set(plan.id, plan)
  api.emit({ type: 'plan-proposed', planId: plan.id, runId })
  api.emit({ type: 'run-waiting', planId: plan.id, runId })
}

function doneView(changes: Parameters<typeof planView>[0]) {
  const effects = [
    refundView({ state: 'succeeded', result: { id: 'R-5521' } }),
    mailView({ state: 'succeeded', result: {} }),
  ]
  return planView({ status: 'done', awaits: [], decisions: [decisionView()], effects, ...changes })
}
