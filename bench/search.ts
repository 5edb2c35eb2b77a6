import { randomUUID } from 'node:crypto'
import { AppError } from '#core/errors.ts'
import { wordsToWeigh } from '#text/rarity.ts'
import type { Database } from '#memory/database/database.ts'
import { storeDocument } from '#memory/documents/documents.ts'
import { search } from '#memory/documents/search.ts'
import { TenantId } from '#core/principal.ts'
import { testDatabase } from '../test/helpers/database.ts'
import { randomNumbers } from '../test/helpers/random-numbers.ts'
import { Closing } from './closing.ts'
import { median, milliseconds, quantile, type Figure } from './figure.ts'
import { AGENTS, EMBEDDER, READERS, SeededCorpus } from './search/seeded-corpus.ts'

const TENANT = TenantId.parse('default')
const SEED = Number(process.env.SEED ?? 20_261_120)
const QUESTIONS = 100
const RECALL_QUESTIONS = 40
const K = 10

interface Passage {
  readonly text: string
  readonly acl: readonly string[]
  readonly agents: readonly string[]
  readonly vector: Float32Array
}

/** Search among 100,000 passages on PostgreSQL, 10,000 on PGlite (SEARCH_PASSAGES), by how much somebody may read. */
export async function searchFigures(): Promise<readonly Figure[]> {
  await using closing = new Closing()
  const count = Number(process.env.SEARCH_PASSAGES ?? (process.env.DATABASE_URL ? 100_000 : 10_000))
  const database = await testDatabase(closing)
  const corpus = new SeededCorpus(randomNumbers(SEED))
  const startedAt = performance.now()
  const passages = await fill(database, corpus, count)
  const seconds = (performance.now() - startedAt) / 1_000
  const figures: Figure[] = [
    {
      name: `search: storing ${passages.length} passages (SEED=${SEED})`,
      value: `${Math.round(passages.length / seconds)} passages/s on two connections, vectors given`,
    },
  ]
  const everything = await timed(database, corpus, passages, { role: 'everything', atOnce: 1 })
  for (const [share, role] of Object.entries(READERS)) {
    for (const atOnce of [1, 32]) {
      const samples = await timed(database, corpus, passages, { role, atOnce })
      const isBaseline = role === 'everything' && atOnce === 1
      figures.push({
        name: `search: may see ${share}, ${atOnce} at once`,
        value: `p50 ${milliseconds(median(samples))}, p95 ${milliseconds(quantile(samples, 0.95))}`,
        goal: 'p95 ≤ 30 ms alone, on PostgreSQL',
        ...(!isBaseline && {
          baseline: {
            name: 'everything, alone',
            value: milliseconds(median(everything)),
            ratio: median(samples) / median(everything),
          },
        }),
      })
    }
    const { recall, short } = await recalled(database, corpus, passages, role)
    figures.push({
      name: `search: may see ${share}, recall@${K} of vectors`,
      value: `${recall.toFixed(3)}; ${short} of ${RECALL_QUESTIONS} got fewer than ${K}`,
      goal: '≥ 0.95, none',
    })
  }
  return [...figures, await ofOneAgent(database, corpus, passages)]
}

/** Stores so many passages, a document on each of two connections at a time. */
async function fill(database: Database, corpus: SeededCorpus, count: number): Promise<readonly Passage[]> {
  const passages: Passage[] = []
  const documents = corpus.documents(count)[Symbol.iterator]()
  await Promise.all([store(), store()])
  if (process.stderr.isTTY) process.stderr.write('\n')
  return passages

  async function store(): Promise<void> {
    for (let next = documents.next(); !next.done; next = documents.next()) {
      const { document, embeddings } = next.value
      await database.tenant(TENANT, (tx) => storeDocument(tx, document, { newId: randomUUID, embeddings }))
      const vectors = [...embeddings.vectors.values()]
      for (const [index, { text }] of document.pieces.entries()) {
        passages.push({
          text,
          acl: document.acl,
          agents: document.agents,
          vector: Float32Array.from(vectors[index] ?? []),
        })
      }
      if (process.stderr.isTTY) process.stderr.write(`\r${passages.length} of ${count} passages `)
    }
  }
}

