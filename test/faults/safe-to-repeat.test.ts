import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { z } from 'zod'
import { startDesk } from '../helpers/desk-agent.ts'
import { startParleyProcess } from '../helpers/parley-process.ts'
import { startToolProxy, type ProxyAction } from '../helpers/tool-proxy.ts'

// What tools.yaml says of a tool that may be called twice, held against a server that dies between a call and its answer.
const desk = await startDesk({ after }, { asks: false })
const forget = {
  ...desk.tools.put,
  name: 'notes.forget',
  description: 'Forgets a note, which may be forgotten already.',
}
desk.server.offer([desk.tools.get, desk.tools.put, forget], { tell: false })
let onCall: (tool: string | null) => ProxyAction = () => 'pass'
const proxy = await startToolProxy({ after }, desk.server.url, ({ tool }) => onCall(tool))
const owned = `owner: { arg: id, from: desk/notes.get }, trust: { trusted: [id] }`
await desk.write(
  'tools.yaml',
  `servers:
  desk: { url: '${proxy.url}', as: service, timeout: 1s }
tools:
  desk/notes.get: { effect: read, owner: { result: owner, is: principal.email }, trust: { trusted: [shape, id] } }
  desk/notes.put: { effect: write, ${owned}, idempotencyKey: _meta, keyLives: 24h }
  desk/notes.forget: { effect: write, ${owned}, idempotent: true }
`,
)
await desk.write(
  'policy.cedar',
  `@id("notes")
permit (principal, action in [Action::"read", Action::"write"], resource);
`,
)
await desk.write(
  'playbooks/forget.js',
  `export const playbook = {
  title: 'Forget a note',
  examples: ['forget note N1'],
  slots: { id: { type: 'pattern', pattern: '[A-Z]\\\\d+', ask: 'Which note?' } },
}
export default async ({ tools, slots, say }) => {
  const note = await tools.desk.notes.get({ id: slots.id })
  if (!note) return say(\`I can't find note \${slots.id} among yours.\`)
  tools.desk.notes.forget({ id: note.id, place: 'archive' })
}
`,
)
const environment = { AGENTS_DIR: desk.dir, RUN_LEASE_MS: '1500' }
const parley = await startParleyProcess({ after }, { shop: { url: proxy.url, token: 'none' }, environment })
const customer = parley.as('customer')

const Meta = z.object({ 'parley/idempotency-key': z.string().min(20) })
const ARGUMENTS = { id: 'N1', place: 'archive' }

const callsOf = (tool: string) => desk.server.calls.filter(({ name }) => name === tool)
const keysOf = (tool: string) => callsOf(tool).map(({ meta }) => Meta.parse(meta)['parley/idempotency-key'])

/** Asks, and kills the server once the tool was called and nobody has heard what came of it; then starts it again. */
async function killedOver(tool: string, text: string): Promise<void> {
  const { promise: dead, resolve: died } = Promise.withResolvers<void>()
  onCall = (called) => (called === tool ? { answered: () => void parley.kill().then(died) } : 'pass')
  const said = await customer.say(text)
  await dead
  onCall = () => 'pass'
  await parley.start()
  await customer.settled(said.runId, 'done', 'waiting')
  assert.equal((await customer.planOf(said)).status, 'done')
  assert.deepEqual(
    callsOf(tool).map(({ args }) => args),
    [ARGUMENTS, ARGUMENTS],
  )
}

test('with idempotencyKey: _meta a call that may be lost is made again with its key, which stands beside the arguments', async () => {
  await killedOver('notes.put', 'put note N1')
  await customer.ask('put note N1')
  const [first, again, ofAnotherPlan] = keysOf('notes.put')
  assert.equal(again, first)
  assert.notEqual(ofAnotherPlan, first)
})

test('with idempotent: true it is made again as it was, though no key is said to be taken', async () => {
  await killedOver('notes.forget', 'forget note N1')
})
