import assert from 'node:assert/strict'
import { createServer } from 'node:http'
import { after, test, type TestContext } from 'node:test'
import { answerText } from '#channels/cli/answer-text.ts'
import type { Citation } from '#memory/threads/part.ts'
import type { MessageView } from '#contract/message.ts'
import type { Location } from '#memory/documents/text-location.ts'
import { VERSION } from '#core/version.ts'
import { deep } from '../../helpers/depth.ts'
import { startChaosProxy } from '../../helpers/chaos-proxy.ts'
import { listening } from '../../helpers/listening.ts'
import { startParley } from '../../helpers/parley.ts'
import { startTestShop } from '../../helpers/shop.ts'
import { startToolProxy, type ProxyAction } from '../../helpers/tool-proxy.ts'
import { until } from '../../helpers/until.ts'
import { bannedWords } from './banned-words.ts'
import { runParley, startCommand, type Ran } from './run-parley.ts'
import { patient } from '../../helpers/patient.ts'

const GREETING = `Hello, I can look up orders, refunds and our policies.
You can say, for example:
  How long do I have to return a damaged item?
  Refund order A12
  Refund order A17
`
const shop = await startTestShop({ after })
let shopDoes: ProxyAction = 'pass'
const proxy = await startToolProxy({ after }, shop.url, ({ tool }) => (tool === null ? 'pass' : shopDoes))
const parley = await startParley({ after }, { shop: { url: proxy.url, token: shop.token } })
const { dataDir } = parley.place
const env = { PARLEY_URL: parley.url }
const customer = parley.as('customer')
const lead = parley.as('support-lead')

async function chat(words: readonly string[], input?: string): Promise<Ran> {
  return await runParley(['chat', ...words], { dataDir, env, ...(input === undefined ? {} : { input }) })
}

/** A chat in a thread of its own, over a way that a test breaks; its stream is open. */
async function openChat(t: TestContext) {
  const way = await startChaosProxy(t, Number(new URL(parley.url).port))
  const { threadId } = await customer.ask('Refund order Z8')
  const words = ['chat', '--thread', threadId, '--server', `http://127.0.0.1:${way.at}`]
  const command = startCommand(words, { dataDir, input: null })
  const hasSaid = (order: string): boolean => command.output().includes(`order ${order} among`)
  await until(() => hasSaid('Z8'), t.signal)
  // What is said elsewhere comes by the stream alone.
  await customer.ask('Refund order Z9', threadId)
  await until(() => hasSaid('Z9'), t.signal)
  return { ...command, way, threadId, hasSaid }
}

function threadOf(ran: string): string {
  return /--thread (\S+)/.exec(ran)?.[1] ?? ''
}

async function newThread(): Promise<string> {
  const { body } = await customer.request<{ id: string }>('POST', '/v1/threads', {})
  return body.id
}

/** What somebody said in a thread, by the server's own book. */
async function said(threadId: string): Promise<readonly string[]> {
  const theirs = (await customer.messages(threadId)).filter(({ role }) => role === 'user')
  return theirs.map(({ parts }) => parts.map((part) => ('text' in part ? part.text : '')).join())
}

const CITED = {
  text: 'You have 30 days. You need not send it back.',
  citations: [
    citation({ start: 0, end: 16, quote: 'within 30 days of delivery' }),
    citation({ start: 18, end: 43, quote: 'no need to send a damaged item back', place: { kind: 'page', page: 3 } }),
    citation({ start: 18, end: 44, quote: 'within 30 days of delivery' }),
  ],
}

test('an answer is drawn with numbered quotes and where they come from, the same quote with the same number', () => {
  assert.equal(
    answerText(answer(CITED), () => 'Damaged goods', 80).replaceAll('\u00a0', ' '),
    [
      'You have 30 days. [1] You need not send it back. [2] [1]',
      '',
      'Where this comes from',
      '  [1] "within 30 days of delivery"',
      '      Returns policy, Damaged goods',
      '  [2] "no need to send a damaged item back"',
      '      Returns policy, Damaged goods, page 3',
    ].join('\n'),
  )
})

test('one message prints the answer, which is a quote, with where it comes from, and exits 0', patient, async () => {
  const ran = await chat(['-m', 'How long do I have to return a damaged item?'])
  assert.deepEqual([ran.code, ran.err], [0, ''])
  assert.match(ran.out, /\S \[1\][^]*\n\nWhere this comes from\n {2}\[1\] Returns, Damaged items\n$/)
})

deep(
  'a conversation begins with the words of its agent and what to say, and coming back to it does not',
  patient,
  async () => {
    const { out } = await chat([], 'Hello\n')
    assert.ok(out.startsWith(GREETING), out)
    const [said] = await customer.answers(threadOf(out))
    assert.ok(out.slice(GREETING.length).startsWith(`${said}\n`), out)
    const back = await chat(['--thread', threadOf(out)])
    assert.ok(back.out.startsWith('Earlier in this conversation\n'), back.out)
    const once = await chat(['-m', 'Hello'])
    assert.doesNotMatch(once.out, /I can look up/)
  },
)

