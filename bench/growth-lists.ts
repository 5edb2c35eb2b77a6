import type { Operations } from '#contract/operations.ts'
import type { Principal } from '#core/principal.ts'
import { openPlaceAsOwner, testPlace } from '../test/helpers/database.ts'
import { Closing } from './closing.ts'
import { median, milliseconds, type Figure } from './figure.ts'
import { grow, grownId } from './growth-rows.ts'
import { openBenchParley } from './parley-turns.ts'
import { startBenchShop } from './shop.ts'

const FEW = 2_000
const MANY = Number(process.env.BENCH_PLANS ?? 200_000)
const LOOKS = 40

type PlanFilter = Parameters<Operations['listPlans']>[1]

const ALL: PlanFilter = { order: 'newest', limit: 50 }

const LISTS: readonly (readonly [name: string, reader: string, filter: Partial<PlanFilter>])[] = [
  ['what has ended, of who decides', 'support-lead', { status: 'done' }],
  ['the riskiest of all, of who decides', 'support-lead', { order: 'riskiest' }],
  ['the riskiest of all, of an operator', 'operator', { order: 'riskiest' }],
  ['the riskiest of all, of who asked', 'customer', { order: 'riskiest' }],
  ['what failed, of who asked', 'customer', { status: 'failed' }],
  ['all, of who asked', 'customer', {}],
  ['the oldest first, of who decides', 'support-lead', { order: 'oldest', status: 'done' }],
]

/** Where a list is read: its first page, or the one after the first nine tenths of it. */
const PAGES = ['', 'deep in '] as const
type Page = (typeof PAGES)[number]

/** Lists of plans where there are many, next to the same lists where there are few; each in turn on both. */
export async function listFigures(): Promise<readonly Figure[]> {
  await using closing = new Closing()
  const shop = await startBenchShop(closing, 1)
  const few = await opened(closing, shop.url, FEW)
  const many = await opened(closing, shop.url, MANY)
  const figures: Figure[] = []
  for (const [page, name, reader, filter] of PAGES.flatMap((page) => LISTS.map((list) => [page, ...list] as const))) {
    const [fewMs, manyMs]: [number[], number[]] = [[], []]
    for (let look = 0; look < LOOKS; look++) {
      fewMs.push(await lookAt(few, reader, { ...filter, after: few.lastBefore(page, filter) ?? undefined }))
      manyMs.push(await lookAt(many, reader, { ...filter, after: many.lastBefore(page, filter) ?? undefined }))
    }
    const [value, before] = [median(manyMs), median(fewMs)]
    figures.push({
      name: `${page}${name}, of ${MANY.toLocaleString('en')} plans`,
      value: `p50 ${milliseconds(value)}`,
      baseline: { name: `of ${FEW.toLocaleString('en')}`, value: milliseconds(before), ratio: value / before },
      goal: '≤ 1.5',
    })
  }
  return figures
}

interface Opened {
  readonly list: (reader: Principal, filter: PlanFilter) => Promise<unknown>
  readonly person: (id: string) => Promise<Principal>
  /** The id of the last plan before a page; null before the first. */
  readonly lastBefore: (page: Page, filter: Partial<PlanFilter>) => string | null
}

async function opened(closing: Closing, shopUrl: string, effects: number): Promise<Opened> {
  const place = await testPlace(closing)
  {
    await using owner = await openPlaceAsOwner(place)
    await grow(owner, { effects, within: 'thirty days', waiting: 0 })
  }
  const { operations, person } = await openBenchParley(closing, { shopUrl, place })
  return {
    list: (reader, filter) => operations.listPlans(reader, filter),
    person,
    // The newest was grown first; of equal risk the oldest comes first.
    lastBefore: (page, { order = 'newest' }) =>
      page === '' ? null : grownId(order === 'newest' ? Math.ceil(effects * 0.9) : Math.ceil(effects * 0.1)),
  }
}

async function lookAt({ list, person }: Opened, reader: string, filter: Partial<PlanFilter>): Promise<number> {
  const principal = await person(reader)
  const startedAt = performance.now()
  await list(principal, { ...ALL, ...filter })
  return performance.now() - startedAt
}
