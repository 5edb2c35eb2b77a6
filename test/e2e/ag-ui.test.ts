import assert from 'node:assert/strict'
import { after, beforeEach, test } from 'node:test'
import { HttpAgent, type BaseEvent, type ResumeEntry } from '@ag-ui/client'
import { deep } from '../helpers/depth.ts'
import { startShop } from '../helpers/parley.ts'
import type { PersonClient } from '../helpers/parley-client.ts'

// What AG-UI's own client is told, and what it may answer, over real HTTP.
const { parley, lead, shop } = await startShop({ after })
const maya = parley.as('customer')

beforeEach(() => shop.renew())

const refunds = async (): Promise<number> => (await shop.book()).refunds.length

function agentOf({ key }: Pick<PersonClient, 'key'>, threadId?: string): HttpAgent {
  const url = `${parley.url}/v1/ag-ui/support`
  return new HttpAgent({ url, headers: { authorization: `Bearer ${key}` }, ...(threadId && { threadId }) })
}

let said = 0

async function run(agent: HttpAgent, { text, resume }: { text?: string; resume?: ResumeEntry[] }) {
  if (text !== undefined) agent.addMessage({ id: `m-${(said += 1)}`, role: 'user', content: text })
  const events: BaseEvent[] = []
  await agent.runAgent(resume ? { resume } : {}, { onEvent: ({ event }) => void events.push(event) })
  const answer = agent.messages.findLast(({ role }) => role === 'assistant')
  return { types: events.map(({ type }) => String(type)), text: String(answer?.content ?? '') }
}

const yes = (interruptId: string): ResumeEntry[] => [
  { interruptId, status: 'resolved', payload: { decision: 'approve' } },
]

test('a question is answered by its events, with its quotes in the state', async () => {
  const agent = agentOf(maya)
  const { types, text } = await run(agent, { text: 'How long do I have to return an unused item?' })
  assert.match(text, /30 days/)
  assert.equal(types[0], 'RUN_STARTED')
  assert.equal(types.at(-1), 'RUN_FINISHED')
  assert.ok(types.includes('STATE_SNAPSHOT') && types.includes('STATE_DELTA') && types.includes('TEXT_MESSAGE_START'))
  assert.match(JSON.stringify(agent.state), /"stage":"done".*console\/documents/)
  assert.deepEqual(agent.pendingInterrupts, [])
})

deep('the requester’s own yes is an interrupt, whose answer has it done once', async () => {
  const agent = agentOf(maya)
  await run(agent, { text: 'Refund order A12' })
  const [interrupt] = agent.pendingInterrupts
  assert.ok(interrupt)
  assert.equal(interrupt.reason, 'parley:confirm')
  assert.ok(interrupt.responseSchema)
  assert.equal(await refunds(), 0)
  const { types } = await run(agent, { resume: yes(interrupt.id) })
  assert.ok(types.includes('TOOL_CALL_START') && types.includes('TOOL_CALL_RESULT'), types.join())
  assert.deepEqual(agent.pendingInterrupts, [])
  assert.equal(await refunds(), 1)
  await run(agentOf(maya), { resume: yes(interrupt.id) })
  assert.equal(await refunds(), 1)
})

test('a role’s question has a link and no form, and a resume that answers it decides nothing', async () => {
  const agent = agentOf(maya)
  await run(agent, { text: 'Refund order A17' })
  const [first] = agent.pendingInterrupts
  assert.ok(first)
  if (first.reason === 'parley:confirm') await run(agent, { resume: yes(first.id) })
  const [interrupt] = agent.pendingInterrupts
  assert.ok(interrupt)
  assert.equal(interrupt.reason, 'parley:decided-elsewhere')
  assert.equal(interrupt.responseSchema, undefined)
  assert.match(JSON.stringify(interrupt.metadata), /console\/queue/)
  await assert.rejects(run(agentOf(maya), { resume: yes(interrupt.id) }), /403|own page/)
  await assert.rejects(run(agentOf(lead), { resume: yes(interrupt.id) }), /403|own page/)
  const [planId = ''] = interrupt.id.split(' ')
  assert.equal((await maya.plan(planId)).status, 'waiting')
  assert.equal(await refunds(), 0)
  // Set aside, it goes on waiting, and the conversation goes on.
  const cancelled: ResumeEntry[] = [{ interruptId: interrupt.id, status: 'cancelled' }]
  assert.match(
    (await run(agent, { text: 'How long do I have to return an unused item?', resume: cancelled })).text,
    /30 days/,
  )
  assert.equal((await maya.plan(planId)).status, 'waiting')
})

test('a no is one, another digest isn’t answered, and what is no answer is refused', async () => {
  const agent = agentOf(maya)
  await run(agent, { text: 'Please refund order A12' })
  const [interrupt] = agent.pendingInterrupts
  assert.ok(interrupt)
  const [planId = ''] = interrupt.id.split(' ')
  await assert.rejects(run(agentOf(maya), { resume: yes(`${planId} sha256:0`) }), /412|shown/)
  await assert.rejects(run(agentOf(maya), { resume: yes('nothing') }), /400|interrupt/)
  await run(agent, { resume: [{ interruptId: interrupt.id, status: 'resolved', payload: { decision: 'reject' } }] })
  assert.equal((await maya.plan(planId)).status, 'rejected')
  assert.equal(await refunds(), 0)
})

deep('a message is said once by its id, and two people with one thread id don’t meet', async () => {
  const message = { id: 'once', role: 'user', content: 'Is there a warranty on lamps?' } as const
  const states = []
  for (const who of [maya, maya, lead]) {
    const agent = agentOf(who, 'the-same')
    agent.setMessages([message])
    await run(agent, {})
    states.push(JSON.stringify(agent.state))
  }
  assert.equal(states[0], states[1])
  assert.notEqual(states[0], states[2])
})
