import assert from 'node:assert/strict'
import { createServer } from 'node:http'
import { after, before, test } from 'node:test'
import { z } from 'zod'
import { readConfig } from '#core/config.ts'
import { browserSuite } from '../../helpers/browser.ts'
import { followBySocket } from '../../helpers/follow-by-socket.ts'
import { startIdentityProvider } from '../../helpers/identity-provider.ts'
import { listening } from '../../helpers/listening.ts'
import { startParley } from '../../helpers/parley.ts'
import { personClient } from '../../helpers/parley-client.ts'
import { startPathProxy } from '../../helpers/path-proxy.ts'
import { startTestShop } from '../../helpers/shop.ts'
import { until } from '../../helpers/until.ts'

const PATH = '/tools/parley'

browserSuite('a server under a path of its host', (browser) => {
  const closing = new AsyncDisposableStack()
  const scope = { after: (cleanUp: () => unknown) => closing.defer(async () => void (await cleanUp())) }
  after(() => closing.disposeAsync())

  async function installation() {
    const proxy = await startPathProxy(scope, PATH)
    const shop = await startTestShop(scope)
    let token = ''
    const site = createServer((_, response) => {
      response.setHeader('content-type', 'text/html')
      response.end(`<!doctype html><title>A shop</title><parley-chat mode="inline"></parley-chat>
          <script>document.querySelector("parley-chat").token = "${token}"</script>
          <script src="${proxy.origin}${PATH}/widget.js"></script>`)
    })
    const embedding = (await listening(scope, site)).replace('127.0.0.1', 'localhost')
    const environment = { PUBLIC_URL: `${proxy.origin}${PATH}/`, EMBED_ORIGINS: embedding }
    const parley = await startParley(scope, { shop, environment })
    proxy.leadTo(parley.url)
    token = parley.as('customer').key
    return { proxy, parley, embedding, url: `${proxy.origin}${PATH}` }
  }
  let installed: ReturnType<typeof installation>
  before(async () => void (await (installed = installation())))

  test('the first page asks, decides and follows there alone', async (t) => {
    const { url, proxy } = await installed
    const page = await browser.newPage(t)
    await page.goto(url)
    await page.getByRole('button', { name: 'Refund order A17' }).click()
    const queue = page.locator('#side-lead')
    await queue.locator('.plan:not([data-inert])', { hasText: 'Needs your yes' }).waitFor()
    await queue.getByRole('button', { name: 'Refund 129.00 EUR and mail' }).click()
    await page.locator('#side-customer .plan[data-status=done]').waitFor()
    const [cookie] = await page.context().cookies()
    assert.equal(cookie?.path, PATH)
    assert.deepEqual(proxy.astray, [])
  })

  test('the console has its views, links and addresses under it, also when it is loaded anew', async (t) => {
    const { url, proxy } = await installed
    const page = await browser.newPage(t)
    const headers = { origin: proxy.origin }
    await page.context().request.post(`${url}/dev/session`, { data: { person: 'operator' }, headers })
    await page.goto(`${url}/console`)
    await page.getByRole('link', { name: /^Documents/ }).click()
    await page.waitForURL(`${url}/console/documents`)
    await page.reload()
    await page.getByRole('heading', { name: 'Documents' }).first().waitFor()
    const links = await page.locator('a[href]').evaluateAll((all) => all.map((link) => link.getAttribute('href')))
    assert.deepEqual(
      links.filter((link) => link !== null && !link.startsWith(`${PATH}/`)),
      [],
    )
    await page.goto(`${url}/docs/api`)
    await page.getByRole('link', { name: 'Parley', exact: true }).click()
    await page.waitForURL(`${url}/`)
    assert.deepEqual(proxy.astray, [])
  })

  test('a page of another site embeds the chat from there', async (t) => {
    const { proxy, embedding } = await installed
    const page = await browser.newPage(t)
    await page.goto(embedding)
    await page.getByRole('textbox', { name: 'Message' }).fill('Refund order A12')
    await page.keyboard.press('Enter')
    await page.locator('.plan').first().waitFor()
    assert.deepEqual(proxy.astray, [])
  })

  test('programs are led there: sockets, the contract, where a run is, and links in answers', async (t) => {
    const { parley, url, proxy } = await installed
    const customer = personClient(url, parley.as('customer').key)
    const { threadId } = await customer.ask('Refund order A23')
    const heard = await followBySocket(t, url, customer, threadId)
    await until(() => heard.some(({ type }) => type === 'plan-proposed'), t.signal)
    const contract = await (await fetch(`${url}/openapi.json`)).json()
    assert.deepEqual(z.looseObject({ servers: z.unknown() }).parse(contract).servers, [{ url }])
    const accepted = await fetch(`${url}/v1/threads/${threadId}/messages`, {
      method: 'POST',
      headers: { authorization: `Bearer ${customer.key}`, 'content-type': 'application/json' },
      body: JSON.stringify({ text: 'hello' }),
    })
    assert.match(accepted.headers.get('location') ?? '', new RegExp(`^${PATH}/v1/runs/`))
    const completion = await customer.request<{ choices: { message: { content: string } }[] }>(
      'POST',
      '/v1/chat/completions',
      { model: 'support', messages: [{ role: 'user', content: 'Refund order A31' }] },
    )
    assert.ok(JSON.stringify(completion.body).includes(`${url}/console/queue/`), JSON.stringify(completion.body))
    assert.deepEqual(proxy.astray, [])
  })

  test('problems lead to the page under the path, and OpenAI’s clients get theirs in OpenAI’s shape', async () => {
    const { parley, url } = await installed
    const headers = { authorization: `Bearer ${parley.as('customer').key}` }
    const asked = async (path: string) =>
      z.looseObject({}).parse(await (await fetch(`${url}${path}`, { headers })).json())
    assert.equal(
      z
        .object({ code: z.string() })
        .loose()
        .parse((await asked('/v1/models/none'))['error']).code,
      'model_not_found',
    )
    const { type, detail } = await asked('/nothing')
    assert.equal(type, `${PATH}/docs/api#problem-no-such-route`)
    assert.ok(String(detail).includes(`${PATH}/openapi.json and ${PATH}/docs/api`), String(detail))
  })

  test('a proxy that takes the path away gets what one gets that hands it on', async (t) => {
    const { parley, url } = await installed
    const customer = personClient(parley.url, parley.as('customer').key)
    const answer = async (from: string, path: string) => {
      const headers = { authorization: `Bearer ${customer.key}` }
      const response = await fetch(`${from}${path}`, { headers })
      const text = (await response.text()).replaceAll(/urn:uuid:[\w-]+/g, '')
      return [response.status, response.headers.get('content-type'), text]
    }
    const pages = ['/', '/?a=/b', '/console', '/console/queue/x', '/console.js', '/widget.js', '/docs/api']
    const others = ['/openapi.json', '/v1/plans', '/v1/plans?limit=x', '/v1/models/none', '/nothing', '/healthz']
    for (const path of [...pages, ...others])
      assert.deepEqual(await answer(parley.url, path), await answer(url, path), path)
    const { threadId } = await customer.ask('Where is order A23?')
    const heard = await followBySocket(t, parley.url, customer, threadId)
    await until(() => heard.some(({ type }) => type === 'message-received'), t.signal)
  })
})

