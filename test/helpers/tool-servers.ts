import assert from 'node:assert/strict'
import type { TestContext } from 'node:test'
import type { ToolServer } from '#agents/contract.ts'
import type { JsonObject } from '#core/json.ts'
import { createLogger, type Logger } from '#core/log.ts'
import type { SubjectToken, ToolOutcome, ToolServers } from '#mcp/contract.ts'
import { openToolServers } from '#mcp/tool-servers.ts'
import { until } from './until.ts'

/** The value that every `TOKEN` variable of these tests has, where a test gives no other. */
export const TEST_TOKEN = 'test-token'

type HttpServer = Extract<ToolServer, { transport: 'http' }>

/** Our client of one tool server called `shop`, closed with the test. */
export async function openTestTools(
  t: TestContext,
  options: {
    url: string
    tools: readonly string[]
    token?: string
    log?: Logger
    subjectToken?: SubjectToken
  } & Partial<HttpServer>,
): Promise<ToolServers> {
  const { tools, token = TEST_TOKEN, log = createLogger('silent'), subjectToken, ...server } = options
  const servers = await openToolServers({
    servers: [{ ...SHOP, ...server }],
    declared: new Set(tools.map((tool) => `shop/${tool}`)),
    reference: (name) => (name === 'TOKEN' ? token : undefined),
    log,
    ...(subjectToken && { subjectToken }),
    signal: t.signal,
  })
  t.after(async () => await servers[Symbol.asyncDispose]())
  return servers
}

const SHOP: Omit<HttpServer, 'url'> = {
  name: 'shop',
  title: 'our shop',
  as: 'service',
  timeoutMs: 2_000,
  ratePerSecond: null,
  transport: 'http',
  bearer: { variable: 'TOKEN' },
}

/** Calls `shop/<tool>` as it is defined now; on a busy machine it is offered only after a first look ran out of its time. */
export async function callNow(
  t: TestContext,
  tools: ToolServers,
  tool: string,
  args: JsonObject,
): Promise<ToolOutcome> {
  await until(async () => (await tools.definition(`shop/${tool}`, t.signal)) !== null)
  const definition = await tools.definition(`shop/${tool}`, t.signal)
  assert.ok(definition, `shop/${tool} is offered`)
  return await tools.call(`shop/${tool}`, args, { signal: t.signal, definitionHash: definition.hash })
}
