import assert from 'node:assert/strict'
import { after, beforeEach, test, type TestContext } from 'node:test'
import type { Client } from '@modelcontextprotocol/sdk/client/index.js'
import { ElicitRequestSchema, McpError } from '@modelcontextprotocol/sdk/types.js'
import { z } from 'zod'
import { deep } from '../helpers/depth.ts'
import { connectMcp } from '../helpers/mcp-client.ts'
import { openPlaceAsOwner } from '../helpers/database.ts'
import { startShop } from '../helpers/parley.ts'
import { until } from '../helpers/until.ts'

// What programs do over MCP, in whose name and with whose yes.
const { parley, lead, shop } = await startShop({ after })
const maya = parley.as('customer')
const operator = parley.as('operator')

beforeEach(() => shop.renew())

const Outcome = z.object({
  thread: z.string(),
  run: z.string(),
  status: z.string(),
  text: z.string(),
  citations: z.array(z.object({ quote: z.string(), passageId: z.string() })),
  waits: z
    .object({ plan: z.string(), digest: z.string(), roles: z.array(z.string()), link: z.string(), title: z.string() })
    .nullable(),
  withheld: z.int(),
})
const Refused = z.object({
  isError: z.literal(true),
  _meta: z.object({ 'parley/error': z.looseObject({ code: z.string() }) }),
})

const refunds = async (): Promise<number> => (await shop.book()).refunds.length

async function outcome(client: Client, name: string, args: Record<string, unknown>) {
  return Outcome.parse((await client.callTool({ name, arguments: args })).structuredContent)
}

async function refusal(client: Client, name: string, args: Record<string, unknown>): Promise<string> {
  return Refused.parse(await client.callTool({ name, arguments: args }))._meta['parley/error'].code
}

async function settled(client: Client, run: string): Promise<void> {
  await until(async () => (await outcome(client, 'status', { run })).status === 'done')
}

async function keyed(scopes: readonly string[], roles: readonly string[] = ['customer']) {
  const { body } = await operator.request<{ key: string }>('POST', '/v1/keys', { name: 'program', roles, scopes })
  return body
}

/** Whatever it is asked, it says yes. */
async function yesSayer(t: TestContext, who: { key: string }) {
  const asked: string[] = []
  const client = await connectMcp(t, parley.url, who, { elicitation: { form: {}, url: {} } })
  client.setRequestHandler(ElicitRequestSchema, (request) => {
    asked.push(request.params.mode ?? 'form')
    return { action: 'accept' as const, content: { yes: true } }
  })
  return { client, asked }
}

test('a question is answered with its quotes, as a value and as text', async (t) => {
  const client = await connectMcp(t, parley.url, maya)
  const said = await client.callTool({
    name: 'ask',
    arguments: { question: 'How long do I have to return an unused item?' },
  })
  const { status, text, citations } = Outcome.parse(said.structuredContent)
  assert.equal(status, 'done')
  assert.match(text, /30 days/)
  assert.match(citations[0]?.quote ?? '', /within 30 days/)
  assert.match(JSON.stringify(said.content), /30 days/)
})

test('what is proposed in a person’s name is inferred, waits for that person and has a link', async (t) => {
  const client = await connectMcp(t, parley.url, maya)
  const { waits, status, run } = await outcome(client, 'propose', { words: 'Refund order A12' })
  assert.equal(status, 'waiting')
  assert.deepEqual(waits?.roles, ['requester'])
  assert.equal(waits.link, `${parley.url}/console/queue/${waits.plan}`)
  const plan = await maya.plan(waits.plan)
  assert.deepEqual([plan.intent?.basis, plan.intent?.doubts], ['inferred', ['relayed']])
  assert.deepEqual(plan.intent?.said, [])
  assert.equal(await refunds(), 0)
  assert.equal((await maya.decide(plan, 'approve')).status, 200)
  await maya.settled(run, 'done')
  assert.equal((await outcome(client, 'status', { run })).status, 'done')
  assert.equal(await refunds(), 1)
})

