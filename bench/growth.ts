import { appendFile, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import type { Owner } from '../src/memory/database/owner.ts'
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
 * databases are asked in turns, so that a noisy machine hits all of them alike; what they cost is processor time as well,
 * which waiting for a processor is no part of.
 */
export async function growthFigures(): Promise<readonly Figure[]> {
  await using closing = new Closing()
  const shop = await startBenchShop(closing, GROWN.length * (WARM_UP + TURNS))
  const orders = shop.orderIds.values()
  const turns: Measured[] = []
  for (const [name, grown] of GROWN) {
    const place = await testPlace(closing)
    const owner = await openPlaceAsOwner(place)
    await grow(owner, grown)
    closing.after(async () => owner[Symbol.asyncDispose]())
    const parley = await openBenchParley(closing, { shopUrl: shop.url, place, changeAgents: addTenantRule })
    const people = { customer: await parley.person('customer'), lead: await parley.person('support-lead') }
    const turn = () => refundTurn(parley, people, orders.next().value ?? '')
    turns.push({ name, ms: [], cpuMs: [], turn, databaseMs: () => databaseCpuMs(owner) })
  }
  for (let round = -WARM_UP; round < TURNS; round++) {
    for (const measured of turns) {
      const { turn, databaseMs } = measured
      const before = { database: await databaseMs(), cpu: process.cpuUsage(), at: performance.now() }
      await turn()
      const tookMs = performance.now() - before.at
      const { user, system } = process.cpuUsage(before.cpu)
      if (round < 0) continue
      measured.ms.push(tookMs)
      measured.cpuMs.push((user + system) / 1_000 + (await databaseMs()) - before.database)
    }
  }
  return turns.flatMap((measured) => [
    figureOf(measured, turns[0] ?? measured, 'ms'),
    figureOf(measured, turns[0] ?? measured, 'cpuMs'),
  ])
}

interface Measured {
  readonly name: string
  /** How long each turn took, in ms. */
  readonly ms: number[]
  /** Processor time of this process and of the database's sessions in each, in ms: what a machine with other work can tell. */
  readonly cpuMs: number[]
  turn(): Promise<void>
  databaseMs(): Promise<number>
}

function figureOf(measured: Measured, none: Measured, what: 'ms' | 'cpuMs'): Figure {
  const [value, base] = [median(measured[what]), median(none[what])]
  const unit = what === 'ms' ? 'refund turn' : 'refund turn, processor time'
  const name = `${unit}, ${measured.name}`
  if (measured === none) return { name, value: `p50 ${milliseconds(value)}` }
  const baseline = { name: 'none', value: milliseconds(base), ratio: value / base }
  return { name, value: `p50 ${milliseconds(value)}`, baseline, goal: '≤ 1.1' }
}

const Session = z.object({ pid: z.int() })

/** Processor time that a database's sessions have taken so far, in ms. 0 where it isn't on this machine, or isn't Linux's. */
async function databaseCpuMs(owner: Owner): Promise<number> {
  const sessions = await owner.run(`
    select pid from pg_stat_activity
     where datname = current_database() and backend_type = 'client backend' and pid <> pg_backend_pid()`)
  const spent = z
    .array(Session)
    .parse(sessions)
    .map(({ pid }) => readFile(`/proc/${pid}/schedstat`, 'utf8').catch(() => '0'))
  const nanoseconds = (await Promise.all(spent)).map((line) => Number(line.split(' ')[0]))
  return nanoseconds.reduce((sum, one) => sum + one, 0) / 1e6
}

function addTenantRule(folder: string): Promise<void> {
  return appendFile(join(folder, 'support/policy.cedar'), OVER_THE_TENANT)
}
