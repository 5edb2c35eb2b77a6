import { openEmbedder } from '#models/embedder.ts'
import { measureRetrieval, type SetName, WAYS } from '../evals/retrieval/handbook.ts'
import { Closing } from './closing.ts'
import type { Figure } from './figure.ts'

/** How well passages are found, by each way and by all together. RENEW_VECTORS=true writes the kept vectors anew. */
export async function retrievalFigures(): Promise<readonly Figure[]> {
  await using closing = new Closing()
  await using embedder = openEmbedder({ endpoint: null })
  const { documents, passages, measures } = await measureRetrieval(closing, embedder, {
    signal: AbortSignal.timeout(1_200_000),
    renew: process.env.RENEW_VECTORS === 'true',
  })
  const figures: Figure[] = [{ name: 'retrieval', value: `${documents} documents, ${passages} passages` }]
  for (const set of Object.keys(measures) as (SetName | 'all')[]) {
    const baseline = measures[set]['reference BM25']
    for (const way of WAYS) {
      const { questions, hitAt1, hitAt5, hitAt10, recallAt10, mrr, ndcgAt10 } = measures[set][way]
      const [first, five, ten, recall] = [hitAt1, hitAt5, hitAt10, recallAt10].map((share) => (100 * share).toFixed(1))
      figures.push({
        name: `${set} (${questions}), ${way}`,
        value: `hit@1/5/10 ${first}/${five}/${ten} %, recall@10 ${recall} %, nDCG@10 ${ndcgAt10.toFixed(3)}, MRR ${mrr.toFixed(3)}`,
        ...(way !== 'reference BM25' && {
          baseline: { name: 'reference BM25', value: baseline.mrr.toFixed(3), ratio: mrr / baseline.mrr },
        }),
      })
    }
  }
  return figures
}