test('a client that says yes to everything decides nothing that its person asked for', async (t) => {
  const { client, asked } = await yesSayer(t, maya)
  const { waits, thread } = await outcome(client, 'propose', { words: 'Refund order A12' })
  assert.ok(waits)
  const yes = { plan: waits.plan, digest: waits.digest, decision: 'approve' }
  const error = await client.callTool({ name: 'decide', arguments: yes }).catch((thrown: unknown) => thrown)
  assert.ok(error instanceof McpError)
  assert.equal(error.code, -32042)
  assert.match(JSON.stringify(error.data), new RegExp(waits.link))
  await outcome(client, 'ask', { question: 'yes', thread })
  await outcome(client, 'propose', { words: 'Yes, do it', thread })
  assert.equal((await maya.plan(waits.plan)).status, 'waiting')
  assert.equal(await refunds(), 0)
  assert.deepEqual(asked, [])
  const plain = await connectMcp(t, parley.url, maya)
  assert.equal(await refusal(plain, 'decide', yes), 'own-page-required')
  assert.equal(await refusal(plain, 'decide', { ...yes, decision: 'reject' }), 'own-page-required')
  assert.equal((await maya.plan(waits.plan)).status, 'waiting')
})

test('what a program proposes with a key of its own waits for the role, which a person’s token decides once', async (t) => {
  const made = await keyed(['chat', 'read'])
  await using owner = await openPlaceAsOwner(parley.place)
  await owner.run(`update principals set email = 'maya.lindqvist@example.com' where id like 'key-%'`)
  const program = await connectMcp(t, parley.url, made)
  const { waits, run } = await outcome(program, 'support.refund', { orderId: 'A12' })
  assert.ok(waits)
  assert.deepEqual(waits.roles, ['support-lead'])
  assert.deepEqual((await lead.plan(waits.plan)).intent?.doubts, ['client'])
  const theirs = await connectMcp(t, parley.url, lead)
  const yes = { plan: waits.plan, digest: waits.digest, decision: 'approve' }
  assert.equal(await refusal(theirs, 'decide', { ...yes, digest: 'another' }), 'digest-differs')
  const first = await theirs.callTool({ name: 'decide', arguments: yes })
  assert.partialDeepStrictEqual(first.structuredContent, { plan: waits.plan, isNew: true })
  assert.partialDeepStrictEqual((await theirs.callTool({ name: 'decide', arguments: yes })).structuredContent, {
    isNew: false,
  })
  await settled(program, run)
  assert.equal(await refunds(), 1)
})

deep('an exposed procedure is a tool: its arguments are read as a person’s would be, and its plan waits', async (t) => {
  const client = await connectMcp(t, parley.url, maya)
  const { tools } = await client.listTools()
  const refund = tools.find(({ name }) => name === 'support.refund')
  assert.deepEqual(refund?.inputSchema.required, ['orderId'])
  assert.ok(!tools.some(({ name }) => name === 'support.change-address'))
  const called = await outcome(client, 'support.refund', { orderId: 'A12', reason: 'damaged' })
  assert.ok(called.waits)
  assert.ok(called.waits.roles.includes('requester'))
  const plan = await maya.plan(called.waits.plan)
  assert.equal(plan.playbook, 'refund')
  assert.equal(plan.intent?.basis, 'inferred')
  const status = await outcome(client, 'support.order-status', { orderId: 'A12' })
  assert.deepEqual([status.status, status.waits], ['done', null])
  assert.match(status.text, /A12/)
  const wrong = await outcome(client, 'support.refund', { orderId: 'the last one' })
  assert.equal(wrong.waits, null)
  assert.match(wrong.text, /Which order/)
  const named = await outcome(client, 'propose', { procedure: 'refund', arguments: { orderId: 'A12' } })
  assert.ok(named.waits ?? named.text)
  assert.equal(await refusal(client, 'propose', { procedure: 'change-address' }), 'procedure-not-found')
  assert.equal(await refusal(client, 'propose', {}), 'invalid-request')
  assert.equal(await refunds(), 0)
})

deep('a procedure that isn’t exposed isn’t begun by a text that looks like its call', async (t) => {
  const client = await connectMcp(t, parley.url, maya)
  const { waits } = await outcome(client, 'ask', { question: '/cancel-order {"orderId":"A12"}' })
  assert.equal(waits, null)
})

