import { Client } from '@modelcontextprotocol/sdk/client/index.js'
import { StreamableHTTPClientTransport } from '@modelcontextprotocol/sdk/client/streamableHttp.js'
import type { Scope } from './database.ts'
import type { PersonClient } from './parley-client.ts'

/** Somebody's MCP client, connected to a server of ours with what they sign in with. */
export async function connectMcp(scope: Scope, url: string, { key }: Pick<PersonClient, 'key'>): Promise<Client> {
  const client = new Client({ name: 'test', version: '1' })
  const headers = { authorization: `Bearer ${key}` }
  const transport = new StreamableHTTPClientTransport(new URL(`${url}/mcp`), { requestInit: { headers } })
  await client.connect(transport)
  scope.after(() => client.close())
  return client
}
