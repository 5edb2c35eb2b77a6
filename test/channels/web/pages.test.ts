import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import test from 'node:test'
import { startServer } from './start-server.ts'

test('the pages carry no script, and their policy allows exactly the stylesheet that they carry', async (t) => {
  const server = await startServer(t, { withPeople: true })
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

test('the first page says what runs, where, and how to go on; in production only that it is Parley', async (t) => {
  const server = await startServer(t, { withPeople: true })
  const page = await (await server.request('/')).text()
  for (const wanted of [
    server.url,
    'PGlite in ./data',
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
  assert.doesNotMatch(closed, /PGlite|0\.1\.0|OPENAI|127\.0\.0\.1/)
})

test('what a page shows is text, whatever it holds', async (t) => {
  const server = await startServer(t)
  const calm = await server.operations.readiness()
  const facts = { ...calm.facts, agents: ['<script>alert(1)</script>'], database: '"><img src=x onerror=alert(1)>' }
  server.operations.readiness = async () => ({
    ready: false,
    dependencies: { '<b>db': { ok: false, detail: '<i>gone' } },
    facts,
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
  const server = await startServer(t)
  const calm = await server.operations.readiness()
  const dependencies = { database: { ok: false, detail: 'gone' }, sandbox: { ok: true, detail: 'warm' } }
  server.operations.readiness = async () => ({ ...calm, ready: false, dependencies })
  const response = await server.request('/readyz')
  assert.equal(response.status, 503)
  assert.partialDeepStrictEqual(await response.json(), { code: 'not-ready', ready: false, dependencies })
  assert.equal((await server.request('/healthz')).status, 200)
})
