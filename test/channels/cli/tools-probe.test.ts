import assert from 'node:assert/strict'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test, type TestContext } from 'node:test'
import { startDesk, toolsYaml } from '../../helpers/desk-agent.ts'
import type { ScriptedAnswer } from '../../helpers/tool-server.ts'
import { bannedWords } from './banned-words.ts'
import { runParley } from './run-parley.ts'
import { patient } from '../../helpers/patient.ts'

const NOTE = { id: 'N-2026-17', owner: 'maya.lindqvist@example.com', text: 'Call me \u001b[31m at once' }

/** A desk whose put answers so, and `parley tools probe` on it. */
async function probed(t: TestContext, answer: ScriptedAnswer, words: readonly string[], note = NOTE) {
  const dataDir = await mkdtemp(join(tmpdir(), 'parley-cli-'))
  t.after(() => rm(dataDir, { recursive: true }))
  const desk = await startDesk(t)
  desk.server.offer(
    [
      { ...desk.tools.get, answer: () => ({ structuredContent: note }) },
      { ...desk.tools.put, answer: () => answer },
    ],
    { tell: false },
  )
  await desk.write(
    'tools.yaml',
    toolsYaml(desk.server.url, 'as: service').replace(
      'effect: write,',
      'effect: write, nothing: { at: error.code, codes: [bad_arguments] },',
    ),
  )
  const ran = await runParley(['tools', 'probe', ...words], { dataDir, env: { AGENTS_DIR: desk.dir } })
  return { ...ran, puts: desk.server.calls.filter(({ name }) => name === 'notes.put') }
}

const WITH_CODE = {
  body: '{"jsonrpc":"2.0","id":{id},"result":{"isError":true,"content":[],"structuredContent":{"error":{"code":"bad_arguments"}}}}',
}

test(
  'what a server answers is shown with the code at the declared place, and what it is taken for',
  patient,
  async (t) => {
    const { code, out, puts } = await probed(t, WITH_CODE, ['desk/notes.put', '--yes'])
    assert.equal(code, 0)
    assert.match(
      out,
      /by a name that no tool has\n {4}the tool’s own error, without a code: No such tool\n {4}.*proves/,
    )
    assert.match(
      out,
      /refuses: \{"id":.*\n {4}the tool’s own error, code bad_arguments: .*\n {4}.*“nothing was done”\.\n/,
    )
    assert.deepEqual(
      puts.map(({ args }) => args),
      [{ id: { 'parley-probe': true }, place: { 'parley-probe': true } }],
    )
    assert.deepEqual(bannedWords(out), [])
  },
)

test('a tool that does something isn’t called without a yes', patient, async (t) => {
  const { code, out, puts } = await probed(t, WITH_CODE, ['desk/notes.put'])
  assert.deepEqual([code, puts.length], [0, 0])
  assert.match(out, /The tool itself wasn’t called/)
})

test('a server that takes what its own schema refuses is told, and exits 1', patient, async (t) => {
  const { code, out } = await probed(t, { structuredContent: { id: 'P1' } }, ['desk/notes.put', '--yes'])
  assert.equal(code, 1)
  assert.match(out, /IT TOOK THE CALL/)
})

test('statuses and errors of the protocol are shown as what they are, and as JSON', patient, async (t) => {
  const answer = { body: 'Gone \u001b[31m', status: 404, type: 'text/plain' }
  const text = await probed(t, answer, ['desk/notes.put', '--yes'])
  assert.match(text.out, /HTTP 404: Gone /)
  assert.ok(!text.out.includes('\u001b'))
  const json = await probed(t, answer, ['desk/notes.put', '--yes', '--json'])
  assert.partialDeepStrictEqual(JSON.parse(json.out)[0].answers[1], {
    said: { by: 'http', code: '404' },
    fate: 'answered',
  })
})

test('a tool that no agent has is told with the nearest', patient, async (t) => {
  const { code, err } = await probed(t, WITH_CODE, ['desk/notes.puts'])
  assert.equal(code, 2)
  assert.match(err, /Did you mean desk\/notes\.put\?/)
})

test(
  'a read is called once for its sample: nobody’s words and no address, and written as YAML takes it',
  patient,
  async (t) => {
    const words = ['desk/notes.get', '--sample', '{ "id": "N1" }']
    const { code, out } = await probed(t, WITH_CODE, words)
    assert.equal(code, 0)
    assert.match(
      out,
      /\n {4}sample: \{\n {6}"id": "N-2026-17",\n {6}"owner": "ana@site\.example",\n {6}"text": "text"\n {4}\}\n/u,
    )
    assert.deepEqual(bannedWords(out), [])
    const json = await probed(t, WITH_CODE, [...words, '--json'])
    assert.partialDeepStrictEqual(JSON.parse(json.out), { tool: 'desk/notes.get', sample: { id: 'N-2026-17' } })
  },
)

test('a write isn’t called for a sample, and what is no arguments is told', patient, async (t) => {
  const { code, err, puts } = await probed(t, WITH_CODE, ['desk/notes.put', '--sample', '{}', '--yes'])
  assert.deepEqual([code, puts.length, /only reads have one/u.test(err)], [2, 0, true])
  const wrong = await probed(t, WITH_CODE, ['desk/notes.get', '--sample', 'N1'])
  assert.deepEqual([wrong.code, /arguments of one read, as JSON/u.test(wrong.err)], [2, true])
})