test('MCP clients are told of a protected resource under the path, by both of its addresses', async (t) => {
  const provider = await startIdentityProvider(t)
  const environment = {
    PUBLIC_URL: 'https://example.com/parley/',
    OIDC_ISSUER: provider.issuer,
    OIDC_AUDIENCE: provider.audience,
  }
  const { url } = await startParley(t, { shop: await startTestShop(t), environment })
  const refused = await fetch(`${url}/parley/mcp`, { method: 'POST', body: '{}' })
  const own = 'https://example.com/parley/.well-known/oauth-protected-resource/mcp'
  assert.ok(refused.headers.get('www-authenticate')?.includes(`resource_metadata="${own}"`))
  for (const path of [new URL(own).pathname, '/.well-known/oauth-protected-resource/parley/mcp']) {
    const metadata = await (await fetch(`${url}${path}`)).json()
    assert.equal(z.looseObject({ resource: z.string() }).parse(metadata).resource, 'https://example.com/parley/mcp')
  }
})

test('a path that begins like a route of ours stops the start, and so does more than a path', async (t) => {
  const shop = await startTestShop(t)
  await assert.rejects(
    async () => await startParley(t, { shop, environment: { PUBLIC_URL: 'https://example.com/console/here' } }),
    { code: 'configuration', message: /^PUBLIC_URL: its path begins with \/console, as routes/ },
  )
  for (const text of [
    'https://example.com/a?b=c',
    'https://a@example.com/',
    'https://example.com/a//b',
    'https://example.com/#a',
  ])
    assert.throws(() => readConfig({ PUBLIC_URL: text }), {
      code: 'configuration',
      message: /PUBLIC_URL: must be an address/,
    })
})
