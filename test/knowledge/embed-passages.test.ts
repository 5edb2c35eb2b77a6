import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { test, type TestContext } from 'node:test'
import { sql } from 'drizzle-orm'
import type { DataClass } from '#core/data-class.ts'
import { systemContext } from '#core/context.ts'
import { embedPassages } from '#knowledge/search/embed-passages.ts'
import { retrieve } from '#knowledge/knowledge.ts'
import { createLogger } from '#core/log.ts'
import { storeDocument } from '#memory/documents/documents.ts'
import {
  type EmbedderName,
  leaseEmbedder,
  readEmbedders,
  retireOtherVectors,
  serveEmbedder,
  wantEmbedder,
} from '#memory/documents/embedders.ts'
import { prepareDocument } from '#memory/documents/prepare-document.ts'
import { keepDocuments } from '#memory/database/reader.ts'
import { openEmbedder } from '#models/embedder.ts'
import type { EmbeddingEndpoint } from '#models/embedding/endpoint-embedder.ts'
import { PrincipalId, TenantId, type Principal } from '#core/principal.ts'
import { deep } from '../helpers/depth.ts'
import { lentOpen } from '../helpers/lent-database.ts'
import { fails, hangs, says, startModelServer, type ModelReply } from '../helpers/model-server.ts'
import { patient } from '../helpers/patient.ts'

const TENANT = TenantId.parse('default')
const reader: Principal = {
  tenantId: TENANT,
  id: PrincipalId.parse('customer'),
  name: 'Maya',
  email: null,
  roles: [],
  groups: [],
  authenticatedBy: 'session',
  scopes: [],
}
const never = new AbortController().signal

/** A database without another test's rows, an embedding server, and the work as processes of several configurations do it. */
async function desk(t: TestContext, ...embeddings: readonly ModelReply[]) {
  const database = await lentOpen(t)
  const server = await startModelServer(t, [], { embeddings })
  const process = (model: string, dimensions = 512) =>
    processWith({ baseUrl: server.url, model, apiKey: null, dimensions })
  const processWith = (endpoint: EmbeddingEndpoint | null) => {
    const embedder = openEmbedder({ endpoint })
    t.after(() => embedder[Symbol.asyncDispose]())
    const services = { database, embedder, context: systemContext(createLogger('silent')) }
    return {
      name: embedder.name,
      want: () => database.tenant(TENANT, (tx) => wantEmbedder(tx, embedder)),
      embed: (signal = never) => embedPassages(services, TENANT, signal),
      /** Something else happens between the model's answer and what is done with it. */
      embedWhile: (meanwhile: () => Promise<unknown>) => {
        const embed: typeof embedder.embed = async (texts, options) => {
          const vectors = await embedder.embed(texts, options)
          await meanwhile()
          return vectors
        }
        return embedPassages({ ...services, embedder: { ...embedder, embed } }, TENANT, never)
      },
      find: async (question: string) =>
        retrieve({ ...services, reranker: null }, reader, { agents: [], question, k: 5 }, never),
    }
  }
  const storeAs = (dataClass: DataClass, source: string, ...paragraphs: readonly string[]) => {
    const text = paragraphs.map((paragraph, index) => `# Part ${index}\n\n${paragraph}`).join('\n\n')
    const document = prepareDocument({
      agents: ['shared'],
      source,
      title: 'T',
      text,
      owner: null,
      acl: ['public'],
      class: dataClass,
    })
    const none = { embedder: 'none', vectors: new Map<string, readonly number[]>() }
    return database.tenant(TENANT, (tx) => storeDocument(tx, document, { newId: randomUUID, embeddings: none }))
  }
  const store = (source: string, ...paragraphs: readonly string[]) => storeAs('public', source, ...paragraphs)
  /** The texts that a model was asked for, each as often as it was. */
  const asked = (model: string) =>
    server.embeddingRequests.filter((request) => request.model === model).flatMap(({ input }) => input)
  const vectors = async () => {
    const rows = await database.tenant(TENANT, async (tx) => {
      await keepDocuments(tx)
      return tx.query<{ name: string }>(sql`
        select embedder || ' ' || dimensions || ' ' || count(*) as name from passage_vectors
         where retired_at is null group by embedder, dimensions order by 1`)
    })
    return rows.map(({ name }) => name)
  }
  /** As a process asks for it whose model nobody here can reach. */
  const want = (embedder: EmbedderName) => database.tenant(TENANT, (tx) => wantEmbedder(tx, embedder))
  const serving = async () => (await database.tenant(TENANT, readEmbedders)).serving
  const leftBehind = (name: string, leaseMs: number) =>
    database.tenant(TENANT, (tx) => leaseEmbedder(tx, { name, holder: randomUUID(), leaseMs }))
  /** What a process does at its end that wasn't told in time that it isn't asked any more. */
  const endsLate = (name: string) =>
    database.tenant(TENANT, async (tx) => [
      await serveEmbedder(tx, { name, sendsTexts: true }),
      await retireOtherVectors(tx, name, 100),
    ])
  const inside = processWith(null)
  return { process, inside, store, storeAs, asked, want, vectors, serving, leftBehind, endsLate }
}