/** Through one agent, beside all documents on the same questions. */
async function ofOneAgent(database: Database, corpus: SeededCorpus, passages: readonly Passage[]): Promise<Figure> {
  const [agent] = AGENTS
  const own = passages.filter(({ agents }) => agents.includes(agent))
  const how = { role: READERS.everything, atOnce: 1 }
  const samples = await timed(database, corpus, own, { ...how, agents: [agent] })
  const both = await timed(database, corpus, own, how)
  return {
    name: 'search: the documents of one agent, a third of them, 1 at once',
    value: `p50 ${milliseconds(median(samples))}, p95 ${milliseconds(quantile(samples, 0.95))}`,
    goal: 'p95 ≤ 30 ms alone, on PostgreSQL',
    baseline: {
      name: 'those of both agents',
      value: milliseconds(median(both)),
      ratio: median(samples) / median(both),
    },
  }
}

async function timed(
  database: Database,
  corpus: SeededCorpus,
  passages: readonly Passage[],
  {
    role,
    atOnce,
    agents = AGENTS,
  }: { readonly role: string; readonly atOnce: number; readonly agents?: readonly string[] },
): Promise<readonly number[]> {
  const readable = passages.filter(({ acl }) => acl.includes(`role:${role}`))
  const samples: number[] = []
  let left = QUESTIONS + atOnce // the first of each are for the caches
  const lane = async () => {
    for (let isFirst = true; left > 0; isFirst = false) {
      left -= 1
      const from = readable[left % readable.length]
      const vector = { values: corpus.vector(), embedder: EMBEDDER, deference: 3 }
      const query = corpus.question(from?.text ?? '')
      const words = wordsToWeigh(query)
      const startedAt = performance.now()
      await untilNotBusy(() =>
        database.tenant(TENANT, (tx) =>
          search(tx, { agents, query, words, vector, readers: [{ id: 'reader', roles: [role] }], k: K }),
        ),
      )
      if (!isFirst) samples.push(performance.now() - startedAt)
    }
  }
  await Promise.all(Array.from({ length: atOnce }, lane))
  return samples
}

/** Who is told to come again, as one of many is where there is one session, does so: the wait counts. */
async function untilNotBusy(ask: () => Promise<unknown>): Promise<void> {
  for (;;) {
    try {
      await ask()
      return
    } catch (error) {
      if (!(error instanceof AppError && error.retryable)) throw error
    }
  }
}

/** Of the nearest that may be read, by comparing all: how many are found where vectors alone decide. */
async function recalled(database: Database, corpus: SeededCorpus, passages: readonly Passage[], role: string) {
  const readable = passages.filter(({ acl }) => acl.includes(`role:${role}`))
  let [found, short] = [0, 0]
  for (let question = 0; question < RECALL_QUESTIONS; question++) {
    const values = corpus.vector()
    const nearest = readable
      .map(({ text, vector }) => ({ text, similarity: dot(values, vector) }))
      .sort((left, right) => right.similarity - left.similarity)
      .slice(0, K)
      .map(({ text }) => text)
    const vector = { values, embedder: EMBEDDER, deference: 0 }
    const { results } = await database.tenant(TENANT, (tx) =>
      search(tx, { agents: AGENTS, query: '', words: [], vector, readers: [{ id: 'reader', roles: [role] }], k: K }),
    )
    if (results.length < K) short += 1
    found += results.filter(({ text }) => nearest.includes(text)).length
  }
  return { recall: found / (RECALL_QUESTIONS * K), short }
}

function dot(left: readonly number[], right: Float32Array): number {
  let sum = 0
  for (let axis = 0; axis < right.length; axis++) sum += (left[axis] ?? 0) * (right[axis] ?? 0)
  return sum
}
