import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { test, type TestContext } from 'node:test'
import { setTimeout as delay } from 'node:timers/promises'
import { sql } from 'drizzle-orm'
import { systemContext } from '#core/context.ts'
import { storeForSearch } from '#knowledge/search/store-for-search.ts'
import { startDocumentWorker } from '#knowledge/documents/document-worker.ts'
import { createLogger } from '#core/log.ts'
import { removeDocument } from '#memory/documents/documents.ts'
import { leaseEmbedder, readEmbedders, releaseEmbedder } from '#memory/documents/embedders.ts'
import { prepareDocument } from '#memory/documents/prepare-document.ts'
import { keepDocuments } from '#memory/database/reader.ts'
import { DEFAULT_TENANT } from '#memory/people/tenants.ts'
import { openEmbedder } from '#models/embedder.ts'
import { lentOpen } from '../helpers/lent-database.ts'
import { fails, startModelServer, type ModelReply } from '../helpers/model-server.ts'
import { until } from '../helpers/until.ts'

/** A database without another test's rows, and processes that take documents in and look after them, each by its model. */
async function desk(t: TestContext, ...embeddings: readonly ModelReply[]) {
  const database = await lentOpen(t)
  const server = await startModelServer(t, [], { embeddings })
  const process = (model: string) => {
    const embedder = openEmbedder({ endpoint: { baseUrl: server.url, model, apiKey: null, dimensions: 512 } })
    t.after(() => embedder[Symbol.asyncDispose]())
    const services = { database, embedder, context: systemContext(createLogger('silent')) }
    return {
      name: embedder.name,
      takeIn: (source: string, text = `The ibis waits in ${source}.`) => {
        const document = prepareDocument({
          agents: ['shared'],
          ...{ source, title: source, text, owner: null, acl: ['public'], class: 'public', keepMs: 0 },
        })
        return storeForSearch(services, DEFAULT_TENANT, document)
      },
      tend: () => startDocumentWorker(services, AbortSignal.timeout(60_000)),
    }
  }
  const rows = async (table: 'documents' | 'passage_vectors') =>
    database.tenant(DEFAULT_TENANT, async (tx) => {
      await keepDocuments(tx)
      return (await tx.query(sql`select from ${sql.raw(table)}`)).length
    })
  return {
    database,
    process,
    rows,
    embedders: () => database.tenant(DEFAULT_TENANT, readEmbedders),
    remove: (id: string) => database.tenant(DEFAULT_TENANT, (tx) => removeDocument(tx, id)),
  }
}

/** Waits until a count has stopped growing. */
async function settled(count: () => number): Promise<void> {
  for (let last = -1; last !== count(); await delay(1_000)) last = count()
}

test('what was kept long enough goes while the model is down', async (t) => {
  const { process, rows, remove } = await desk(t, fails(400), fails(400), fails(400))
  const { takeIn: hand, tend } = process('m1')
  await hand('stays')
  await remove((await hand('goes')).documentId)
  await using _ = await tend()
  await until(async () => (await rows('documents')) === 1)
  assert.equal(await rows('passage_vectors'), 0)
})

test('a process that was started earlier takes documents in, and the model of the later one stays wanted', async (t) => {
  const { process, embedders } = await desk(t)
  const [older, newer] = [process('m1'), process('m2')]
  await older.takeIn('first')
  assert.deepEqual(await embedders(), { serving: 'endpoint/m1', wanted: 'endpoint/m1' })
  {
    await using _ = await newer.tend()
    await until(async () => (await embedders()).serving === 'endpoint/m2')
  }
  await older.takeIn('second')
  assert.equal((await embedders()).wanted, 'endpoint/m2')
})

test('what is done rests until something is told of it', async (t) => {
  const { process, rows, database } = await desk(t)
  const { takeIn: hand, tend } = process('m1')
  await hand('first')
  t.mock.timers.enable({ apis: ['setInterval'] })
  await using _ = await tend()
  await until(async () => (await rows('passage_vectors')) === 1)
  const [sweeps, asked] = [t.mock.method(database, 'queue'), t.mock.method(database, 'tenant')]
  await settled(() => asked.mock.callCount())
  const before = asked.mock.callCount()
  t.mock.timers.tick(30_000)
  await until(async () => sweeps.mock.callCount() > 0)
  await delay(100)
  assert.equal(asked.mock.callCount(), before)
  await hand('second')
  await until(async () => (await rows('passage_vectors')) === 2)
})

test('what another process was at is looked at again', async (t) => {
  const { process, rows, database } = await desk(t)
  const { takeIn: hand, tend, name } = process('m1')
  await hand('first')
  const holder = randomUUID()
  assert.ok(await database.tenant(DEFAULT_TENANT, (tx) => leaseEmbedder(tx, { name, holder, leaseMs: 60_000 })))
  t.mock.timers.enable({ apis: ['setInterval'] })
  const asked = t.mock.method(database, 'tenant')
  await using _ = await tend()
  await settled(() => asked.mock.callCount())
  assert.equal(await rows('passage_vectors'), 0)
  await database.tenant(DEFAULT_TENANT, (tx) => releaseEmbedder(tx, name, holder))
  t.mock.timers.tick(30_000)
  await until(async () => (await rows('passage_vectors')) === 1)
})
