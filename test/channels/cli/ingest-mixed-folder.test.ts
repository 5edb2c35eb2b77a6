import assert from 'node:assert/strict'
import { createHash, randomUUID } from 'node:crypto'
import { mkdir, mkdtemp, rm, truncate, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { after, test, type TestContext } from 'node:test'
import { z } from 'zod'
import type { PassageView, SearchResultView } from '#contract/knowledge.ts'
import type { DocumentPage } from '#contract/document.ts'
import { storeDocument } from '#memory/documents/documents.ts'
import { prepareDocument } from '#memory/documents/prepare-document.ts'
import { TenantId } from '#core/principal.ts'
import { deep } from '../../helpers/depth.ts'
import { BROKEN_FILES, UNSAFE_PACKAGES } from '../../fixtures/documents/bad-files.ts'
import { goodFiles } from '../../fixtures/documents/good-files.ts'
import { HIDDEN, HIDING_FILES } from '../../fixtures/documents/hidden-files.ts'
import { madeText } from '../../fixtures/documents/texts.ts'
import { openPlace, openPlaceAsOwner, testPlace, type DatabasePlace } from '../../helpers/database.ts'
import { fails, openModelServer } from '../../helpers/model-server.ts'
import { startShop } from '../../helpers/parley.ts'
import { runParley } from './run-parley.ts'

// Each file that is read takes a process. So one of each format is new, the others are as they were the last time, and
// of those that can't be read there are a few for each reason: the tests of the parser have them all.
const OF_EACH = 32
const OF_EACH_REASON = 3
const TOO_LARGE = 'hostile/too-large.txt'
const HIDING_FORMATS = ['span.md', 'display-none.html', 'vanish.docx']

interface File {
  readonly name: string
  readonly bytes: Uint8Array
}

function within<Item extends File>(folder: string, files: readonly Item[]): readonly Item[] {
  return files.map((file) => ({ ...file, name: `${folder}/${file.name}` }))
}

const sound = Object.values(Object.groupBy(within('sound', goodFiles(OF_EACH)), ({ format }) => format))
const oneOfEach = sound.map((files, seed) => ({ seed, file: files[seed] ?? assert.fail(`no file ${seed}`) }))
const added = oneOfEach.map(({ file }) => file)
const kept = sound.flat().filter((file) => !added.includes(file))
const hiding = within(
  'hiding',
  HIDING_FILES.filter(({ name }) => HIDING_FORMATS.includes(name)),
)
const broken = Object.values(Object.groupBy(BROKEN_FILES, ({ codes }) => codes[0] ?? ''))
const bad = [
  ...within(
    'broken',
    broken.flatMap((files) => files?.slice(0, OF_EACH_REASON) ?? []),
  ),
  ...within('hostile', UNSAFE_PACKAGES),
  // What no server takes isn't sent at all.
  { name: TOO_LARGE, bytes: new Uint8Array(), codes: ['body-too-large'] },
]

// Vectors take the cores that reading needs, and words find as well.
const model = await openModelServer([], { embeddings: () => fails(400) })
after(() => model[Symbol.asyncDispose]())
const environment = { EMBEDDINGS_BASE_URL: model.url, EMBEDDINGS_MODEL: 'scripted' }
const place = await testPlace({ after })
await handedInBefore(place, kept)
const { parley } = await startShop({ after }, { place, environment, expected: ['documents-failed'] })
const Report = z.object({
  stored: z.array(z.string()),
  unchanged: z.array(z.string()),
  failed: z.array(z.object({ name: z.string(), code: z.string(), reason: z.string() })),
})

/** Stores one, and copies its row for the others: what a folder is compared with is a list of sources and hashes. */
async function handedInBefore(where: DatabasePlace, files: readonly File[]): Promise<void> {
  const rows = files.map(({ name, bytes }) => ({
    id: randomUUID(),
    source: `mixed/${name}`,
    file_hash: createHash('sha256').update(bytes).digest('hex'),
  }))
  {
    await using database = await openPlace(where)
    const about = { title: 'As it was', owner: null, acl: ['public'], class: 'internal' as const }
    const document = prepareDocument({
      agents: ['shared'],
      ...about,
      source: 'copied',
      text: 'As it was.',
      origin: 'upload',
    })
    const embeddings = { embedder: 'none', vectors: new Map<string, readonly number[]>() }
    await database.tenant(TenantId.parse('default'), (tx) =>
      storeDocument(tx, document, { newId: randomUUID, embeddings }),
    )
  }
  await using owner = await openPlaceAsOwner(where)
  await owner.run(
    `insert into documents select (jsonb_populate_record(d, changed)).*
       from documents d, jsonb_array_elements($1::jsonb) changed where d.source = 'copied'`,
    [JSON.stringify(rows)],
  )
}

async function folderOf(t: TestContext, files: readonly File[]): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'parley-mixed-'))
  t.after(() => rm(folder, { recursive: true, force: true }))
  for (const { name, bytes } of files) {
    await mkdir(dirname(join(folder, name)), { recursive: true })
    await writeFile(join(folder, name), bytes)
  }
  return folder
}

