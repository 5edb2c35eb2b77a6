import { sql } from 'drizzle-orm'
import { wordsToWeigh } from '#text/rarity.ts'
import type { Database } from '#memory/database/database.ts'
import { search } from '#memory/documents/search.ts'
import type { Embedder } from '#models/contract.ts'
import { testDatabase, type Scope } from '../../test/helpers/database.ts'
import { WORDED_ALIKE, WORDED_UNLIKE } from '../../test/fixtures/handbook-questions.ts'
import { REWORDED, SITUATIONS } from '../../test/fixtures/other-words.ts'
import { ANSWERABLE } from '../../test/fixtures/questions.ts'
import { type Corpus, type Embed, holderOf, storeCorpus, TENANT } from './corpus.ts'
import { equalFusion } from './equal-fusion.ts'
import { openKeptVectors } from './kept-vectors.ts'
import { measure, type Hits, type Measures } from './measures.ts'
import { ReferenceBm25 } from './reference-bm25.ts'

export const WAYS = ['reference BM25', 'full text', 'exact vector', 'equal fusion', 'fused'] as const
export type Way = (typeof WAYS)[number]

/** The questions: about the example shop, and about our own documentation in its words and in others. */
export const SETS = {
  shop: ANSWERABLE,
  'worded alike': WORDED_ALIKE,
  'worded unlike': WORDED_UNLIKE,
  situations: SITUATIONS,
  reworded: REWORDED,
} as const
export type SetName = keyof typeof SETS

export interface RetrievalReport {
  readonly documents: number
  readonly passages: number
  readonly measures: Readonly<Record<SetName | 'all', Readonly<Record<Way, Measures>>>>
}

const READER = { id: 'somebody', roles: [] }
const K = 10
/** Of each half, what equal fusion ranks: as many as our search has candidates of each. */
const FUSED = 50

/**
 * How well passages are found, by each way and by all together. The corpus is the shop's documents and a copy
 * of our own documentation. A question's evidence has to stand in some passage: throws where it stands in none.
 */
export async function measureRetrieval(
  scope: Scope,
  embedder: Embedder,
  { signal, renew = false }: { readonly signal: AbortSignal; readonly renew?: boolean },
): Promise<RetrievalReport> {
  const database = await testDatabase(scope)
  await using vectors = await openKeptVectors(embedder, { renew })
  const corpus = await storeCorpus(database, { embedder, embed: (texts) => vectors.embed(texts, signal) })
  const ways = await waysOver(corpus, { database, embedder, embed: (texts) => vectors.embed(texts, signal) })
  const found: Record<SetName, Record<Way, { hits: Hits; relevant: number }[]>> = emptyReport()
  for (const [set, questions] of Object.entries(SETS) as [SetName, (typeof SETS)[SetName]][]) {
    for (const [question, evidence] of questions) {
      const holds = holderOf(evidence)
      const relevant = corpus.passages.filter(({ text }) => holds(text)).length
      if (relevant === 0) throw new Error(`No passage holds what answers “${question}”: ${evidence}`)
      for (const way of WAYS) found[set][way].push({ hits: (await ways[way](question)).map(holds), relevant })
    }
  }
  const of = (pick: (way: Way) => readonly { hits: Hits; relevant: number }[]) =>
    Object.fromEntries(WAYS.map((way) => [way, measure(pick(way))])) as Record<Way, Measures>
  const sets = Object.keys(SETS) as SetName[]
  return {
    documents: corpus.documents,
    passages: corpus.passages.length,
    measures: {
      ...(Object.fromEntries(sets.map((set) => [set, of((way) => found[set][way])])) as Record<
        SetName,
        Record<Way, Measures>
      >),
      all: of((way) => sets.flatMap((set) => found[set][way])),
    },
  }
}

/** The texts of the best passages for a question, by each way. */
async function waysOver(
  { passages }: Corpus,
  { database, embedder, embed }: { readonly database: Database; readonly embedder: Embedder; readonly embed: Embed },
): Promise<Readonly<Record<Way, (question: string) => Promise<readonly string[]>>>> {
  const allTerms = []
  for (const { words } of passages) allTerms.push(await termsOf(database, words))
  const reference = new ReferenceBm25(allTerms)
  const find = async (question: string, vector: SearchVector | null) => {
    const words = wordsToWeigh(question)
    const { results } = await database.tenant(TENANT, (tx) =>
      search(tx, { agents: [], query: question, words, vector, readers: [READER], k: K }),
    )
    return results.map(({ text }) => text)
  }
  const vectorOf = async (question: string) => (await embed([question]))[0] ?? []
  const byWords = async (question: string, k: number) =>
    reference.best(await termsOf(database, question), k).map((index) => passages[index]?.text ?? '')
  return {
    'reference BM25': (question) => byWords(question, K),
    'full text': (question) => find(question, null),
    'exact vector': async (question) => nearest(passages, await vectorOf(question), K),
    'equal fusion': async (question) =>
      equalFusion([await byWords(question, FUSED), nearest(passages, await vectorOf(question), FUSED)], K),
    fused: async (question) => {
      const { name, deference } = embedder
      return find(question, { values: await vectorOf(question), embedder: name, deference })
    },
  }
}

type SearchVector = Parameters<typeof search>[1]['vector']

function nearest(passages: Corpus['passages'], vector: readonly number[], k: number): readonly string[] {
  return passages
    .map(({ text, vector: own }) => ({ text, similarity: dot(vector, own) }))
    .sort((left, right) => right.similarity - left.similarity)
    .slice(0, k)
    .map(({ text }) => text)
}

/** The words of a text as PostgreSQL's English reduces them, each as often as it stands there. */
async function termsOf(database: Database, text: string): Promise<readonly string[]> {
  const rows = await database.tenant(TENANT, (tx) =>
    tx.query<{ term: string; frequency: number }>(
      sql`select term.lexeme as term, cardinality(term.positions) as frequency from unnest(to_tsvector('english', ${text})) term`,
    ),
  )
  return rows.flatMap(({ term, frequency }) => Array.from({ length: frequency }, () => term))
}

function dot(left: readonly number[], right: readonly number[]): number {
  return left.reduce((sum, value, index) => sum + value * (right[index] ?? 0), 0)
}

function emptyReport(): Record<SetName, Record<Way, { hits: Hits; relevant: number }[]>> {
  const ways = () =>
    Object.fromEntries(WAYS.map((way) => [way, []])) as unknown as Record<Way, { hits: Hits; relevant: number }[]>
  return { shop: ways(), 'worded alike': ways(), 'worded unlike': ways(), situations: ways(), reworded: ways() }
}
