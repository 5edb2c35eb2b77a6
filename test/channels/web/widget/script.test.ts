import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { get } from 'node:http'
import { join } from 'node:path'
import test from 'node:test'
import { HASH_LENGTH } from '#channels/web/widget-parts.ts'
import { DIST } from '#package-root.ts'
import { startServer } from '../start-server.ts'
import '../../../helpers/built.ts'

/** What a page pays for the chat, as it travels to a browser of today (decision 69), and to an old one. */
const BUDGET_BYTES = { br: 41_000, gzip: 46_000 } as const

/** The same for what is loaded with the first plan, for work on it, for reading at length, for a person, and for each language. */
const PART_BYTES = {
  'widget-card.js': { br: 18_500, gzip: 20_500 },
  'widget-details.js': { br: 9_000, gzip: 10_000 },
  'widget-reader.js': { br: 6_500, gzip: 7_500 },
  'widget-person.js': { br: 2_500, gzip: 3_000 },
  'widget-in-de.js': { br: 8_000, gzip: 9_000 },
} as const

test('the chat is one script of at most 41 kB as it is served, for every site, with a strong tag', async (t) => {
  const server = await startServer(t)
  const answer = await server.request('/widget.js')
  assert.equal(answer.status, 200)
  assert.match(answer.headers.get('content-type') ?? '', /^text\/javascript/)
  assert.equal(answer.headers.get('cross-origin-resource-policy'), 'cross-origin')
  const tag = answer.headers.get('etag') ?? ''
  assert.match(tag, /^"[\w-]{40,}(?:-br)?"$/)
  await assertServedWithin(`${server.url}/widget.js`, BUDGET_BYTES)
  assert.equal((await server.request('/widget.js', { headers: { 'if-none-match': tag } })).status, 304)
})

test('what it loads later is named by its hash and kept for good, and of another there is none', async (t) => {
  const server = await startServer(t)
  const script = await (await server.request('/widget.js')).text()
  for (const [file, budget] of Object.entries(PART_BYTES)) {
    const part = await readFile(join(DIST, file))
    const hash = createHash('sha256').update(part).digest('base64url').slice(0, HASH_LENGTH)
    assert.ok(script.includes(hash), file)
    const answer = await server.request(`/widget-more/${hash}`)
    assert.equal(await answer.text(), part.toString())
    assert.equal(answer.headers.get('cache-control'), 'public, max-age=31536000, immutable')
    assert.equal(answer.headers.get('cross-origin-resource-policy'), 'cross-origin')
    await assertServedWithin(`${server.url}/widget-more/${hash}`, budget)
  }
  assert.equal((await server.request(`/widget-more/${'another'.padEnd(HASH_LENGTH, '0')}`)).status, 404)
})

test('no two of them have the same texts, which would be drawn in two languages', async () => {
  const files = ['widget.js', ...Object.keys(PART_BYTES)]
  const texts = await Promise.all(
    files.map(async (file) => {
      const inputs: readonly string[] = JSON.parse(await readFile(join(DIST, `${file}.inputs.json`), 'utf8'))
      return inputs.filter((path) => path.startsWith('src/cards/texts/'))
    }),
  )
  // Of these the chat's own script has how things are counted and listed, and no texts.
  const all = texts.flat().filter((path) => path !== 'src/cards/texts/plan-texts.ts')
  assert.deepEqual(all, [...new Set(all)])
})

test('it asks no other site for anything, and makes markup of no text', async (t) => {
  const server = await startServer(t)
  const parts = await Promise.all(Object.keys(PART_BYTES).map((file) => readFile(join(DIST, file), 'utf8')))
  const script = [await (await server.request('/widget.js')).text(), ...parts].join('')
  const addresses = [...script.matchAll(/https?:\/\/[\w.-]+/g)].map(([url]) => url)
  assert.deepEqual(new Set(addresses), new Set(['http://www.w3.org'])) // the name of SVG
  assert.doesNotMatch(script, /innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\(|new Function/)
})

async function assertServedWithin(url: string, budget: { readonly br: number; readonly gzip: number }): Promise<void> {
  for (const [encodings, most] of [
    ['gzip, deflate, br, zstd', budget.br],
    ['gzip, deflate', budget.gzip],
  ] as const) {
    const bytes = await bytesServed(url, encodings)
    assert.ok(bytes <= most, `${url}: ${bytes} bytes of ${most} (${encodings})`)
  }
}

// `fetch` unpacks what it gets.
async function bytesServed(url: string, encodings: string): Promise<number> {
  const { promise, resolve, reject } = Promise.withResolvers<number>()
  get(url, { headers: { 'accept-encoding': encodings } }, (answer) => {
    let bytes = 0
    answer.on('data', (piece: Buffer) => (bytes += piece.byteLength))
    answer.on('end', () => resolve(bytes))
  }).on('error', reject)
  return await promise
}
