import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { randomUUID } from 'node:crypto'
import { join } from 'node:path'
import { tool } from '@langchain/core/tools'
import { Command, interrupt } from '@langchain/langgraph'
import { PostgresSaver } from '@langchain/langgraph-checkpoint-postgres'
import { createReactAgent } from '@langchain/langgraph/prebuilt'
import { ChatOpenAI } from '@langchain/openai'
import { Client } from '@modelcontextprotocol/sdk/client/index.js'
import { StreamableHTTPClientTransport } from '@modelcontextprotocol/sdk/client/streamableHttp.js'
import pg from 'pg'
import { z } from 'zod'
import type { Closing } from './closing.ts'

export interface LangGraphAgent {
  /** The same refund: read, ask a person, refund, mail, say so. */
  refundTurn(orderId: string): Promise<void>
  /** Statements sent to PostgreSQL so far, BEGIN and COMMIT included. */
  statements(): number
}

/** LangGraph's prebuilt agent with its PostgreSQL saver, on the same shop over MCP: the baseline of the refund turn. */
export async function openLangGraphAgent(
  closing: Closing,
  { shopUrl, databaseUrl }: { readonly shopUrl: string; readonly databaseUrl: string },
): Promise<LangGraphAgent> {
  const modelUrl = await startModel(closing)
  const counted = { statements: 0 }
  const saver = await openSaver(closing, databaseUrl, counted)
  const call = await connectToShop(closing, shopUrl)
  const agent = createReactAgent({
    llm: new ChatOpenAI({ model: 'scripted', apiKey: 'none', configuration: { baseURL: modelUrl } }),
    tools: shopTools(call),
    checkpointer: saver,
  })
  return {
    statements: () => counted.statements,
    async refundTurn(orderId) {
      const config = { configurable: { thread_id: randomUUID() } }
      await agent.invoke({ messages: [{ role: 'user', content: `Refund order ${orderId}` }] }, config)
      const state = await agent.getState(config)
      const pending = state.tasks.flatMap((task) => task.interrupts)[0]
      if (!pending?.id) throw new Error('The agent asked nobody.')
      const result = await agent.invoke(new Command({ resume: { [pending.id]: true } }), config)
      if (result.messages.at(-1)?.content !== `Refunded order ${orderId}.`) throw new Error('The agent did not finish.')
    },
  }
}

export type ShopCall = (name: string, args: Record<string, unknown>) => Promise<string>

/** The shop's tools, as LangChain takes them; a refund asks a person first. */
export function shopTools(call: ShopCall) {
  const reason = z.enum(['damaged', 'late', 'other'])
  return [
    tool(({ id }) => call('orders.get', { id }), {
      name: 'orders_get',
      description: 'An order',
      schema: z.object({ id: z.string() }),
    }),
    tool(
      (refund) => {
        interrupt(refund)
        return call('refunds.create', { ...refund, key: randomUUID() })
      },
      {
        name: 'refunds_create',
        description: 'Refunds an order',
        schema: z.object({ orderId: z.string(), amount: z.int(), currency: z.string(), reason }),
      },
    ),
    tool(
      ({ orderId }) =>
        call('mail.send', {
          to: 'maya.lindqvist@example.com',
          template: 'refund-issued',
          values: { orderId, refundId: 'R1' },
          key: randomUUID(),
        }),
      { name: 'mail_send', description: 'Mails the customer', schema: z.object({ orderId: z.string() }) },
    ),
  ]
}

export async function connectToShop(closing: Closing, shopUrl: string): Promise<ShopCall> {
  const client = new Client({ name: 'bench', version: '1.0.0' })
  await client.connect(new StreamableHTTPClientTransport(new URL(shopUrl)))
  closing.after(() => client.close())
  return async (name, args) => {
    const result = await client.callTool({ name, arguments: args })
    if (result.isError) throw new Error(`${name} failed: ${JSON.stringify(result.content)}`)
    return JSON.stringify(result.structuredContent)
  }
}

async function openSaver(
  closing: Closing,
  databaseUrl: string,
  counted: { statements: number },
): Promise<PostgresSaver> {
  const pool = new pg.Pool({ connectionString: databaseUrl, max: 10 })
  closing.after(() => pool.end())
  // The database is dropped right after: a connection that is still closing then is no news.
  pool.on('error', () => undefined)
  pool.on('connect', (client) => {
    const query = client.query.bind(client)
    client.query = ((...args: Parameters<typeof query>) => {
      counted.statements++
      return query(...args)
    }) as typeof client.query // a wrapper keeps every overload
  })
  const saver = new PostgresSaver(pool, undefined, { schema: 'langgraph' })
  await pool.query('create schema if not exists langgraph')
  await saver.setup()
  return saver
}

async function startModel(closing: Closing): Promise<string> {
  const child = spawn(process.execPath, [join(import.meta.dirname, 'tool-calling-model.ts')], {
    stdio: ['pipe', 'pipe', 'inherit'],
  })
  closing.after(async () => {
    child.kill()
    await once(child, 'exit')
  })
  const [line] = await once(child.stdout, 'data')
  return String(line).trim()
}
