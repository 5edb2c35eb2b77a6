import assert from 'node:assert/strict'
import test from 'node:test'
import { gzipSync } from 'node:zlib'
import { startServer } from '../start-server.ts'
import '../../../helpers/built.ts'

/** What a page pays for the chat, with cards in two languages, the reader, feedback and one's own yes in it (docs/decisions/0025). */
const BUDGET_BYTES = 54_000

test('the chat is one script of at most 54 kB packed, for every site, with a strong tag', async (t) => {
  const server = await startServer(t)
  const answer = await server.request('/widget.js')
  assert.equal(answer.status, 200)
  assert.match(answer.headers.get('content-type') ?? '', /^text\/javascript/)
  assert.equal(answer.headers.get('cross-origin-resource-policy'), 'cross-origin')
  const tag = answer.headers.get('etag') ?? ''
  assert.match(tag, /^"[\w-]{40,}"$/)
  const bytes = gzipSync(Buffer.from(await answer.arrayBuffer()), { level: 9 }).byteLength
  assert.ok(bytes <= BUDGET_BYTES, `${bytes} bytes`)
  assert.equal((await server.request('/widget.js', { headers: { 'if-none-match': tag } })).status, 304)
})

test('it asks no other site for anything, and makes markup of no text', async (t) => {
  const server = await startServer(t)
  const script = await (await server.request('/widget.js')).text()
  const addresses = [...script.matchAll(/https?:\/\/[\w.-]+/g)].map(([url]) => url)
  assert.deepEqual(new Set(addresses), new Set(['http://www.w3.org'])) // the name of SVG
  assert.doesNotMatch(script, /innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\(|new Function/)
})
