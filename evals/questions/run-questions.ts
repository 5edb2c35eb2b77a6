import { wordsToWeigh } from '#text/rarity.ts'
import type { Database } from '#memory/database/database.ts'
import { search } from '#memory/documents/search.ts'
import { openEmbedder } from '#models/embedder.ts'
import { Closing } from '../../bench/closing.ts'
import { testDatabase } from '../../test/helpers/database.ts'
import { type Corpus, type Embed, holderOf, storeCorpus, TENANT } from '../retrieval/corpus.ts'
import { SETS, type SetName } from '../retrieval/handbook.ts'
import { openKeptVectors } from '../retrieval/kept-vectors.ts'
import { measure, type Hits } from '../retrieval/measures.ts'
import { readListed } from './listed.ts'

const LONGEST_MS = 600_000
const READER = { id: 'somebody', roles: [] }
const K = 10

interface Asked {
  readonly set: SetName
  /** Whether a document answers it that lists questions. */
  readonly isListed: boolean
  /** Every second of a set: nothing was chosen by it. */
  readonly isKept: boolean
  readonly relevant: number
  /** What was found, by words and by all together, without listed questions and with them. */
  readonly hits: Readonly<Record<Way, Hits>>
}

const WAYS = ['words', 'words, listed', 'all', 'all, listed'] as const
type Way = (typeof WAYS)[number]

/**
 * What `answers:` is worth: the questions of the retrieval benchmark over its documents, of which every second has listed
 * what it answers, and over the same without. None of those asked is listed. False where a set has lost at the first place.
 */
export async function runQuestions(say: (text: string) => void): Promise<boolean> {
  await using closing = new Closing()
  await using embedder = openEmbedder({ endpoint: null })
  await using kept = await openKeptVectors(embedder, { renew: false })
  const signal = AbortSignal.timeout(LONGEST_MS)
  const embed: Embed = (texts) => kept.embed(texts, signal)
  const listed = await readListed()
  const [without, withThem] = [await testDatabase(closing), await testDatabase(closing)]
  const corpus = await storeCorpus(without, { embedder, embed })
  await storeCorpus(withThem, { embedder, embed, listed })
  const known = new Set([...listed.values()].flat().map(({ question }) => question.toLowerCase()))
  const asked: Asked[] = []
  for (const set of Object.keys(SETS) as SetName[]) {
    for (const [place, [question, evidence]] of SETS[set].entries()) {
      if (known.has(question.toLowerCase())) throw new Error(`“${question}” is asked and listed.`)
      const vector = {
        values: (await embed([question]))[0] ?? [],
        embedder: embedder.name,
        deference: embedder.deference,
      }
      const holds = holderOf(evidence)
      const find = async (database: Database, by: typeof vector | null) =>
        (await found(database, question, by)).map(holds)
      asked.push({
        ...{ set, isKept: place % 2 === 1, ...answeredBy(corpus, holds, listed) },
        hits: {
          words: await find(without, null),
          'words, listed': await find(withThem, null),
          all: await find(without, vector),
          'all, listed': await find(withThem, vector),
        },
      })
    }
  }
  say(report(asked))
  return hasLostNothing(asked)
}

async function found(database: Database, question: string, vector: Parameters<typeof search>[1]['vector']) {
  const { results } = await database.tenant(TENANT, (tx) =>
    search(tx, { agents: [], query: question, words: wordsToWeigh(question), vector, readers: [READER], k: K }),
  )
  return results.map(({ text }) => text)
}

function answeredBy({ passages }: Corpus, holds: (text: string) => boolean, listed: ReadonlyMap<string, unknown>) {
  const answering = passages.filter(({ text }) => holds(text))
  return { relevant: answering.length, isListed: answering.some(({ source }) => listed.has(source)) }
}

const ANSWERED_BY = new Map<string, (one: Asked) => boolean>([
  ['any', () => true],
  ['documents that list', ({ isListed }) => isListed],
  ['others', ({ isListed }) => !isListed],
])

function report(asked: readonly Asked[]): string {
  const named = new Map<string, (one: Asked) => boolean>([
    ...Object.keys(SETS).map((set) => [set, (one: Asked) => one.set === set] as const),
    ['all', () => true],
    ['all, kept half', ({ isKept }) => isKept],
  ])
  const groups = [...named].flatMap(([name, isOf]) =>
    [...ANSWERED_BY].map(([by, isBy]) => ({ name, by, some: asked.filter((one) => isOf(one) && isBy(one)) })),
  )
  const rows = groups.map(({ name, by, some }) => [
    ...[name, by, String(some.length)],
    ...WAYS.map((way) => {
      const { hitAt1, hitAt5, hitAt10 } = measure(some.map(({ hits, relevant }) => ({ hits: hits[way], relevant })))
      return [hitAt1, hitAt5, hitAt10].map((share) => (100 * share).toFixed(1)).join(' / ')
    }),
  ])
  const lines = [['set', 'answered by', 'asked', ...WAYS], ...rows]
  return lines
    .map((cells) =>
      cells
        .map((cell, at) => cell.padEnd(at < 3 ? 20 : 22))
        .join('')
        .trimEnd(),
    )
    .join('\n')
}

function hasLostNothing(asked: readonly Asked[]): boolean {
  const firsts = (some: readonly Asked[], way: Way) => some.filter(({ hits }) => hits[way][0] === true).length
  return Object.keys(SETS).every((set) => {
    const some = asked.filter((one) => one.set === set)
    return firsts(some, 'all, listed') >= firsts(some, 'all') && firsts(some, 'words, listed') >= firsts(some, 'words')
  })
}