const many = (count: number, from = 0) =>
  Array.from({ length: count }, (_, index) => `Fact ${from + index} of the numbat.`)

test('equal texts are embedded once, over documents, versions and what was gone for a while', patient, async (t) => {
  const { process, store, asked, vectors } = await desk(t)
  await process('m1').want()
  await store('a', 'One heron.', 'Two herons.')
  await process('m1').embed()
  assert.equal(asked('m1').length, 2)
  await store('b', 'One heron.', 'Three herons.')
  await process('m1').embed()
  assert.deepEqual(
    asked('m1')
      .slice(2)
      .map((text) => text.split('\n').at(-1)),
    ['Three herons.'],
  )
  await store('a', 'One heron.')
  await store('a', 'One heron.', 'Two herons.')
  await process('m1').embed()
  assert.equal(asked('m1').length, 3)
  assert.deepEqual(await vectors(), ['endpoint/m1 512 4'])
})

test(
  'the vectors of the model before serve until those of the new one are complete, of another size too',
  patient,
  async (t) => {
    const { process, store, asked, vectors, serving } = await desk(t)
    const before = process('m1')
    await before.want()
    await store('a', ...many(40))
    await before.embed()
    const now = process('m2', 256)
    assert.deepEqual(await now.want(), { serving: 'endpoint/m1', wanted: 'endpoint/m2@256' })
    const found = await now.find('Which fact is the 7 of the numbat?')
    assert.ok(found.similarity !== null)
    assert.deepEqual([asked('m1').length, asked('m2').length], [41, 0])
    await now.embed()
    assert.deepEqual([await serving(), asked('m2').length], ['endpoint/m2@256', 40])
    assert.deepEqual(await vectors(), ['endpoint/m2@256 256 40'])
    assert.ok((await now.find('Which fact is the 9 of the numbat?')).similarity !== null)
    assert.deepEqual([asked('m1').length, asked('m2').length], [41, 41])
  },
)

test('going back to the model before asks it for nothing that it has said', patient, async (t) => {
  const { process, store, asked, vectors, serving } = await desk(t)
  await process('m1').want()
  await store('a', ...many(5))
  await process('m1').embed()
  await process('m2').want()
  await process('m2').embed()
  await process('m1').want()
  await process('m1').embed()
  assert.deepEqual([await serving(), asked('m1').length, asked('m2').length], ['endpoint/m1', 5, 5])
  assert.deepEqual(await vectors(), ['endpoint/m1 512 5'])
})

test('what was stopped in the middle goes on where it was, and the one before serves meanwhile', patient, async (t) => {
  const answers = says('with vectors')
  const { process, store, asked, vectors, serving } = await desk(t, answers, answers, answers, answers, hangs())
  const before = process('m1')
  await before.want()
  await store('a', ...many(70))
  await before.embed()
  assert.equal(asked('m1').length, 70)
  const stop = new AbortController()
  const killed = process('m2')
  await killed.want()
  const ended = killed.embed(stop.signal)
  while (asked('m2').length < 64) await new Promise((resolve) => setTimeout(resolve, 5))
  stop.abort()
  await assert.rejects(ended)
  assert.deepEqual([await serving(), await vectors()], ['endpoint/m1', ['endpoint/m1 512 70', 'endpoint/m2 512 32']])
  await process('m2').embed()
  // The batch that hung was asked for twice, those before it and behind it once.
  assert.equal(asked('m2').length, 70 + 32)
  assert.deepEqual([await serving(), await vectors()], ['endpoint/m2', ['endpoint/m2 512 70']])
})

test('a model that is busy for a while is waited for, and costs no vector', patient, async (t) => {
  const { process, store, vectors } = await desk(t, fails(429), fails(503), fails(429))
  await process('m1').want()
  await store('a', ...many(3))
  await process('m1').embed()
  assert.deepEqual(await vectors(), ['endpoint/m1 512 3'])
})

test('a model that can’t do it is not asked again at once, and words still find', patient, async (t) => {
  const { process, store, asked, vectors } = await desk(t, fails(400))
  await process('m1').want()
  await store('a', ...many(3))
  await assert.rejects(process('m1').embed(), { code: 'embedding-unavailable' })
  assert.deepEqual([asked('m1').length, await vectors()], [3, []])
  assert.equal((await process('m1').find('numbat')).passages.length, 3)
})

