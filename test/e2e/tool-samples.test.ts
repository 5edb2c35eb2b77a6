import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import type { ToolView } from '#contract/tool.ts'
import { startDesk, toolsYaml } from '../helpers/desk-agent.ts'
import { openModelServer, saysJson } from '../helpers/model-server.ts'
import { startParley } from '../helpers/parley.ts'
import { routesTo } from '../helpers/planner-replies.ts'

// What a read returns is shown to the planner as the operator wrote it, once that was accepted with the tool.
const model = await openModelServer(({ schemaName }) =>
  schemaName === 'reading' ? routesTo('plan') : saysJson({ program: 'return say("seen")', slots: [], reason: null }),
)
after(() => model[Symbol.asyncDispose]())
const desk = await startDesk({ after })
const { get, put } = desk.tools

async function writeSample(sample: string, trust = '[shape, id]'): Promise<void> {
  const file = toolsYaml(desk.server.url, 'as: service')
  await desk.write(
    'tools.yaml',
    file.replace(
      'trust: { trusted: [shape, id] }',
      `sample: ${sample}, trust: { trusted: ${trust}, untrusted: [text] }`,
    ),
  )
}
await writeSample(`{ id: N17, owner: ana@site.example, text: 'Call me' }`)
const environment = { AGENTS_DIR: desk.dir, OPENAI_API_KEY: 'k', OPENAI_BASE_URL: model.url, OPENAI_MODEL: 'm' }
const parley = await startParley({ after }, { shop: { url: desk.server.url, token: 'none' }, environment })
const [customer, operator] = [parley.as('customer'), parley.as('operator')]

async function shown(): Promise<string> {
  await customer.ask('Which of my notes is the newest of all?')
  return model.requests.findLast(({ schemaName }) => schemaName === 'plan')?.messages[0]?.content ?? ''
}

async function tool(): Promise<ToolView> {
  const { body } = await operator.request<{ tools: ToolView[] }>('GET', '/v1/tools')
  const found = body.tools.find((one) => one.tool === 'desk/notes.get')
  assert.ok(found)
  return found
}

async function restart(): Promise<void> {
  await parley.stop()
  await parley.start()
}

const accept = ({ offered, sample }: ToolView) =>
  operator.request('POST', '/v1/tools/acceptances', { tool: 'desk/notes.get', hash: offered, sample })

test('a sample is shown as it was accepted at first sight, and a text that isn’t trusted only as a text', async () => {
  const system = await shown()
  assert.match(system, /A value in the place of a type/u)
  assert.match(system, /id: "N17"\n *owner: "ana@site\.example"\n *text: "text"/u)
  assert.doesNotMatch(system, /Call me/u)
  assert.equal((await tool()).sample, null)
})

test('one that was edited since isn’t shown until an operator accepts it, and no call waits for that', async () => {
  await writeSample('{ id: N-2026-17, owner: ana@site.example, text: text }')
  await restart()
  assert.doesNotMatch(await shown(), /N17|N-2026-17|in the place of a type/u)
  const waiting = await tool()
  assert.equal(waiting.state, 'accepted')
  assert.deepEqual(waiting.changes, ['tools.yaml has another sample of what it returns.'])
  assert.deepEqual(
    waiting.diff.filter((line) => /^[-+]/u.test(line)),
    ['-     "id": "N17",', '+     "id": "N-2026-17",', '-     "text": "Call me"', '+     "text": "text"'],
  )
  const said = await customer.ask('show note N1')
  assert.match((await customer.answers(said.threadId))[0] ?? '', /There is a note N1/u)
  // What was looked at is accepted, and nothing else; without it the definition alone.
  assert.equal((await accept({ ...waiting, sample: 'sha256:00' })).status, 412)
  assert.equal((await accept({ ...waiting, sample: null })).status, 200)
  assert.doesNotMatch(await shown(), /N-2026-17/u)
  assert.equal((await accept(await tool())).status, 200)
  assert.equal((await tool()).sample, null)
  assert.match(await shown(), /id: "N-2026-17"/u)
})

test('a definition that changes is accepted with its sample, or without', async () => {
  desk.server.offer([{ ...get, description: 'A note by its id.' }, put], { tell: false })
  await restart()
  // As it was accepted, until the change is.
  assert.match(await shown(), /One note by its id\.[^]*id: "N-2026-17"/u)
  const changed = await tool()
  assert.equal(changed.state, 'changed')
  assert.notEqual(changed.sample, null)
  assert.equal((await accept({ ...changed, sample: null })).status, 200)
  assert.doesNotMatch(await shown(), /N-2026-17/u)
  assert.equal((await accept(await tool())).status, 200)
  assert.match(await shown(), /A note by its id\.[^]*id: "N-2026-17"/u)
})