deep('what is not in the documents is said with the nearest, and exits 0', patient, async () => {
  const ran = await chat(['-m', 'What’s the capital of France?'])
  assert.match(ran.out, /^I don’t know[^]*not in our documents/)
  assert.deepEqual([ran.code, ran.err], [0, ''])
})

deep('a plan that waits for somebody else prints its card and exits 3 with how to come back', patient, async () => {
  const ran = await chat(['-m', 'Refund order A17'])
  assert.equal(ran.code, 3)
  assert.match(ran.out, /^With our support lead · until .* plan \w{4}$/m)
  assert.match(ran.err, /^Not decided yet: the plan waits\. To come back: npx parley chat --thread [\da-f-]{36}$/m)
  assert.deepEqual(bannedWords(ran.out + ran.err), [])
})

for (const [title, text, shown] of [
  [
    'a plan that goes ahead by itself is shown done with its number',
    'Refund order A12',
    /^Done · went ahead by itself[^]*● 1 .*number R\d+$/m,
  ],
  [
    'a plan that is refused says why and that nothing was done',
    'Refund order A40',
    /^This won't be done[^]*^Nothing was done\.$/m,
  ],
] as const) {
  deep(title, patient, async () => {
    // What waits counts in the day's sum.
    for (const plan of await lead.waitingPlans()) await lead.decide(plan, 'reject')
    const ran = await chat(['-m', text])
    assert.equal(ran.code, 0)
    assert.match(ran.out, shown)
    // What the thread says of it stands on the card already.
    assert.doesNotMatch(ran.out, /^Done\.|^- /m)
    assert.equal(ran.out.match(/plan [\dA-F]{4}$/gm)?.length, 1)
  })
}

deep('a run that fails says so in its own words and exits 1', patient, async (t) => {
  // As a server answered whose worker died three times.
  const [threadId, runId, messageId] = [1, 2, 3].map((last) => `019a9f3e-0000-7000-8000-00000000000${last}`)
  const failed = { type: 'run-failed', threadId, runId, code: 'tries-used-up', text: 'That went wrong three times.' }
  const { run } = await customer.ask('Hello')
  const { body: me } = await customer.request('GET', '/v1/me')
  const { body: thread } = await customer.request('POST', '/v1/threads', {})
  const recorded: Readonly<Record<string, object>> = {
    'GET /v1/me': me,
    'POST /v1/threads': { ...thread, id: threadId },
    [`POST /v1/threads/${threadId}/messages`]: { messageId, runId },
    [`GET /v1/threads/${threadId}/messages`]: { messages: [], next: null },
    [`GET /v1/runs/${runId}`]: { ...run, id: runId, threadId, messageId, status: 'failed', waitingFor: null },
  }
  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://recorded')
    if (pathname.endsWith('/events')) {
      response.writeHead(200, { 'content-type': 'text/event-stream' })
      const event = { ...failed, seq: 1, at: '2026-11-20T09:30:00.000Z' }
      return void response.write(`id: 1\nevent: run-failed\ndata: ${JSON.stringify(event)}\n\n`)
    }
    const body = recorded[`${request.method} ${pathname}`]
    response.writeHead(body === undefined ? 404 : 200, { 'content-type': 'application/json' })
    response.end(JSON.stringify(body ?? {}))
  })
  const ran = await chat(['-m', 'Hello', '--server', await listening(t, server)])
  assert.deepEqual([ran.code, ran.out], [1, 'That went wrong three times.\n'])
})

deep('no answer in time exits 3 and says that it goes on', patient, async (t) => {
  const { promise, resolve } = Promise.withResolvers<void>()
  t.after(() => resolve())
  shopDoes = { until: promise }
  const ran = await chat(['-m', 'Refund order A31', '--timeout', '0.3'])
  shopDoes = 'pass'
  assert.deepEqual([ran.code, ran.err], [3, 'No answer within 0.3 s. It goes on without you.\n'])
})

deep('--json prints the run, its messages and plans as the server gave them', patient, async () => {
  const ran = await chat(['-m', 'Refund order A23', '--json'])
  const printed = JSON.parse(ran.out)
  assert.deepEqual([ran.code, printed.status], [3, 'waiting'])
  assert.deepEqual(printed.plans[0], await customer.plan(printed.plans[0].id))
})

deep('an answer can do nothing to the terminal', () => {
  const text = answerText(answer({ text: 'a\u001b[2Jb\u202ec\rd', citations: [] }), () => null, 80)
  assert.equal(text, 'a⟨U+001B⟩[2Jb⟨U+202E⟩c ⏎ d')
})

