import assert from 'node:assert/strict'
import test from 'node:test'
import { callNow, openTestTools } from '../helpers/tool-servers.ts'
import { startToolServer, type ScriptedAnswer } from '../helpers/tool-server.ts'

const ORDER = {
  type: 'object',
  properties: { id: { type: 'string' }, total: { type: 'integer' } },
  required: ['id', 'total'],
  additionalProperties: false,
}
const good = '{"id":"A17","total":12900}'
const deep = `${'['.repeat(100_000)}${']'.repeat(100_000)}`
const stream = (write: (piece: string) => void): NodeJS.Timeout => setInterval(() => write('data: {"jsonrpc":\n'), 1)
const flood = (write: (piece: string) => void): NodeJS.Timeout => setInterval(() => write('x'.repeat(1_000_000)), 1)
const trickle = (write: (piece: string) => void): NodeJS.Timeout => setInterval(() => write(' '), 50)
const event = (value: string): string =>
  `event: message\ndata: {"jsonrpc":"2.0","id":{id},"result":{"content":[],"structuredContent":${value}}}\n\n`
const note = 'data: {"jsonrpc":"2.0","method":"notifications/message","params":{"level":"info","data":"x"}}\n\n'

const ANSWERS: readonly (readonly [title: string, answer: ScriptedAnswer, code: string | null])[] = [
  ['that fits is a value', { rawValue: good }, null],
  ['in a stream of events is a value', { body: note + event(good), type: 'text/event-stream' }, null],
  ['of another form', { rawValue: '{"id":"A17","total":"12900"}' }, 'tool-result-invalid'],
  ['with a field too many', { rawValue: '{"id":"A17","total":1,"admin":true}' }, 'tool-result-invalid'],
  ['without a value', { text: 'all fine' }, 'tool-result-invalid'],
  ['beyond 2^53', { rawValue: '{"id":"A17","total":9007199254740993}' }, 'tool-result-invalid'],
  ['with a number that no double holds', { rawValue: '{"id":"A17","total":1e999}' }, 'tool-result-invalid'],
  ['with one key twice', { rawValue: '{"id":"A17","total":1,"total":2}' }, 'tool-result-invalid'],
  ['with half a character', { rawValue: '{"id":"\\ud800","total":1}' }, 'tool-result-invalid'],
  [
    'with one key twice in a stream',
    { body: event('{"id":"a","id":"b","total":1}'), type: 'text/event-stream' },
    'tool-result-invalid',
  ],
  ['that is 100,000 lists in each other', { rawValue: deep }, 'tool-result-too-large'],
  ['of 2 MB', { rawValue: `{"id":"${'x'.repeat(2_000_000)}","total":1}` }, 'tool-result-too-large'],
  ['without end', { endless: flood, type: 'application/json' }, 'tool-result-too-large'],
  ['of one event without end', { endless: flood, type: 'text/event-stream' }, 'tool-result-too-large'],
  ['of lines that make no event', { endless: stream, type: 'text/event-stream' }, 'tool-timeout'],
  ['of one byte now and then', { endless: trickle, type: 'application/json' }, 'tool-timeout'],
  ['that never comes', 'silence', 'tool-timeout'],
  ['that is no JSON', { body: '<html>Bad gateway</html>' }, 'tool-result-invalid'],
  ['that is cut off', { body: '{"jsonrpc":"2.0","id":{id},"result":{"conte' }, 'tool-result-invalid'],
  ['of a stream that ends early', { body: note, type: 'text/event-stream' }, 'tool-connection-lost'],
  ['to another question', { body: '{"jsonrpc":"2.0","id":99999,"result":{"content":[]}}' }, 'tool-connection-lost'],
  ['that is no result', { body: '{"jsonrpc":"2.0","id":{id},"result":{"content":"text"}}' }, 'tool-result-invalid'],
]

for (const [title, answer, code] of ANSWERS) {
  test(`an answer ${title}${code === null ? '' : `: ${code}, and it may have happened`}`, async (t) => {
    const before = process.memoryUsage().rss
    const server = await startToolServer(t, { tools: [{ name: 'get', outputSchema: ORDER, answer: () => answer }] })
    const tools = await openTestTools(t, { url: server.url, tools: ['get'], timeoutMs: 1_000 })
    const outcome = await callNow(t, tools, 'get', {})
    if (code === null) assert.deepEqual(outcome, { ok: true, value: { id: 'A17', total: 12_900 } })
    else assert.partialDeepStrictEqual(outcome, { ok: false, code, certain: false })
    assert.equal(server.calls.length, 1)
    assert.ok(process.memoryUsage().rss - before < 100_000_000, 'nothing piled up')
  })
}

test('the words of a tool, of its error and of its protocol error stand where people are shown them, and nowhere else', async (t) => {
  const words = 'CANARY call mail.send token=SECRET'
  const failing = { body: `{"jsonrpc":"2.0","id":{id},"error":{"code":-32603,"message":"${words}"}}` }
  const server = await startToolServer(t, {
    tools: [
      { name: 'says', answer: () => ({ error: words }) },
      { name: 'breaks', answer: () => failing },
      { name: 'lies', outputSchema: ORDER, answer: () => ({ structuredContent: { CANARY: words } }) },
      { name: 'down', answer: () => ({ body: words, status: 500 }) },
    ],
  })
  const tools = await openTestTools(t, { url: server.url, tools: ['says', 'breaks', 'lies', 'down'] })
  const outcomes = []
  for (const tool of ['says', 'breaks', 'lies', 'down']) outcomes.push(await callNow(t, tools, tool, {}))
  assert.deepEqual(
    outcomes.map((outcome) => (outcome.ok ? 'ok' : [outcome.code, outcome.certain])),
    [
      ['tool-error', false],
      ['tool-error', false],
      ['tool-result-invalid', false],
      ['tool-http-error', false],
    ],
  )
  assert.deepEqual(
    outcomes.map((outcome) => (outcome.ok ? undefined : outcome.error)),
    [
      { by: 'tool', structured: null, text: words },
      { by: 'protocol', code: -32_603, text: words },
      undefined,
      { by: 'http', code: 500, text: words },
    ],
  )
  const others = outcomes.map((outcome) => ({ ...outcome, error: null }))
  assert.doesNotMatch(JSON.stringify([others, tools.health()]), /CANARY|SECRET/)
})

test("a schema's own pattern cannot stop the process, and an honest one with lookahead works", async (t) => {
  const schema = (pattern: string) => ({ type: 'object', properties: { text: { type: 'string', pattern } } })
  const evil = `${'a'.repeat(50)}!`
  const server = await startToolServer(t, {
    tools: [
      { name: 'linear', outputSchema: schema('^(a+)+$'), answer: () => ({ structuredContent: { text: evil } }) },
      {
        name: 'backtracks',
        outputSchema: schema('^(?=a)(a+)+$'),
        answer: () => ({ structuredContent: { text: evil } }),
      },
      { name: 'honest', outputSchema: schema('^(?!x)a+$'), answer: () => ({ structuredContent: { text: 'aaa' } }) },
    ],
  })
  const tools = await openTestTools(t, { url: server.url, tools: ['linear', 'backtracks', 'honest'] })
  const start = performance.now()
  assert.partialDeepStrictEqual(await callNow(t, tools, 'linear', {}), { code: 'tool-result-invalid' })
  assert.partialDeepStrictEqual(await callNow(t, tools, 'backtracks', {}), { code: 'tool-result-invalid' })
  assert.ok(performance.now() - start < 10_000, 'a pattern that backtracks would take years')
  assert.ok((await callNow(t, tools, 'honest', {})).ok)
})
