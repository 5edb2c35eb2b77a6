import assert from 'node:assert/strict'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { after, beforeEach, test } from 'node:test'
import { copyAgents } from '../helpers/agents.ts'
import { COLLECTION } from '../helpers/collection-playbook.ts'
import { startShop } from '../helpers/parley.ts'
import type { PersonClient, Said } from '../helpers/parley-client.ts'

// A message that was written before its writer had our question, or the card of a plan, before them.
const agents = await copyAgents({ after })
await writeFile(join(agents.dir, 'support/playbooks/collection.js'), COLLECTION)
const { customer } = await startShop({ after }, { environment: { AGENTS_DIR: agents.dir } })

const WHICH_ORDER = 'Which order is it?'
const WHICH_DAY = 'On which day?'

beforeEach(async () => {
  for (const plan of await customer.waitingPlans()) await customer.request('POST', `/v1/runs/${plan.runId}/cancel`)
})

test('a value that was written before our question was asked doesn’t answer it', async () => {
  const asked = await customer.ask('book a collection')
  assert.equal(await lastAnswer(asked), WHICH_ORDER)
  await customer.ask('Hello', asked.threadId)
  const before = await sentBefore(asked, 'A17')
  assert.doesNotMatch(await lastAnswer(before), new RegExp(`^${escaped(WHICH_DAY)}`))
  // The question is open still, and what was written to it fills it.
  const reply = await customer.ask('A12', asked.threadId)
  assert.match(await lastAnswer(reply), new RegExp(escaped(WHICH_DAY)))
})

test('what was written to a question fills it, also where something said before it is answered in between', async () => {
  const asked = await customer.ask('book a collection')
  const seen = (await customer.events(asked.threadId)).at(-1)?.seq
  await customer.ask('Hello', asked.threadId)
  const reply = await send(customer, asked.threadId, { text: 'A12', seen })
  assert.equal(await lastAnswer(reply), WHICH_DAY)
})

test('another request that was written before the question leaves it open, and nothing is said to be left aside', async () => {
  const asked = await customer.ask('book a collection')
  const crossing = await sentBefore(asked, 'Where is order A31?')
  assert.doesNotMatch(await lastAnswer(crossing), /aside/)
  const reply = await customer.ask('A12', asked.threadId)
  assert.equal(await lastAnswer(reply), WHICH_DAY)
})

for (const [said, expected] of [
  ['no, A31', 'Changed: order A31. On which day?'],
  ['never mind', 'All right, I’ve left it. Nothing was done.'],
] as const) {
  test(`“${said}”, written before our question, is about what was asked for before it`, async () => {
    const asked = await customer.ask('collect order A17')
    assert.equal(await lastAnswer(asked), WHICH_DAY)
    assert.equal(await lastAnswer(await sentBefore(asked, said)), expected)
  })
}

test('a yes that was typed before the card of a plan was shown is no yes to it', async () => {
  const asked = await customer.ask('It never worked at home. Refund order A12')
  const plan = await customer.planOf(asked)
  assert.equal(plan.status, 'waiting')
  await sentBefore(asked, 'yes please')
  assert.equal((await customer.plan(plan.id)).status, 'waiting')
  await customer.ask('yes please', asked.threadId)
  await customer.settled(asked.runId, 'done')
  assert.equal((await customer.plan(plan.id)).status, 'done')
})

for (const [what, said] of [
  ['a question', 'Where is order A31?'],
  ['a request that goes ahead', 'Refund order A31'],
  ['one that asks for a value', 'book a collection'],
] as const) {
  test(`a yes that is typed before ${what} of one’s own is answered is no yes to an older card`, async () => {
    const asked = await customer.ask('It never worked at home. Refund order A23')
    const { id } = await customer.planOf(asked)
    const between = await customer.ask(said, asked.threadId)
    const yes = await sentBefore(between, 'yes please')
    assert.deepEqual((await customer.plan(id)).decisions, [])
    assert.doesNotMatch(await lastAnswer(yes), /I take this as your yes/)
  })
}

test('“the first” answers which plan is meant only where that was asked before', async () => {
  const first = await customer.ask('Refund order A17')
  const second = await customer.ask('Refund order A23', first.threadId)
  const which = await customer.ask('cancel that', first.threadId)
  assert.equal((await customer.planOf(second)).status, 'waiting')
  await sentBefore(which, 'the first')
  assert.deepEqual(
    [(await customer.planOf(first)).status, (await customer.planOf(second)).status],
    ['waiting', 'waiting'],
  )
})

/** Sends a message as from somebody who hadn't yet seen what came of another. */
async function sentBefore(asked: Said, text: string): Promise<Said> {
  const events = await customer.events(asked.threadId)
  const received = events.find((event) => event.type === 'message-received' && event.runId === asked.runId)
  return send(customer, asked.threadId, { text, seen: received?.seq })
}

async function send(client: PersonClient, threadId: string, message: { text: string; seen: number | undefined }) {
  const { status, body } = await client.request<Said>('POST', `/v1/threads/${threadId}/messages`, message)
  assert.equal(status, 202)
  await client.settled(body.runId, 'done', 'waiting', 'failed', 'cancelled')
  return { ...body, threadId }
}

async function lastAnswer({ threadId, messageId }: Said): Promise<string> {
  const messages = await customer.messages(threadId)
  const own = messages.filter(({ answers }) => answers.includes(messageId))
  return own.flatMap(({ parts }) => parts.flatMap((part) => ('text' in part ? [part.text] : []))).join('\n')
}

function escaped(text: string): string {
  return text.replaceAll(/[?.]/g, '\\$&')
}
