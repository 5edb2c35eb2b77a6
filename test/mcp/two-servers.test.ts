import assert from 'node:assert/strict'
import test, { type TestContext } from 'node:test'
import type { ToolServer } from '#agents/contract.ts'
import { createLogger } from '#core/log.ts'
import type { SubjectToken } from '#mcp/contract.ts'
import { openToolServers } from '#mcp/tool-servers.ts'
import { Secret } from '#core/secret.ts'
import { CLIENT, startIdentityProvider } from '../helpers/identity-provider.ts'
import { startToolProxy } from '../helpers/tool-proxy.ts'
import { startToolServer } from '../helpers/tool-server.ts'

// Threat 14: one agent, two tool servers that have a tool of the same name. What each is sent, from the first word on.
const NAMES = ['shop', 'post'] as const
type Name = (typeof NAMES)[number]
const PEOPLE = ['maya', 'omar']

test('of two servers with a bearer each, neither is sent the other’s', async (t) => {
  const seen = await callBoth(t, {
    entry: (name) => ({ as: 'service', bearer: { variable: `${name.toUpperCase()}_TOKEN` } }),
    variables: { SHOP_TOKEN: 'CANARY-SHOP', POST_TOKEN: 'CANARY-POST' },
  })
  assert.deepEqual([...seen.shop], ['Bearer CANARY-SHOP'])
  assert.deepEqual([...seen.post], ['Bearer CANARY-POST'])
})

test('of two servers that act as the requester, each is sent tokens for itself alone, never the requester’s own', async (t) => {
  const provider = await startIdentityProvider(t)
  const seen = await callBoth(t, {
    entry: (name) => ({
      as: 'requester',
      bearer: null,
      exchange: {
        tokenEndpoint: `${provider.issuer}/token`,
        audience: name,
        resource: null,
        clientId: CLIENT.id,
        clientSecret: { variable: 'CLIENT_SECRET' },
        scopes: [],
      },
    }),
    variables: { CLIENT_SECRET: CLIENT.secret },
    subjectToken: async ({ id }) => new Secret(await provider.token({ sub: id })),
  })
  for (const name of NAMES) {
    // The list of tools is read as ourselves.
    const bearers = [...seen[name]].map((bearer) => bearer.replace(/\.\d+$/, ''))
    const whose = [CLIENT.id, ...PEOPLE].map((who) => `Bearer ${who}.for.${name}`)
    assert.deepEqual([...new Set(bearers)].toSorted(), whose.toSorted())
  }
})

type HttpServer = Extract<ToolServer, { transport: 'http' }>

interface Credentials {
  readonly entry: (name: Name) => Pick<HttpServer, 'as' | 'bearer' | 'exchange'>
  readonly variables: Readonly<Record<string, string>>
  readonly subjectToken?: SubjectToken
}

/** Calls the tool of both servers in turn for two people, and says which `authorization` each server was ever sent. */
async function callBoth(t: TestContext, { entry, variables, subjectToken }: Credentials) {
  const open = async (name: Name) => {
    const server = await startToolServer(t, { tools: [{ name: 'one', answer: () => ({ text: name }) }] })
    return await startToolProxy(t, server.url)
  }
  const proxies = { shop: await open('shop'), post: await open('post') }
  const tools = await openToolServers({
    servers: NAMES.map((name) => ({
      name,
      title: name,
      timeoutMs: 5_000,
      ratePerSecond: null,
      transport: 'http',
      url: proxies[name].url,
      ...entry(name),
    })),
    declared: new Set(NAMES.map((name) => `${name}/one`)),
    reference: (variable) => variables[variable],
    log: createLogger('silent'),
    ...(subjectToken && { subjectToken }),
    signal: t.signal,
  })
  t.after(async () => await tools[Symbol.asyncDispose]())
  for (const id of [...PEOPLE, ...PEOPLE]) {
    for (const name of NAMES) {
      const definition = await tools.definition(`${name}/one`, t.signal)
      const definitionHash = definition?.hash ?? ''
      const requester = { tenantId: 'default', id }
      const outcome = await tools.call(`${name}/one`, {}, { signal: t.signal, definitionHash, requester })
      assert.partialDeepStrictEqual(outcome, { ok: true, value: name })
    }
  }
  const sentTo = (name: Name) => new Set(proxies[name].requests.map(({ headers }) => headers.authorization ?? 'none'))
  return { shop: sentTo('shop'), post: sentTo('post') }
}