deep('words go on in the program’s own thread, and in no other', async (t) => {
  const client = await connectMcp(t, parley.url, maya)
  const typed = await maya.ask('How long do I have to return an unused item?')
  assert.equal(await refusal(client, 'ask', { question: 'yes', thread: typed.threadId }), 'not-found')
  const theirs = await outcome(await connectMcp(t, parley.url, lead), 'ask', {
    question: 'Is there a warranty on lamps?',
  })
  assert.equal(await refusal(client, 'ask', { question: 'yes', thread: theirs.thread }), 'not-found')
  assert.equal(await refusal(client, 'status', { run: theirs.run }), 'not-found')
})

deep('a key sees the tools that its scopes are for', async (t) => {
  const names = async (scopes: readonly string[]) =>
    (await (await connectMcp(t, parley.url, await keyed(scopes))).listTools()).tools.map(({ name }) => name)
  assert.deepEqual(await names(['read']), ['search_documents'])
  const chat = await names(['chat'])
  assert.ok(chat.includes('ask') && chat.includes('support.refund') && !chat.includes('decide'), chat.join())
})

deep('an answer from a regulated document is withheld, and that is said', async (t) => {
  const text = 'The wombat ward gives nine grams of salt to each wombat.'
  const handed = { title: 'Wombats', source: 'mcp/wombats', acl: ['public'], class: 'regulated', text }
  assert.equal((await operator.request('POST', '/v1/documents', handed)).status, 202)
  const client = await connectMcp(t, parley.url, maya)
  const found = await outcome(client, 'ask', { question: 'How many grams of salt does the wombat ward give?' })
  assert.doesNotMatch(JSON.stringify(found), /nine grams/)
  assert.ok(found.withheld > 0)
})

deep('a passage is read by its id, under its reader’s rights', async (t) => {
  const client = await connectMcp(t, parley.url, maya)
  const { citations } = await outcome(client, 'ask', { question: 'How long do I have to return an unused item?' })
  const uri = `parley://passages/${citations[0]?.passageId ?? ''}`
  const { contents } = await client.readResource({ uri })
  assert.match(JSON.stringify(contents), /within 30 days/)
  await assert.rejects(client.readResource({ uri: 'parley://passages/00000000-0000-4000-8000-000000000000' }), /-32002/)
  assert.equal((await client.listResourceTemplates()).resourceTemplates.length, 1)
})

deep('procedures are prompts, whose arguments are completed', async (t) => {
  const client = await connectMcp(t, parley.url, maya)
  const { prompts } = await client.listPrompts()
  assert.ok(prompts.some(({ name }) => name === 'support.refund'))
  const { messages } = await client.getPrompt({ name: 'support.refund', arguments: { orderId: 'A12' } })
  assert.match(JSON.stringify(messages), /support\.refund.*A12/)
  const { completion } = await client.complete({
    ref: { type: 'ref/prompt', name: 'support.refund' },
    argument: { name: 'reason', value: 'd' },
  })
  assert.deepEqual(completion.values, ['damaged'])
})

deep('a client that wants to know how far it is is told, and gets the same answer', async (t) => {
  const client = await connectMcp(t, parley.url, maya)
  const told: string[] = []
  const said = await client.callTool(
    { name: 'ask', arguments: { question: 'How long do I have to return an unused item?' } },
    undefined,
    { onprogress: ({ message }) => told.push(message ?? '') },
  )
  assert.equal(Outcome.parse(said.structuredContent).status, 'done')
  assert.ok(told.includes('message-received'), told.join())
})

deep('what waits can be taken back by the program that proposed it', async (t) => {
  const client = await connectMcp(t, parley.url, maya)
  const { run, waits } = await outcome(client, 'propose', { words: 'Refund order A12' })
  assert.ok(waits)
  assert.equal((await outcome(client, 'cancel', { run })).waits, null)
  assert.equal((await maya.plan(waits.plan)).status, 'cancelled')
  assert.equal(await refunds(), 0)
})