function namesOf(files: readonly File[]): readonly string[] {
  return files.map(({ name }) => name).toSorted()
}

function countsOf(names: Iterable<string>): Readonly<Record<string, number>> {
  const counts = new Map<string, number>()
  for (const name of names) counts.set(name, (counts.get(name) ?? 0) + 1)
  return Object.fromEntries([...counts].toSorted())
}

async function documentsThere(): Promise<DocumentPage['documents']> {
  const path = '/v1/documents?all=true&source=mixed/&limit=1000'
  return (await parley.as('operator').request<DocumentPage>('GET', path)).body.documents
}

test('of a mixed folder what is new and can be read goes in, and each other file is told with its reason', async (t) => {
  const files = [...kept, ...added, ...hiding, ...bad]
  assert.ok(files.length >= 300, `${files.length} files`)
  const folder = await folderOf(t, files)
  await truncate(join(folder, TOO_LARGE), 51 * 1024 ** 2)
  const env = { ...place.environment, PORT: new URL(parley.url).port }
  const startedAt = performance.now()
  const words = ['ingest', folder, '--source', 'mixed', '--acl', 'public', '--json']
  const { code, out, err } = await runParley(words, { dataDir: place.dataDir, env })
  const seconds = Math.round((performance.now() - startedAt) / 1000)
  assert.equal(code, 1, err)
  const { stored, unchanged, failed } = Report.parse(JSON.parse(out))
  t.diagnostic(`${files.length} files in ${seconds} s: ${stored.length} read, ${failed.length} refused`)

  assert.deepEqual(stored, namesOf([...added, ...hiding]))
  assert.deepEqual(unchanged, namesOf(kept))
  assert.deepEqual(failed.map(({ name }) => name).sort(), namesOf(bad))
  for (const { name, code: why, reason } of failed) {
    assert.ok(bad.find((file) => file.name === name)?.codes.includes(why), `${name}: ${why}`)
    assert.match(reason, /^[A-Z“"\w].{15,}\.$/, name)
  }
  assert.deepEqual(countsOf(failed.map(({ code: why }) => why)), {
    'body-too-large': 1,
    'document-bomb': 2,
    'document-broken': 5,
    'document-empty': 3,
    'document-format-unknown': 3,
    'document-password': 3,
  })
  assert.deepEqual(
    (await documentsThere()).map(({ source }) => source).sort(),
    namesOf([...kept, ...added, ...hiding]).map((name) => `mixed/${name}`),
  )
})

for (const {
  seed,
  file: { name, format },
} of oneOfEach) {
  deep(`a sentence of a file that came in as ${format} is found`, async () => {
    const document = (await documentsThere()).find(({ source }) => source === `mixed/${name}`)
    assert.equal(document?.format, format)
    const customer = parley.as('customer')
    const { sentence } = madeText(seed)
    const path = `/v1/search?k=50&q=${encodeURIComponent(sentence)}`
    const { body } = await customer.request<{ results: readonly SearchResultView[] }>('GET', path)
    const found = body.results
      .flatMap((result) => [result, ...result.alsoIn])
      .filter((result) => result.document.id === document?.id)
    const passages = await Promise.all(
      found.map(({ passageId }) => customer.request<PassageView>('GET', `/v1/passages/${passageId}`)),
    )
    const texts = passages.map((passage) => passage.body.text.replaceAll(/\s+/g, ' '))
    assert.ok(
      texts.some((text) => text.includes(sentence)),
      JSON.stringify(texts),
    )
  })
}

test('what files hid from their readers is not found', async () => {
  const answer = await parley.as('customer').request('GET', `/v1/search?k=50&q=${encodeURIComponent(HIDDEN)}`)
  assert.equal(answer.status, 200)
  assert.ok(!JSON.stringify(answer.body).includes(HIDDEN))
})
