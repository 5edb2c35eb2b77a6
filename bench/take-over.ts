import { setTimeout as delay } from 'node:timers/promises'
import { z } from 'zod'
import { openPlaceAsOwner, testPlace } from '../test/helpers/database.ts'
import { startParley } from '../test/helpers/parley.ts'
import type { PersonClient, Said } from '../test/helpers/parley-client.ts'
import { startWorkerProcess } from '../test/helpers/parley-process.ts'
import { startToolProxy } from '../test/helpers/tool-proxy.ts'
import { until } from '../test/helpers/until.ts'
import { Closing } from './closing.ts'
import { quantile, type Figure } from './figure.ts'
import { startBenchShop, unhurriedAgents } from './shop.ts'

const LEASE_MS = 6_000
const ROUNDS = Number(process.env.BENCH_ROUNDS ?? 6)
const RUNS = 10

/**
 * How long a run whose worker was killed waits until another worker has it. Two are at work, and each is killed in its turn,
 * at another moment of its leases' renewals. By the database's clock, which is this machine's.
 */
export async function takeOverFigures(): Promise<readonly Figure[]> {
  if (!process.env.DATABASE_URL) return []
  await using closing = new Closing()
  const shop = await startBenchShop(closing, 1)
  let reads = 0
  let goOn = Promise.withResolvers<void>()
  const proxy = await startToolProxy(closing, shop.url, ({ tool }) => {
    if (tool !== 'orders.get') return 'pass'
    reads += 1
    return { until: goOn.promise }
  })
  const place = await testPlace(closing)
  const environment = {
    AGENTS_DIR: await unhurriedAgents(closing),
    RUN_LEASE_MS: `${LEASE_MS}`,
    RUN_WORKER: 'false',
    SANDBOX_PROCESSES: `${RUNS}`,
  }
  const options = { shop: { url: proxy.url, token: '' }, place, environment }
  const parley = await startParley(closing, { ...options, environment: { ...environment, SANDBOX_PROCESSES: '1' } })
  const customer = parley.as('customer')
  const workers = [await startWorkerProcess(options), await startWorkerProcess(options)] as const
  const waited: number[] = []
  for (let round = 0; round < ROUNDS; round++) {
    reads = 0
    goOn = Promise.withResolvers<void>()
    const said = await sayAll(customer)
    await until(() => reads >= RUNS)
    await delay((round * LEASE_MS) / 3 / ROUNDS)
    const killedAt = Date.now()
    await workers[round % 2 === 0 ? 0 : 1].kill()
    goOn.resolve()
    for (const { runId } of said) await customer.settled(runId, 'waiting', 'done')
    waited.push(...(await takenOverAt(place, said, killedAt)).map((at) => at - killedAt))
    await workers[round % 2 === 0 ? 0 : 1].start()
  }
  const seconds = (share: number) => `${(quantile(waited, share) / 1_000).toFixed(1)} s`
  const name = `take-over after a kill, lease ${LEASE_MS / 1_000} s, ${waited.length} runs`
  return [{ name, value: `p50 ${seconds(0.5)}, p99 ${seconds(0.99)}`, goal: 'p99 ≤ 10 s' }]
}

function sayAll(customer: PersonClient): Promise<readonly Said[]> {
  return Promise.all(Array.from({ length: RUNS }, () => customer.say('Refund order A17')))
}

/** When those were taken up that were after a moment, in ms since 1970. */
async function takenOverAt(
  place: Parameters<typeof openPlaceAsOwner>[0],
  said: readonly Said[],
  after: number,
): Promise<readonly number[]> {
  await using owner = await openPlaceAsOwner(place)
  const ids = said.map(({ runId }) => `'${runId}'`).join(', ')
  const rows = await owner.run(`select extract(epoch from claimed_at) * 1000 as at from runs where id in (${ids})`)
  return z
    .array(TakenUp)
    .parse(rows)
    .flatMap(({ at }) => (at > after ? [at] : []))
}

const TakenUp = z.object({ at: z.coerce.number() })
