import { randomUUID } from 'node:crypto'
import { Command, MemorySaver } from '@langchain/langgraph'
import { createReactAgent } from '@langchain/langgraph/prebuilt'
import { ChatOpenAI } from '@langchain/openai'
import { z } from 'zod'
import { startChatServer, toolCall, type ChatBody, type ChatMessage } from './chat-server.ts'
import { Closing } from './closing.ts'
import type { Figure } from './figure.ts'
import { connectToShop, shopTools } from './langgraph-agent.ts'
import { openBenchParley } from './parley-turns.ts'
import { startBenchShop } from './shop.ts'

const READS = 8
const WRITES = 3

/** What one task of eight reads and three writes took. */
interface Spent {
  readonly calls: number
  readonly tokens: number
  /** Times a person was asked. */
  readonly asked: number
}

/**
 * Model calls and tokens for looking eight orders up and refunding three, next to LangGraph's prebuilt agent on the same
 * shop: once with a model that calls one tool at a time, once with one that makes all calls that it can together.
 */
export async function stepFigures(): Promise<readonly Figure[]> {
  await using closing = new Closing()
  const shop = await startBenchShop(closing, 3 * READS)
  const orders = (part: number) => shop.orderIds.slice(part * READS, (part + 1) * READS)
  const ours = await byParley(closing, shop.url, orders(0))
  const singly = await byLangGraph(closing, shop.url, { orderIds: orders(1), together: false })
  const together = await byLangGraph(closing, shop.url, { orderIds: orders(2), together: true })
  const inTurn = { how: 'LangGraph, a tool at a time', spent: singly }
  const atOnce = { how: 'LangGraph, tools together', spent: together }
  const compared = (name: keyof Spent, words: string, { how, spent }: typeof inTurn): Figure => ({
    name: `${READS} reads, ${WRITES} writes: ${words}`,
    value: String(ours[name]),
    baseline: { name: how, value: String(spent[name]), ratio: ours[name] / spent[name] },
    ...(name === 'calls' && { goal: '≤ 2' }),
  })
  return [
    compared('calls', 'model calls', inTurn),
    compared('calls', 'model calls', atOnce),
    compared('tokens', 'tokens', inTurn),
    compared('tokens', 'tokens', atOnce),
    compared('asked', 'questions to a person', atOnce),
  ]
}

async function byParley(closing: Closing, shopUrl: string, orderIds: readonly string[]): Promise<Spent> {
  const model = await startChatServer((body) => ({ content: JSON.stringify(oursSays(body, orderIds)) }))
  closing.after(async () => model[Symbol.asyncDispose]())
  const { operations, person } = await openBenchParley(closing, {
    shopUrl,
    environment: { OPENAI_API_KEY: 'none', OPENAI_BASE_URL: model.url, OPENAI_MODEL: 'scripted' },
  })
  const [customer, lead] = [await person('customer'), await person('support-lead')]
  const thread = await operations.createThread(customer, { agent: null, channel: 'bench' })
  const { runId } = await operations.acceptMessage(customer, {
    threadId: thread.id,
    channel: 'bench',
    dedupeKey: thread.id,
    text: taskOf(orderIds),
    underKey: null,
  })
  const stop = new AbortController()
  let asked = 0
  let digest = ''
  for await (const event of operations.followEvents(customer, thread.id, 0, stop.signal)) {
    if (event.type === 'plan-proposed') digest = event.digest
    if (event.type === 'run-waiting') {
      // The lead for the amount, and the customer, whose words don't say which orders it will be.
      for (const decider of [lead, customer]) {
        asked++
        await operations.decidePlan(decider, event.planId, { digest, decision: 'approve', reason: null, note: null })
      }
    }
    if (event.type === 'run-failed') throw new Error(`The run ${runId} failed: ${event.text}`)
    if (event.type === 'run-completed') break
  }
  stop.abort()
  const newest = { status: 'done', order: 'newest', limit: 1 } as const
  const done = (await operations.listPlans(customer, newest)).plans.at(0)
  if (done?.effects.length !== WRITES) throw new Error('The plan did not do what it was for.')
  return { ...model.usage(), asked }
}

function oursSays({ response_format, messages }: ChatBody, orderIds: readonly string[]): object {
  if (response_format?.json_schema?.name === 'reading') return planned(messages)
  const slots = orderIds.map((text, index) => ({ name: `order${index + 1}`, text }))
  const names = slots.map(({ name }) => `slots.${name}`).join(', ')
  const program = `const orders = await Promise.all([${names}].map((id) => tools.shop.orders.get({ id })))
const due = orders.filter((order) => order && order.status === 'delivered').slice(0, ${WRITES})
for (const order of due) {
  tools.shop.refunds.create({ orderId: order.id, amount: order.total, currency: order.currency, reason: 'late' })
}
return say(\`I have prepared \${due.length} refunds.\`)`
  return { program, slots, reason: null }
}

async function byLangGraph(
  closing: Closing,
  shopUrl: string,
  { orderIds, together }: { readonly orderIds: readonly string[]; readonly together: boolean },
): Promise<Spent> {
  const model = await startChatServer((body) => theirsSays(body, orderIds, together))
  closing.after(async () => model[Symbol.asyncDispose]())
  const agent = createReactAgent({
    llm: new ChatOpenAI({ model: 'scripted', apiKey: 'none', configuration: { baseURL: model.url } }),
    tools: shopTools(await connectToShop(closing, shopUrl)),
    checkpointer: new MemorySaver(),
  })
  const config = { configurable: { thread_id: randomUUID() } }
  let asked = 0
  let result = await agent.invoke({ messages: [{ role: 'user', content: taskOf(orderIds) }] }, config)
  for (;;) {
    const waiting = (await agent.getState(config)).tasks.flatMap(({ interrupts }) => interrupts)
    if (waiting.length === 0) break
    asked += waiting.length
    const answers = waiting.flatMap(({ id }) => (id === undefined ? [] : [[id, true] as const]))
    result = await agent.invoke(new Command({ resume: Object.fromEntries(answers) }), config)
  }
  if (result.messages.at(-1)?.content !== DONE) throw new Error('The agent did not finish.')
  return { ...model.usage(), asked }
}

const DONE = `I refunded ${WRITES} orders.`

/** The next call, or all that can be made now, by how many results are there. */
// The whole message asks for what a plan is to be made of.
function planned(messages: ChatBody['messages']): object {
  const { newest } = Newest.parse(JSON.parse(String(messages.at(-1)?.content)))
  const wish = { act: 'do', words: [newest], procedure: null, values: [], plan: null, question: null, from: null }
  return { language: 'en', wishes: [wish] }
}

const Newest = z.object({ newest: z.string() })

function theirsSays({ messages }: ChatBody, orderIds: readonly string[], together: boolean): ChatMessage {
  const done = messages.filter(({ role }) => role === 'tool').length
  const reads = orderIds.map((id) => toolCall('orders_get', { id }))
  const writes = orderIds
    .slice(0, WRITES)
    .map((orderId) => toolCall('refunds_create', { orderId, amount: 12_900, currency: 'EUR', reason: 'late' }))
  const left = done < READS ? reads.slice(done) : writes.slice(done - READS)
  if (left.length === 0) return { content: DONE }
  return { content: null, tool_calls: together ? left : left.slice(0, 1) }
}

function taskOf(orderIds: readonly string[]): string {
  return `These came late: ${orderIds.join(', ')}. Pay me back what I paid for the first ${WRITES} that were delivered.`
}