deep(
  'a stream that is cut goes on after the last event: nothing is lost and nothing shown twice',
  patient,
  async (t) => {
    const { way, threadId, hasSaid, child, ended, output } = await openChat(t)
    for (const [index, order] of ['Z1', 'Z2'].entries()) {
      // The first event of each turn breaks the stream, and the rest comes while nobody is connected.
      way.fault = 'cut'
      await customer.ask(`Refund order ${order}`, threadId)
      await until(() => output().split('No connection to').length === index + 2, t.signal)
      way.fault = null
      await until(() => hasSaid(order) && output().split('Connected again').length === index + 2, t.signal)
    }
    child.stdin?.end()
    const { code, out } = await ended
    assert.equal(code, 0)
    const answers = await customer.answers(threadId)
    assert.equal(answers.length, 4)
    for (const text of answers) assert.equal(out.split(text).length, 2, text)
  },
)

deep('a message typed while the server is away is kept, and sent once when it is back', patient, async (t) => {
  const { way, threadId, hasSaid, child, ended, output } = await openChat(t)
  way.fault = 'cut'
  await customer.ask('Refund order Z1', threadId)
  await until(() => /^No connection to .* trying again/m.test(output()), t.signal)
  child.stdin?.write('Refund order Z2\n')
  await until(() => /Your message is kept/.test(output()), t.signal)
  way.fault = null
  await until(() => hasSaid('Z2') && /^Connected again\.$/m.test(output()), t.signal)
  child.stdin?.end()
  assert.equal((await ended).code, 0)
  assert.deepEqual((await said(threadId)).slice(2), ['Refund order Z1', 'Refund order Z2'])
})

for (const stop of ['SIGINT', 'SIGTERM'] as const) {
  deep(`${stop} leaves a chat cleanly and says how to come back`, patient, async (t) => {
    const { child, ended, output } = startCommand(['chat'], { dataDir, env, input: null })
    await until(() => output().includes('Refund order A17'), t.signal)
    child.kill(stop)
    const ran = await ended
    assert.deepEqual([ran.code, ran.err], [0, ''])
    assert.match(ran.out, /To come back: npx parley chat --thread [\da-f-]{36}/)
  })
}

deep('a thread that is not there, or is not theirs, is told in words', patient, async () => {
  const theirs = ['--thread', await newThread(), '--as', 'other-customer']
  for (const [words, what] of [
    [['--thread', 'nope'], 'thing'],
    [theirs, 'thread'],
  ] as const) {
    const ran = await chat(words)
    assert.deepEqual([ran.code, ran.err], [1, `This ${what} doesn't exist, or you can't see it.\n`])
  }
})

deep('coming back shows what was said before and what waits, once', patient, async () => {
  await shop.renew()
  const threadId = await newThread()
  for (const order of ['Z1', 'Z2', 'A31']) await customer.ask(`Refund order ${order}`, threadId)
  const before = await customer.answers(threadId)
  const ran = await chat(['--thread', threadId], 'Refund order Z3\n')
  const [now = ''] = (await customer.answers(threadId)).slice(before.length)
  for (const line of ['> Refund order Z1', '> Refund order Z2', '> Refund order A31', ...before, now]) {
    assert.equal(ran.out.split('\n').filter((shown) => shown === line).length, 1, line)
  }
  assert.equal(ran.out.match(/With our support lead/g)?.length, 1)
})

deep('a message that the server refuses is told in its words', patient, async () => {
  const ran = await chat(['-m', 'x'.repeat(9_000)])
  assert.equal(ran.code, 1)
  assert.match(ran.err, /^Not sent: .*8[,.]?000.*\n$/)
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
  deep(`${title} is told in words, with its exit code`, patient, async () => {
    const ran = await runParley(words, { dataDir, env })
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
    'There is no example person called eve. There are: customer, other-customer, support-lead, other-lead, finance, operator.\n',
  ],
  [
    'a key that is refused',
    ['--key', 'wrong'],
    'The key was refused: unknown, expired or revoked. Give another with --key or --as.\n',
  ],
] as const) {
  deep(`${title} is told in words`, patient, async () => {
    const ran = await runParley(['queue', ...words], { dataDir, env })
    assert.deepEqual([ran.code === 0, ran.err], [false, message])
  })
}

deep('which version it is can be asked', patient, async () => {
  const ran = await runParley(['--version'], { dataDir })
  assert.deepEqual(ran, { code: 0, out: `${VERSION}\n`, err: '' })
})

deep('every help text has examples and none of the words of the code', patient, async () => {
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
}): Citation {
  const document = { id: 'doc-1', title: 'Returns policy', version: 1 }
  return { ...at, passageId: 'p-1', document, span: { start: 0, end: at.quote.length } }
}

function answer(part: { readonly text: string; readonly citations: readonly Citation[] }): MessageView {
  const at = '2026-11-20T09:30:00.000Z'
  const parts = [{ type: 'text' as const, ...part }]
  return { id: 'm-1', role: 'assistant', by: null, parts, runId: null, answers: [], createdAt: at, isComplete: true }
}
