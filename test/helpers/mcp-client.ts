import { Client } from '@modelcontextprotocol/sdk/client/index.js'
import type { ClientCapabilities } from '@modelcontextprotocol/sdk/types.js'
import { StreamableHTTPClientTransport } from '@modelcontextprotocol/sdk/client/streamableHttp.js'
import type { Scope } from './database.ts'
import type { PersonClient } from './parley-client.ts'

/** Somebody's MCP client, connected to a server of ours with what they sign in with. */
export async function connectMcp(
  scope: Scope,
  url: string,
  { key }: Pick<PersonClient, 'key'>,
  capabilities: ClientCapabilities = {},
): Promise<Client> {
  const client = new Client({ name: 'test', version: '1' }, { capabilities })
  const headers = { authorization: `Bearer ${key}` }
  const transport = new StreamableHTTPClientTransport(new URL(`${url}/mcp`), { requestInit: { headers } })
  await client.connect(transport)
  scope.after(() => client.close())
  return client
}
