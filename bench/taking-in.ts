import { monitorEventLoopDelay } from 'node:perf_hooks'
import { sql } from 'drizzle-orm'
import { systemContext } from '#core/context.ts'
import { createLogger } from '#core/log.ts'
import { openDocumentParser } from '#documents/parser.ts'
import { readyForSearch } from '#knowledge/search/ready-for-search.ts'
import { storeForSearch } from '#knowledge/search/store-for-search.ts'
import type { Database } from '#memory/database/database.ts'
import { search } from '#memory/documents/search.ts'
import { DEFAULT_TENANT } from '#memory/people/tenants.ts'
import { openEmbedder } from '#models/embedder.ts'
import { testDatabase } from '../test/helpers/database.ts'
import { Closing } from './closing.ts'
import { type Figure, median, milliseconds, quantile } from './figure.ts'
import { ProcessorTime } from './processor-time.ts'

const DOCUMENTS = 698
const PASSAGES = 4

const ABOUT = { owner: null, acl: ['public'], agents: ['shared'], class: 'public' } as const

/**
 * Taking in many small documents as they are handed in, to be found by their words: what a document costs of processors,
 * children and database among them, how long the server can answer nobody meanwhile, and how long a search waits.
 */
export async function takingInFigures(): Promise<readonly Figure[]> {
  await using closing = new Closing()
  const signal = AbortSignal.timeout(1_200_000)
  const log = createLogger('silent')
  await using embedder = openEmbedder({ endpoint: null })
  await using parser = openDocumentParser({ log, signal })
  const database = await testDatabase(closing)
  const services = { database, embedder, context: systemContext(log) }
  const takeIn = async (name: string, text: string): Promise<void> => {
    const file = { name: `${name}.md`, bytes: Buffer.from(text), sharesWith: DEFAULT_TENANT }
    const { text: read, title, ...parsed } = await parser.parse(file, signal)
    const document = { ...ABOUT, source: `bench:${name}`, title: title ?? name, text: read, parsed }
    await storeForSearch(services, DEFAULT_TENANT, await readyForSearch(document, signal))
  }
  await takeIn('first', documentOf(0))
  using time = new ProcessorTime()
  const loop = monitorEventLoopDelay({ resolution: 1 })
  loop.enable()
  const before = await spentMs(time, database)
  const asking = new AbortController()
  const asked = searchTimes(database, asking.signal)
  for (let at = 1; at <= DOCUMENTS; at += 1) await takeIn(`document ${at}`, documentOf(at))
  asking.abort()
  const waits = await asked
  const spent = (await spentMs(time, database)) - before
  loop.disable()
  const again = await spentMs(time, database)
  for (let at = 1; at <= SAME; at += 1) await takeIn(`other title ${at}`, documentOf(1))
  const same = (await spentMs(time, database)) - again
  const name = `taking in on ${database.kind}`
  return [
    { name: `${name}: ${DOCUMENTS} documents`, value: `${(spent / 1_000).toFixed(1)} s of CPU`, goal: '90 s' },
    { name: `${name}: a document`, value: `${milliseconds(spent / DOCUMENTS)} of CPU` },
    { name: `${name}: the same text, another name`, value: `${milliseconds(same / SAME)} of CPU` },
    {
      name: `${name}: blocks of the event loop`,
      value: `p99 ${milliseconds(loop.percentile(99) / 1e6)}, longest ${milliseconds(loop.max / 1e6)}`,
    },
    {
      name: `${name}: a search meanwhile`,
      value: `p50 ${milliseconds(median(waits))}, p95 ${milliseconds(quantile(waits, 0.95))}`,
    },
  ]
}

const SAME = 50

const WORDS = `account card fee limit transfer refund delivery contract notice period interest branch customer payment
  order invoice address support request month deposit balance statement currency exchange travel insurance cover claim
  proof document identity business partner service price change option upgrade security code device region`.split(
  /\s+/u,
)

/** A document with as many headings as passages. Which words it has is decided by its number alone. */
function documentOf(number: number): string {
  let state = number * 7_919 + 17
  const word = (): string => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0
    return WORDS[(state >>> 8) % WORDS.length] ?? ''
  }
  const sentence = (): string => `The ${Array.from({ length: 11 }, word).join(' ')} takes ${number % 90} days.`
  const parts = Array.from(
    { length: PASSAGES },
    (_, at) => `## Part ${at + 1} ${word()}\n\n${Array.from({ length: 7 }, sentence).join(' ')}`,
  )
  return `# Document ${number}\n\n${parts.join('\n\n')}\n`
}

async function searchTimes(database: Database, signal: AbortSignal): Promise<readonly number[]> {
  const times: number[] = []
  while (!signal.aborted) {
    const startedAt = performance.now()
    const words = ['fee', 'transfer'].map((word) => ({ word, others: [] }))
    const wanted = { k: 6, query: 'fee for a transfer', words, vector: null }
    await database.tenant(DEFAULT_TENANT, (tx) =>
      search(tx, { agents: [], ...wanted, readers: [{ id: 'bench', roles: [], groups: [] }] }),
    )
    times.push(performance.now() - startedAt)
    await new Promise((resolve) => setTimeout(resolve, 500))
  }
  return times
}

/** With the database's own sessions, where it is a server on this machine. */
async function spentMs(time: ProcessorTime, database: Database): Promise<number> {
  if (database.kind === 'pglite') return time.ms([])
  const sessions = await database.tenant(DEFAULT_TENANT, (tx) =>
    tx.query<{ pid: number }>(sql`select pid from pg_stat_activity where datname = current_database()`),
  )
  return time.ms(sessions.map(({ pid }) => pid))
}
