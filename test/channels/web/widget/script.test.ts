import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { get } from 'node:http'
import { join } from 'node:path'
import test from 'node:test'
import { DIST } from '#package-root.ts'
import { startServer } from '../start-server.ts'
import '../../../helpers/built.ts'

/** What a page pays for the chat, as it travels to a browser of today (decision 69). */
const BUDGET_BYTES = 41_000

test('the chat is one script of at most 41 kB as it is served, for every site, with a strong tag', async (t) => {
  const server = await startServer(t)
  const answer = await server.request('/widget.js')
  assert.equal(answer.status, 200)
  assert.match(answer.headers.get('content-type') ?? '', /^text\/javascript/)
  assert.equal(answer.headers.get('cross-origin-resource-policy'), 'cross-origin')
  const tag = answer.headers.get('etag') ?? ''
  assert.match(tag, /^"[\w-]{40,}(?:-br)?"$/)
  const bytes = await bytesServed(server.url, '/widget.js', 'gzip, deflate, br, zstd')
  assert.ok(bytes <= BUDGET_BYTES, `${bytes} bytes`)
  assert.equal((await server.request('/widget.js', { headers: { 'if-none-match': tag } })).status, 304)
})

test('what it loads later is named by its hash and kept for good, and of another there is none', async (t) => {
  const server = await startServer(t)
  const script = await (await server.request('/widget.js')).text()
  const part = await readFile(join(DIST, 'widget-more.js'))
  const hash = createHash('sha256').update(part).digest('base64url')
  assert.ok(script.includes(hash))
  const answer = await server.request(`/widget-more/${hash}`)
  assert.equal(await answer.text(), part.toString())
  assert.equal(answer.headers.get('cache-control'), 'public, max-age=31536000, immutable')
  assert.equal(answer.headers.get('cross-origin-resource-policy'), 'cross-origin')
  assert.equal((await server.request('/widget-more/another')).status, 404)
})

test('it asks no other site for anything, and makes markup of no text', async (t) => {
  const server = await startServer(t)
  const script =
    (await (await server.request('/widget.js')).text()) + (await readFile(join(DIST, 'widget-more.js'), 'utf8'))
  const addresses = [...script.matchAll(/https?:\/\/[\w.-]+/g)].map(([url]) => url)
  assert.deepEqual(new Set(addresses), new Set(['http://www.w3.org'])) // the name of SVG
  assert.doesNotMatch(script, /innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\(|new Function/)
})

// `fetch` unpacks what it gets.
async function bytesServed(url: string, path: string, encodings: string): Promise<number> {
  const { promise, resolve, reject } = Promise.withResolvers<number>()
  get(`${url}${path}`, { headers: { 'accept-encoding': encodings } }, (answer) => {
    let bytes = 0
    answer.on('data', (piece: Buffer) => (bytes += piece.byteLength))
    answer.on('end', () => resolve(bytes))
  }).on('error', reject)
  return await promise
}
