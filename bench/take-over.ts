import { setTimeout as delay } from 'node:timers/promises'
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
const ROUNDS = Number(process.env.BENCH_ROUNDS ?? 5)
const RUNS = 20

/**
 * How long a run whose worker was killed waits until another worker has it. Each is killed with some runs at work, at another
 * moment of its lease's renewals. By the database's clock, which is this machine's.
 */
export async function takeOverFigures(): Promise<readonly Figure[]> {
  if (!process.env.DATABASE_URL) return []
  await using closing = new Closing()
  const shop = await startBenchShop(closing, 1)
  let [isHeld, reads] = [false, 0]
  let gone = Promise.withResolvers<void>()
  // A read that doesn't end, for as long as its worker lives.
  const proxy = await startToolProxy(closing, shop.url, ({ tool }) => {
    if (tool !== 'orders.get' || !isHeld) return 'pass'
    reads += 1
    return { until: gone.promise }
  })
  const place = await testPlace(closing)
  const environment = { AGENTS_DIR: await unhurriedAgents(closing), RUN_LEASE_MS: `${LEASE_MS}`, RUN_WORKER: 'false' }
  const options = { shop: { url: proxy.url, token: '' }, place, environment }
  const parley = await startParley(closing, options)
  const customer = parley.as('customer')
  const workers = [await startWorkerProcess(options), await startWorkerProcess(options)] as const
  const waited: number[] = []
  await workers[1].stop()
  for (let round = 0; round < ROUNDS; round++) {
    const [first, second] = round % 2 === 0 ? workers : [workers[1], workers[0]]
    ;[isHeld, reads, gone] = [true, 0, Promise.withResolvers<void>()]
    const said = await sayAll(customer)
    await until(() => reads >= RUNS)
    await second.start()
    await delay((round * LEASE_MS) / 3 / ROUNDS)
    isHeld = false
    const killedAt = Date.now()
    await first.kill()
    gone.reject(new Error('its worker is dead'))
    for (const { runId } of said) await customer.settled(runId, 'waiting', 'done')
    waited.push(...(await takenUpAt(place, said)).map((at) => at - killedAt))
  }
  const seconds = (share: number) => `${(quantile(waited, share) / 1_000).toFixed(1)} s`
  const name = `take-over after a kill, lease ${LEASE_MS / 1_000} s, ${waited.length} runs`
  return [{ name, value: `p50 ${seconds(0.5)}, p99 ${seconds(0.99)}`, goal: 'p99 ≤ 10 s' }]
}

function sayAll(customer: PersonClient): Promise<readonly Said[]> {
  return Promise.all(Array.from({ length: RUNS }, () => customer.say('Refund order A17')))
}

/** When each was last taken up, in ms since 1970. */
async function takenUpAt(
  place: Parameters<typeof openPlaceAsOwner>[0],
  said: readonly Said[],
): Promise<readonly number[]> {
  await using owner = await openPlaceAsOwner(place)
  const ids = said.map(({ runId }) => `'${runId}'`).join(', ')
  const rows = await owner.run(`select extract(epoch from claimed_at) * 1000 as at from runs where id in (${ids})`)
  return rows.map((row) => Number((row as { readonly at: unknown }).at))
}
