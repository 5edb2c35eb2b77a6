import { Closing } from './closing.ts'
import { median, milliseconds, percent, quantile, type Figure } from './figure.ts'
import { openLangGraphAgent } from './langgraph-agent.ts'
import { openBenchParley, refundTurn } from './parley-turns.ts'
import { startBenchShop } from './shop.ts'
import { SpanTimes } from './span-times.ts'
import { testPlace } from '../test/helpers/database.ts'

const WARM_UP = 100
const TURNS = 100
const AT_ONCE = 64

interface Measured {
  readonly ms: readonly number[]
  readonly cpuMs: number
  readonly database: number
}

/** The whole refund turn, next to LangGraph's agent doing the same, in turns so that a noisy machine hits both. */
export async function refundFigures(): Promise<readonly Figure[]> {
  await using closing = new Closing()
  const shop = await startBenchShop(closing, 4 * (WARM_UP + TURNS) + AT_ONCE * 4)
  const orders = shop.orderIds.values()
  const nextOrder = () => orders.next().value ?? fail()
  const parley = await openBenchParley(closing, { shopUrl: shop.url })
  const people = { customer: await parley.person('customer'), lead: await parley.person('support-lead') }
  const ours = () => refundTurn(parley, people, nextOrder())
  const roundTrips = () => parley.services.database.statistics().roundTrips

  const place = await testPlace(closing)
  if (!place.url) {
    const [alone] = await measureInTurns({ turn: ours, database: roundTrips })
    return [oneOurs('refund turn on PGlite', alone), await recognition(ours)]
  }
  const langgraph = await openLangGraphAgent(closing, { shopUrl: shop.url, databaseUrl: place.url.reveal() })
  const theirs = () => langgraph.refundTurn(nextOrder())
  const [mine, baseline] = await measureInTurns(
    { turn: ours, database: roundTrips },
    { turn: theirs, database: () => langgraph.statements() },
  )
  const perSecond = { ours: await throughput(ours), theirs: await throughput(theirs) }
  return [...comparison(mine, baseline, perSecond), await recognition(ours)]
}

function comparison(
  mine: Measured,
  baseline: Measured,
  perSecond: { readonly ours: number; readonly theirs: number },
): readonly Figure[] {
  const compared = (
    name: string,
    value: (measured: Measured) => number,
    show: (value: number) => string,
    goal: string,
  ): Figure => ({
    name,
    value: show(value(mine)),
    baseline: { name: 'LangGraph', value: show(value(baseline)), ratio: value(mine) / value(baseline) },
    goal,
  })
  return [
    compared('refund turn, p50', ({ ms }) => median(ms), milliseconds, '≤ 0.4 of LangGraph, held: ≤ 2'),
    compared('refund turn, p95', ({ ms }) => quantile(ms, 0.95), milliseconds, ''),
    compared(
      'refund turn, CPU of the process',
      ({ cpuMs }) => cpuMs,
      milliseconds,
      '≤ 12 ms, held: ≤ 1.5 of LangGraph',
    ),
    compared(
      'refund turn, waits for PostgreSQL',
      ({ database }) => database,
      (value) => value.toFixed(1),
      '≤ 45, held: ≤ 30',
    ),
    {
      name: `refund turns per second, ${AT_ONCE} at once`,
      value: perSecond.ours.toFixed(0),
      baseline: { name: 'LangGraph', value: perSecond.theirs.toFixed(0), ratio: perSecond.ours / perSecond.theirs },
      goal: '≥ 200 on two cores',
    },
  ]
}

interface Contestant {
  readonly turn: () => Promise<void>
  /** Waits for the database so far. */
  readonly database: () => number
}

/** One turn of each after the other, so that what else the machine does hits all of them alike. */
async function measureInTurns<const All extends readonly Contestant[]>(
  ...contestants: All
): Promise<{ readonly [Index in keyof All]: Measured }> {
  const measured = contestants.map(() => ({ ms: [] as number[], cpuMs: 0, database: 0 }))
  for (let round = -WARM_UP; round < TURNS; round++) {
    for (const [index, { turn, database }] of contestants.entries()) {
      const sum = measured[index]
      const before = { cpu: process.cpuUsage(), at: performance.now(), database: database() }
      await turn()
      const { user, system } = process.cpuUsage(before.cpu)
      if (round < 0 || !sum) continue
      sum.ms.push(performance.now() - before.at)
      sum.cpuMs += (user + system) / 1000 / TURNS
      sum.database += (database() - before.database) / TURNS
    }
  }
  // One for each contestant, which a map over a tuple doesn't tell its type.
  return measured as unknown as { readonly [Index in keyof All]: Measured }
}

/** What finding out what was asked for takes of a turn, with the row that keeps it. */
async function recognition(turn: () => Promise<void>): Promise<Figure> {
  await using spans = new SpanTimes()
  for (let round = 0; round < TURNS; round++) await turn()
  const [route, all] = [spans.ms('node route'), spans.ms('turn')]
  return { name: 'of a refund turn, the route', value: `${milliseconds(route / TURNS)}, ${percent(route / all)}` }
}

async function throughput(turn: () => Promise<void>): Promise<number> {
  const startedAt = performance.now()
  const turns = AT_ONCE * 3
  let left = turns
  await Promise.all(
    Array.from({ length: AT_ONCE }, async () => {
      while (left-- > 0) await turn()
    }),
  )
  return turns / ((performance.now() - startedAt) / 1000)
}

function oneOurs(name: string, { ms, cpuMs, database }: Measured): Figure {
  return {
    name,
    value: `p50 ${milliseconds(median(ms))}, p95 ${milliseconds(quantile(ms, 0.95))}, CPU ${milliseconds(cpuMs)}, ${database.toFixed(1)} waits for the database`,
  }
}

function fail(): never {
  throw new Error('The shop has too few orders for this.')
}
