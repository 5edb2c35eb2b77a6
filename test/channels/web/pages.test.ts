import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import test from 'node:test'
import { startServer } from './start-server.ts'
import '../../helpers/built.ts'

test('the plain pages carry no script, and their policy allows exactly the stylesheet that they carry', async (t) => {
  const server = await startServer(t)
  for (const path of ['/', '/docs/api']) {
    const response = await server.request(path)
    const page = await response.text()
    assert.equal(response.headers.get('content-type'), 'text/html; charset=utf-8')
    assert.doesNotMatch(page, /<script|\son\w+=|style="|javascript:|<img|<form/i)
    const hashes = [...page.matchAll(/<style>([^]*?)<\/style>/g)].map(([, style = '']) =>
      createHash('sha256').update(style).digest('base64'),
    )
    assert.match(response.headers.get('content-security-policy') ?? '', /style-src 'sha256-/)
    for (const hash of hashes)
      assert.ok(response.headers.get('content-security-policy')?.includes(`'sha256-${hash}'`), path)
    assert.equal(hashes.length, 1)
  }
})

test('an address where nothing is answers a browser with a page, and a program with a problem', async (t) => {
  const server = await startServer(t)
  const accept = 'text/html,application/xhtml+xml,*/*;q=0.8'
  const seen = await server.request('/consle/<b>', { headers: { accept } })
  assert.deepEqual([seen.status, seen.headers.get('content-type')], [404, 'text/html; charset=utf-8'])
  const page = await seen.text()
  assert.match(page, /There is no such page[^]*href="\/console"/)
  assert.doesNotMatch(page, /consle|<b>/)
  const asked = await server.request('/consle', { headers: { accept: 'application/json, */*' } })
  assert.equal(asked.headers.get('content-type'), 'application/problem+json')
})

test('browsers find an icon where they look for one', async (t) => {
  const server = await startServer(t)
  const icon = await server.request('/favicon.ico')
  assert.deepEqual([icon.status, icon.headers.get('content-type')], [200, 'image/svg+xml; charset=utf-8'])
})

test('pages with scripts load them from this server alone, and have nothing inline', async (t) => {
  const server = await startServer(t, { withPeople: true })
  for (const path of ['/', '/console', '/console/queue', '/console/queue/anything']) {
    const response = await server.request(path)
    const page = await response.text()
    assert.doesNotMatch(
      page,
      /<style|<script(?! type="module" src="\/[\w.]+"><)|\son\w+=|style="|javascript:|<img|<form/i,
    )
    const policy = response.headers.get('content-security-policy') ?? ''
    assert.match(policy, /default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'/)
    assert.match(policy, /frame-ancestors 'none'; require-trusted-types-for 'script'/)
    assert.doesNotMatch(policy, /unsafe|https?:|\*/)
  }
})

test('a script is kept by browsers as long as it is the same to the byte, packed or not', async (t) => {
  const server = await startServer(t)
  const ask = (headers: Record<string, string>): Promise<Response> => server.request('/console.js', { headers })
  const [plain, packed, smallest] = [
    await ask({ 'accept-encoding': 'identity' }),
    await ask({ 'accept-encoding': 'br;q=0, gzip' }),
    await ask({ 'accept-encoding': 'gzip, deflate, br, zstd' }),
  ]
  assert.equal(await plain.text(), await packed.text())
  assert.equal(await smallest.text(), await (await ask({ 'accept-encoding': 'identity' })).text())
  const tags = [plain, packed, smallest].map((response) => response.headers.get('etag') ?? '')
  for (const [response, encoding] of [
    [plain, null],
    [packed, 'gzip'],
    [smallest, 'br'],
  ] as const) {
    assert.equal(response.headers.get('content-encoding'), encoding)
    assert.equal(response.headers.get('content-type'), 'text/javascript; charset=utf-8')
    assert.equal(response.headers.get('cache-control'), 'no-cache')
    assert.equal(response.headers.get('vary'), 'Accept-Encoding')
    assert.match(response.headers.get('etag') ?? '', /^"[\w-]{43}(?:-gzip|-br)?"$/)
  }
  assert.equal(new Set(tags).size, 3)
  const again = await ask({ 'accept-encoding': 'gzip', 'if-none-match': `"other", W/${tags[1]}` })
  assert.deepEqual([again.status, await again.text(), again.headers.get('etag')], [304, '', tags[1]])
  assert.equal((await ask({ 'accept-encoding': 'gzip;q=0', 'if-none-match': tags[1] ?? '' })).status, 200)
  assert.equal((await server.request('/console.css')).headers.get('content-type'), 'text/css; charset=utf-8')
})

test('the first page says what runs, where, and how to go on; in production only that it is Parley', async (t) => {
  const server = await startServer(t, { withPeople: true })
  const page = await (await server.request('/')).text()
  for (const wanted of [
    server.url,
    server.database.kind === 'pglite' ? 'PGlite in ' : 'PostgreSQL',
    'npx parley chat',
    'OPENAI_API_KEY',
    '/docs/api',
    'support-lead',
  ]) {
    assert.ok(page.includes(wanted), wanted)
  }
  assert.doesNotMatch(page, /dev_[\w-]{20}/)
  const production = await startServer(t, { environment: { NODE_ENV: 'production' } })
  const closed = await (await production.request('/')).text()
  assert.doesNotMatch(closed, /PGlite|PostgreSQL|0\.1\.0|OPENAI|127\.0\.0\.1/)
})

test('what a page shows is text, whatever it holds', async (t) => {
  const words = { agents: ['<script>alert(1)</script>'], database: '"><img src=x onerror=alert(1)>' }
  const dependencies = { '<b>db': { ok: false, detail: '<i>gone' } }
  const server = await startServer(t, {
    instead: ({ readiness }) => ({
      readiness: async () => ({ ready: false, dependencies, facts: { ...(await readiness()).facts, ...words } }),
    }),
  })
  const page = await (await server.request('/')).text()
  assert.doesNotMatch(page, /<script|<img|<b>|<i>/)
  assert.match(page, /&lt;script&gt;[^]*Not ready|Not ready[^]*&lt;script&gt;/)
})

test('the API page has every route and explains every problem that a route can answer with', async (t) => {
  const server = await startServer(t)
  const page = await (await server.request('/docs/api')).text()
  const document = await (await server.request('/openapi.json')).text()
  for (const [, code] of document.matchAll(/`([\w-]+)`: /g)) assert.ok(page.includes(`id="problem-${code}"`), code)
  for (const path of Object.keys(JSON.parse(document).paths))
    assert.ok(page.includes(path.replaceAll('&', '&amp;')), path)
  const targets = new Set([...page.matchAll(/ id="([^"]+)"/g)].map(([, id]) => id))
  for (const [, id] of page.matchAll(/href="#([^"]+)"/g)) assert.ok(targets.has(id), id)
})

test('not ready is 503, with each dependency and its state', async (t) => {
  const dependencies = { database: { ok: false, detail: 'gone' }, sandbox: { ok: true, detail: 'warm' } }
  const server = await startServer(t, {
    instead: ({ readiness }) => ({ readiness: async () => ({ ...(await readiness()), ready: false, dependencies }) }),
  })
  const response = await server.request('/readyz')
  assert.equal(response.status, 503)
  assert.partialDeepStrictEqual(await response.json(), { code: 'not-ready', ready: false, dependencies })
  assert.equal((await server.request('/healthz')).status, 200)
})
