import assert from 'node:assert/strict'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { Client } from '@modelcontextprotocol/sdk/client/index.js'
import { StdioClientTransport } from '@modelcontextprotocol/sdk/client/stdio.js'
import { McpError } from '@modelcontextprotocol/sdk/types.js'
import { deep } from '../helpers/depth.ts'
import { startShop } from '../helpers/parley.ts'

// `parley mcp` as a client starts it.
const { parley } = await startShop({ after })
const BIN = join(import.meta.dirname, '../../bin/parley.js')
const question = 'How long do I have to return an unused item?'

async function started(t: { after: (close: () => unknown) => void }, key: string): Promise<Client> {
  const client = new Client({ name: 'test', version: '1' }, { capabilities: { elicitation: { url: {} } } })
  const args = [BIN, 'mcp', '--server', parley.url]
  const env = { PATH: process.env['PATH'] ?? '', PARLEY_KEY: key }
  await client.connect(new StdioClientTransport({ command: process.execPath, args, env }))
  t.after(() => client.close())
  return client
}

test('a client that starts a program is answered as over HTTP, progress included', async (t) => {
  const client = await started(t, parley.as('customer').key)
  const told: string[] = []
  const onprogress = ({ message }: { message?: string | undefined }) => told.push(message ?? '')
  const said = await client.callTool({ name: 'ask', arguments: { question } }, undefined, { onprogress })
  assert.match(JSON.stringify(said.structuredContent), /30 days/)
  assert.ok(told.includes('message-received'), told.join())
  const proposed = await client.callTool({ name: 'propose', arguments: { words: 'Refund order A12' } })
  const { waits } = Object(proposed.structuredContent)
  const own = { plan: waits.plan, digest: waits.digest, decision: 'approve' }
  const error = await client.callTool({ name: 'decide', arguments: own }).catch((thrown: unknown) => thrown)
  assert.ok(error instanceof McpError && error.code === -32042, String(error))
})

deep('a key that nobody knows is told as an error of the protocol', async (t) => {
  await assert.rejects(started(t, 'parley_unknown'))
})