test('two processes share the work without doing any of it twice', patient, async (t) => {
  const { process, store, asked } = await desk(t)
  await process('m1').want()
  await store('a', ...many(40))
  await Promise.all([process('m1').embed(), process('m1').embed(), process('m1').embed()])
  assert.equal(new Set(asked('m1')).size, asked('m1').length)
})

deep('what a process that died had taken is taken over when its time is over', patient, async (t) => {
  const { process, store, asked, leftBehind } = await desk(t)
  const next = process('m1')
  await next.want()
  await store('a', ...many(3))
  await leftBehind(next.name, 1_500)
  await next.embed()
  assert.equal(asked('m1').length, 0)
  while (asked('m1').length === 0) {
    await new Promise((resolve) => setTimeout(resolve, 100))
    await next.embed()
  }
  assert.equal(asked('m1').length, 3)
})

test('a process whose configuration is older leaves the vectors of the newer one alone', patient, async (t) => {
  const { process, store, asked, serving } = await desk(t)
  const older = process('m1')
  await older.want()
  await store('a', ...many(3))
  await older.embed()
  await process('m2').want()
  await process('m2').embed()
  await store('b', ...many(3, 100))
  await older.embed()
  assert.deepEqual([await serving(), asked('m1').length], ['endpoint/m2', 3])
})

test('a process that another model was wanted over, while it worked, lets its own not serve', patient, async (t) => {
  const { process, store, vectors, serving, endsLate } = await desk(t)
  await process('m0').want()
  await store('a', ...many(3))
  await process('m0').embed()
  const older = process('m1')
  await older.want()
  await older.embedWhile(async () => {
    await process('m2').want()
    await process('m2').embed()
  })
  assert.equal(await serving(), 'endpoint/m2')
  assert.deepEqual(await endsLate(older.name), [false, 0])
  assert.deepEqual([await serving(), await vectors()], ['endpoint/m2', ['endpoint/m1 512 3', 'endpoint/m2 512 3']])
})

test(
  'where the model before can’t be reached any more, the new one is asked and finds what it has',
  patient,
  async (t) => {
    const { process, store, asked, want, vectors, serving } = await desk(t, says('with vectors'), hangs())
    await want({ name: 'somebody/else', dimensions: 512 })
    await store('a', ...many(70))
    const now = process('m2')
    await now.want()
    const stop = new AbortController()
    const ended = now.embed(stop.signal)
    while (asked('m2').length < 64) await new Promise((resolve) => setTimeout(resolve, 5))
    stop.abort()
    await assert.rejects(ended)
    assert.deepEqual([await serving(), await vectors()], ['somebody/else', ['endpoint/m2 512 32']])
    // In no word of any passage, so that what is found is found by vector.
    const question = 'Quokka?'
    const { passages, similarity } = await now.find(question)
    assert.equal(asked('m2').at(-1), question)
    assert.ok(similarity !== null)
    assert.equal(passages.length, 5)
  },
)

test('without an endpoint its models can’t be reached, and nobody reaches a model that they don’t know', async (t) => {
  const embedded = openEmbedder({ endpoint: null })
  t.after(() => embedded[Symbol.asyncDispose]())
  assert.deepEqual([embedded.other('endpoint/m1'), embedded.other('somebody/else')], [null, null])
})

test(
  'regulated passages are sent to no endpoint, which serves all the same and has nothing left to do',
  patient,
  async (t) => {
    const { process, store, storeAs, asked, vectors, serving } = await desk(t)
    const own = process('m1')
    await own.want()
    await storeAs('regulated', 'wards', ...many(40))
    await store('a', ...many(2, 100))
    assert.equal(await own.embed(), true)
    assert.deepEqual([asked('m1').length, await vectors(), await serving()], [2, ['endpoint/m1 512 2'], 'endpoint/m1'])
    // Another one takes its place without them, too.
    await process('m2').want()
    assert.equal(await process('m2').embed(), true)
    assert.deepEqual([asked('m2').length, await serving()], [2, 'endpoint/m2'])
    assert.ok(
      (await process('m2').find('Which fact is the 7 of the numbat?')).passages.some(({ text }) => / 7 /u.test(text)),
    )
  },
)

test('what is regulated no more is embedded like everything else', patient, async (t) => {
  const { process, storeAs, asked, vectors } = await desk(t)
  await process('m1').want()
  await storeAs('regulated', 'wards', ...many(3))
  await process('m1').embed()
  assert.equal(asked('m1').length, 0)
  await storeAs('confidential', 'wards', ...many(3))
  await process('m1').embed()
  assert.deepEqual([asked('m1').length, await vectors()], [3, ['endpoint/m1 512 3']])
})

deep('the model inside the process embeds regulated passages', patient, async (t) => {
  const { inside, storeAs, vectors } = await desk(t)
  await inside.want()
  await storeAs('regulated', 'wards', 'One heron.')
  await inside.embed()
  assert.deepEqual(await vectors(), [`${inside.name} 384 1`])
})
