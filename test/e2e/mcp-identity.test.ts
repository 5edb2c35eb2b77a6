import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import type { JWTPayload } from 'jose'
import { extractResourceMetadataUrl } from '@modelcontextprotocol/sdk/client/auth.js'
import { deep } from '../helpers/depth.ts'
import { JONAS, MAYA, startIdentityProvider } from '../helpers/identity-provider.ts'
import { connectMcp } from '../helpers/mcp-client.ts'
import { startShop } from '../helpers/parley.ts'

// How an MCP client without a token finds out who gives it one, and what each token is good for.
const provider = await startIdentityProvider({ after })
const environment = { OIDC_ISSUER: provider.issuer, OIDC_AUDIENCE: provider.audience }
const { parley } = await startShop({ after }, { environment })

const post = (headers: Record<string, string> = {}) =>
  fetch(`${parley.url}/mcp`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', accept: 'application/json, text/event-stream', ...headers },
    body: JSON.stringify({ jsonrpc: '2.0', id: 1, method: 'tools/list' }),
  })

test('who shows no token is told where the metadata is, which names the identity provider', async () => {
  const refused = await post()
  assert.equal(refused.status, 401)
  const url = extractResourceMetadataUrl(refused)
  assert.equal(url?.href, `${parley.url}/.well-known/oauth-protected-resource/mcp`)
  const metadata: unknown = await (await fetch(url)).json()
  assert.deepEqual(metadata, {
    resource: `${parley.url}/mcp`,
    resource_name: 'Parley',
    authorization_servers: [provider.issuer],
    scopes_supported: ['read', 'chat', 'decide'],
    bearer_methods_supported: ['header'],
  })
})

deep('a token of another audience is nobody’s, and one without a scope for it is told which', async () => {
  const elsewhere = await provider.token({ ...MAYA, aud: 'https://elsewhere.example' })
  assert.equal((await post({ authorization: `Bearer ${elsewhere}` })).status, 401)
  const ingests = await provider.token({ ...MAYA, scope: 'ingest' })
  const refused = await post({ authorization: `Bearer ${ingests}` })
  assert.equal(refused.status, 403)
  assert.match(refused.headers.get('www-authenticate') ?? '', /error="insufficient_scope", scope="[a-z ]*read/)
})

deep('a token that may ask in its user’s name, and a service’s, have no tool to decide', async (t) => {
  const names = async (claims: JWTPayload) =>
    (await (await connectMcp(t, parley.url, { key: await provider.token(claims) })).listTools()).tools.map(
      ({ name }) => name,
    )
  assert.ok((await names(JONAS)).includes('decide'))
  assert.ok(!(await names({ ...JONAS, scope: 'openid chat read decide' })).includes('decide'))
  assert.ok(!(await names({ ...JONAS, client_id: 'jonas', scope: 'read decide' })).includes('decide'))
  assert.deepEqual(await names({ ...JONAS, scope: 'read' }), ['search_documents'])
})
