import assert from 'node:assert/strict'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { ingestFolder } from '#knowledge/knowledge.ts'
import { storedFiles } from '#memory/documents/document-lists.ts'
import { search } from '#memory/documents/search.ts'
import { openKnowledge, TENANT } from '../helpers/shop-knowledge.ts'

const services = await openKnowledge({ after })
const { database } = services
const path = await mkdtemp(join(tmpdir(), 'knowledge-'))
after(() => rm(path, { recursive: true, force: true }))

const ingest = (acl: readonly string[] = ['public'], keepMs?: number) => {
  const knowledge = [{ path, acl, class: 'internal' as const, ...(keepMs !== undefined && { keepMs }) }]
  const options = { signal: AbortSignal.timeout(60_000), onProgress: () => {} }
  return ingestFolder(services, TENANT, { languages: ['en'], name: 'tested', knowledge }, options)
}
const find = async (query: string, roles: readonly string[] = []) => {
  const readers = [{ id: 'somebody', roles }]
  const { results } = await database.tenant(TENANT, (tx) =>
    search(tx, { agents: ['tested'], query, words: [], vector: null, readers, k: 5 }),
  )
  return results.map(({ text }) => text)
}
const PAGE = '<html><body><h1>Widgets</h1><p>Gronk widgets are blue.</p></body></html>'

test('a folder may hold files of any kind: they are read into text, once', async () => {
  await writeFile(join(path, 'plain.md'), '# Plain\n\nA frobnicator hums.\n')
  await writeFile(join(path, 'page.html'), PAGE)
  assert.equal((await ingest()).stored.length, 2)
  assert.match((await find('gronk'))[0] ?? '', /^Gronk widgets are blue\./)
  assert.deepEqual((await ingest()).stored, [])
})

test('rights that change count for a file that stayed as it is', async () => {
  await ingest(['role:lead'])
  assert.deepEqual(await find('gronk'), [])
  assert.equal((await find('gronk', ['lead'])).length, 1)
  await ingest()
})

test('how long a file is kept counts for one that stayed as it is', async () => {
  await ingest(['public'], 86_400_000)
  const stored = await database.tenant(TENANT, (tx) => storedFiles(tx, 'agent:tested/'))
  assert.deepEqual(
    [...stored.values()].map(({ keepMs }) => keepMs),
    [86_400_000, 86_400_000],
  )
  await ingest()
})

test('a file that can’t be read is left out, and what was read of it before stays', async () => {
  await writeFile(join(path, 'broken.docx'), 'PK\u0003\u0004 and then nothing')
  const report = await ingest()
  assert.deepEqual(report.stored, [])
  await writeFile(join(path, 'page.html'), '')
  assert.deepEqual((await ingest()).retired, [])
  assert.equal((await find('gronk')).length, 1)
})

test('with other rights nothing stays of a file that can’t be read any more', async () => {
  const { retired } = await ingest(['role:lead'])
  assert.equal(retired.length, 1)
  assert.deepEqual(await find('gronk', ['lead']), [])
})

test('what stands before a page’s text isn’t quoted, and its title there is the document’s', async () => {
  const front = '---\ntitle: The wug guide\nauthor: Ines\n---\n'
  await writeFile(join(path, 'guide.md'), `${front}\n# Wugs\n\nA wug weighs two stone.\n`)
  await ingest()
  assert.deepEqual(await find('ines'), [])
  assert.deepEqual(await find('wug'), ['A wug weighs two stone.'])
  const readers = [{ id: 'somebody', roles: [] }]
  const { results } = await database.tenant(TENANT, (tx) =>
    search(tx, { agents: ['tested'], query: 'wug', words: [], vector: null, readers, k: 1 }),
  )
  assert.equal(results[0]?.document.title, 'The wug guide')
})
