import { appendFile } from 'node:fs/promises'
import { join } from 'node:path'
import { openPlaceAsOwner, testPlace } from '../test/helpers/database.ts'
import { Closing } from './closing.ts'
import { median, milliseconds, type Figure } from './figure.ts'
import { grow, type Grown } from './growth-rows.ts'
import { openBenchParley, refundTurn } from './parley-turns.ts'
import { startBenchShop } from './shop.ts'

const WARM_UP = 15
const TURNS = Number(process.env.BENCH_TURNS ?? 60)

const NOTHING: Grown = { effects: 0, within: 'thirty days', waiting: 0 }
const GROWN: readonly (readonly [name: string, grown: Grown])[] = [
  ['no effects before', NOTHING],
  ['2,000 effects before', { ...NOTHING, effects: 2_000 }],
  ['22,000 effects before', { ...NOTHING, effects: 22_000 }],
  ['10,000 plans of others that wait', { ...NOTHING, waiting: 10_000 }],
  ['1,000,000 effects before', { ...NOTHING, effects: 1_000_000 }],
  ['1,000,000 within the edge hours', { ...NOTHING, effects: 1_000_000, within: 'edge hours' }],
]

/** Looks at every owner's windows, and asks for nothing. */
const OVER_THE_TENANT = `
@id("tenant-limit")
@ask("support-lead")
@reason("Too much for one day")
forbid (principal, action == Action::"shop/refunds.create", resource)
when { context.ledger.tenant24h.amount > 900000000000 || context.ledger.tenant30d.amount > 900000000000 };
`

/**
 * The refund turn where its requester has a past, under rules over the user's and the tenant's day and thirty days. The
 * databases are asked in turns, so that a noisy machine hits all of them alike.
 */
export async function growthFigures(): Promise<readonly Figure[]> {
  await using closing = new Closing()
  const shop = await startBenchShop(closing, GROWN.length * (WARM_UP + TURNS))
  const orders = shop.orderIds.values()
  const turns: { readonly name: string; readonly ms: number[]; readonly turn: () => Promise<void> }[] = []
  for (const [name, grown] of GROWN) {
    const place = await testPlace(closing)
    const owner = await openPlaceAsOwner(place)
    await grow(owner, grown)
    await owner[Symbol.asyncDispose]()
    const parley = await openBenchParley(closing, { shopUrl: shop.url, place, changeAgents: addTenantRule })
    const people = { customer: await parley.person('customer'), lead: await parley.person('support-lead') }
    turns.push({ name, ms: [], turn: () => refundTurn(parley, people, orders.next().value ?? '') })
  }
  for (let round = -WARM_UP; round < TURNS; round++) {
    for (const { ms, turn } of turns) {
      const startedAt = performance.now()
      await turn()
      if (round >= 0) ms.push(performance.now() - startedAt)
    }
  }
  const [none] = turns
  return turns.map(({ name, ms }) => ({
    name: `refund turn, ${name}`,
    value: `p50 ${milliseconds(median(ms))}`,
    ...(none && ms !== none.ms
      ? {
          baseline: { name: 'none', value: milliseconds(median(none.ms)), ratio: median(ms) / median(none.ms) },
          goal: '≤ 1.1',
        }
      : {}),
  }))
}

function addTenantRule(folder: string): Promise<void> {
  return appendFile(join(folder, 'support/policy.cedar'), OVER_THE_TENANT)
}
