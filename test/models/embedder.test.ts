import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { test } from 'node:test'
import type { Worker } from 'node:worker_threads'
import type { Embedder } from '#models/contract.ts'
import { embedWithDeadline } from '#models/embed-with-deadline.ts'
import { openEmbedder } from '#models/embedder.ts'
import { Secret } from '#core/secret.ts'
import { deep } from '../helpers/depth.ts'
import { fails, hangs, startModelServer } from '../helpers/model-server.ts'

const similarity = (left: readonly number[] = [], right: readonly number[] = []) =>
  left.reduce((sum, value, index) => sum + value * (right[index] ?? 0), 0)

test('the embedded model puts a question nearer to its answer than to anything else', async ({ signal }) => {
  await using embedder = openEmbedder({ endpoint: null })
  const [question, answer, other] = await embedder.embed(
    ['how do I get my money back for a broken item', 'Refunds for damaged goods take five days.', 'We ship to Norway.'],
    { signal },
  )
  assert.ok(similarity(question, answer) > similarity(question, other) + 0.1)
})

test('a text that says nothing, and one far too long, still have a vector', async ({ signal }) => {
  await using embedder = openEmbedder({ endpoint: null })
  const vectors = await embedder.embed(['', ' \n', '\u{1F4A1}\u{1F6CB}', 'lamp '.repeat(50_000)], { signal })
  for (const vector of vectors) assert.ok(Math.abs(Math.hypot(...vector) - 1) < 1e-9)
})

deep(
  'what is to be kept is read at the next start, without the model; of other texts nothing is kept',
  async ({ signal }) => {
    const texts = [`refund order ${randomUUID()}`, 'where is my parcel']
    await using first = openEmbedder({ endpoint: null })
    const vectors = await first.embed(texts, { signal, keep: true })
    const threads: Worker[] = []
    const onWorker = (worker: Worker) => threads.push(worker)
    process.on('worker', onWorker)
    try {
      await using second = openEmbedder({ endpoint: null })
      assert.deepEqual(await second.embed(texts, { signal, keep: true }), vectors)
      assert.equal(threads.length, 0)
      await second.embed(texts.toReversed(), { signal })
      assert.equal(threads.length, 1)
    } finally {
      process.off('worker', onWorker)
    }
  },
)

deep('a model thread that died is started again, and the text is embedded all the same', async ({ signal }) => {
  const threads: Worker[] = []
  const onWorker = (worker: Worker) => threads.push(worker)
  process.on('worker', onWorker)
  try {
    await using embedder = openEmbedder({ endpoint: null })
    await embedder.embed(['first'], { signal })
    const waiting = embedder.embed(['second', 'third', 'fourth', 'fifth', 'sixth'], { signal })
    await threads[0]?.terminate()
    assert.equal((await waiting).length, 5)
    assert.equal(threads.length, 2)
  } finally {
    process.off('worker', onWorker)
  }
})

test('embedding stops when it is told to', async () => {
  await using embedder = openEmbedder({ endpoint: null })
  const stop = new AbortController()
  const waiting = embedder.embed(['one text', 'another'], { signal: stop.signal })
  stop.abort(new Error('enough'))
  await assert.rejects(waiting, { message: 'enough' })
})

test('an endpoint is asked once for each text, and once more after a failure that may pass', async (t) => {
  const server = await startModelServer(t, [], { embeddings: [fails(503)] })
  await using embedder = openEmbedder({
    endpoint: { baseUrl: server.url, model: 'm', apiKey: new Secret('k'), dimensions: 512 },
  })
  const vectors = await embedder.embed(['a lamp', 'a chair', 'a lamp'], { signal: t.signal })
  await embedder.embed(['a chair'], { signal: t.signal })
  assert.deepEqual(vectors[0], vectors[2])
  assert.equal(vectors[0]?.length, 512)
  assert.deepEqual(
    server.embeddingRequests.map((request) => request.input),
    [
      ['a lamp', 'a chair'],
      ['a lamp', 'a chair'],
    ],
  )
})

for (const [title, status] of [
  ['an endpoint that refuses the key is reported and not asked again', 401],
  ['an endpoint that stays broken is reported', 500],
] as const) {
  test(title, async (t) => {
    const server = await startModelServer(t, [], { embeddings: [fails(status), fails(status)] })
    await using embedder = openEmbedder({
      endpoint: { baseUrl: server.url, model: 'm', apiKey: null, dimensions: 512 },
    })
    await assert.rejects(embedder.embed(['a lamp'], { signal: t.signal }), { code: 'embedding-unavailable' })
    assert.equal(server.embeddingRequests.length, status === 401 ? 1 : 2)
  })
}

test('waiting for an endpoint that hangs can be stopped', async (t) => {
  const server = await startModelServer(t, [], { embeddings: [hangs()] })
  await using embedder: Embedder = openEmbedder({
    endpoint: { baseUrl: server.url, model: 'm', apiKey: null, dimensions: 512 },
  })
  const stop = new AbortController()
  const waiting = embedder.embed(['a lamp'], { signal: stop.signal })
  stop.abort(new Error('enough'))
  await assert.rejects(waiting, { message: 'enough' })
})

test('who waits for an answer waits for no endpoint longer than a person does, and is told so', async (t) => {
  const server = await startModelServer(t, [], { embeddings: [hangs()] })
  await using embedder = openEmbedder({
    endpoint: { baseUrl: server.url, model: 'm', apiKey: null, dimensions: 512 },
  })
  await assert.rejects(embedWithDeadline(embedder, ['a lamp'], { signal: t.signal }), {
    code: 'embedding-unavailable',
    message: "The embedding endpoint didn't answer within 3 s.",
  })
})

test('an embedder that was closed says so, and starts no thread again', async ({ signal }) => {
  const closed = openEmbedder({ endpoint: null })
  await closed[Symbol.asyncDispose]()
  await assert.rejects(closed.embed(['a text'], { signal }), { code: 'embedding-unavailable' })
})
