import assert from 'node:assert/strict'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { embedPassages } from '#knowledge/search/embed-passages.ts'
import { ingestFolder } from '#knowledge/knowledge.ts'
import { listDocuments } from '#memory/documents/document-lists.ts'
import { MAYA, openKnowledge, TENANT } from '../helpers/shop-knowledge.ts'

const DOCUMENTS = 105

const services = await openKnowledge({ after })
const path = await mkdtemp(join(tmpdir(), 'knowledge-'))
after(() => rm(path, { recursive: true, force: true }))
for (let at = 0; at < DOCUMENTS; at += 1) {
  await writeFile(join(path, `${at}.md`), `# A\n\nGronk ${at}.\n\n# B\n\nFrob ${at}.\n\n# C\n\nHum ${at}.\n`)
}

const ingest = (told: string[], stop = new AbortController()) => {
  const knowledge = [{ path, acl: ['public'], class: 'internal' as const }]
  const onProgress = (text: string): void => {
    told.push(text)
    if (text.startsWith('Read 100 of')) stop.abort()
  }
  const signal = AbortSignal.any([stop.signal, AbortSignal.timeout(120_000)])
  const agent = { languages: ['en'], name: 'tested', knowledge }
  return ingestFolder(services, TENANT, agent, { signal, onProgress, vectorsMayFollow: true })
}
const listed = () =>
  services.database.tenant(TENANT, (tx) =>
    listDocuments(tx, {
      agents: 'any',
      viewer: MAYA,
      all: false,
      status: null,
      noticed: false,
      source: '',
      after: null,
      limit: 1_000,
    }),
  )

test('a large folder is found by its words first, goes on where it was stopped, and its vectors follow', async () => {
  const told: string[] = []
  await assert.rejects(ingest(told), { name: 'AbortError' })
  assert.deepEqual(told.slice(1), [
    'They are found by their words at once, and by their meaning as that is worked out.',
    'Read 50 of 105 documents…',
    'Read 100 of 105 documents…',
  ])
  const before = (await listed()).length
  assert.ok(before >= 100 && before < DOCUMENTS, `${before} are stored`)

  const report = await ingest([], { signal: new AbortController().signal, abort: () => {} })
  assert.equal(report.stored.length, DOCUMENTS - before)
  const documents = await listed()
  assert.equal(documents.length, DOCUMENTS)
  assert.ok(documents.every(({ version, passages }) => version === 1 && passages === 3))
  assert.ok(documents.some(({ unembedded }) => unembedded === 3))

  await embedPassages(services, TENANT, AbortSignal.timeout(120_000))
  assert.ok((await listed()).every(({ unembedded }) => unembedded === 0))
})
