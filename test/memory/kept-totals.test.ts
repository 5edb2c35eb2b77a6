import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { LEDGER_WINDOWS } from '#memory/ledger/ledger-window.ts'
import { findStrayTotals, refillTotals } from '#memory/ledger/check-totals.ts'
import type { Tx } from '#memory/database/database.ts'
import { DEFAULT_TENANT } from '#memory/people/tenants.ts'
import { windowTotals, type LedgerScope, type LedgerWindows } from '#memory/ledger/window-totals.ts'
import { testDatabase } from '../helpers/database.ts'
import { howMany, SEED } from '../helpers/depth.ts'
import { randomNumbers } from '../helpers/random-numbers.ts'
import { plainSum } from './totals/plain-sum.ts'
import { RandomPlans } from './totals/random-plans.ts'

const STEPS = howMany({ quick: 70, deep: 4_000 })
const STEPS_AT_ONCE = howMany({ quick: 15, deep: 40 })
const EVERY_WINDOW = new Set(LEDGER_WINDOWS.map(({ name }) => name))
const NOBODY = '00000000-0000-4000-8000-000000000000'

const database = await testDatabase({ after })
const inTenant = <T>(work: (tx: Tx) => Promise<T>) => database.tenant(DEFAULT_TENANT, work)

/** As the plain sum tells them. An amount of nothing isn't told by sums. */
function lines(totals: LedgerWindows): Record<string, readonly string[]> {
  return Object.fromEntries(
    Object.entries(totals).map(([name, { counts, amounts }]) => [
      name,
      [
        ...Object.entries(counts).map(([tool, count]) => `${tool} ${count}`),
        ...Object.entries(amounts).flatMap(([tool, byCurrency]) =>
          Object.entries(byCurrency).map(([currency, minor]) => `${tool} ${currency} ${minor}`),
        ),
      ]
        .filter((line) => !/ [A-Z]+ 0$/.test(line))
        .sort(),
    ]),
  )
}

async function compare(scope: LedgerScope, said: () => string): Promise<void> {
  const { kept, plain } = await inTenant(async (tx) => ({
    kept: lines(await windowTotals(tx, scope)),
    plain: await plainSum(tx, scope),
  }))
  const plainly = Object.fromEntries(
    Object.entries(plain).map(([name, told]) => [name, told.filter((line) => !/ [A-Z]+ 0$/.test(line))]),
  )
  assert.deepEqual(kept, plainly, said())
}

test(`kept totals are the plain sum of the ledger in every window, whatever happened (seed ${SEED})`, async () => {
  const random = randomNumbers(SEED)
  const history = new RandomPlans(database, random, { ages: true })
  const told: string[] = []
  const said = () => `seed ${SEED}, after ${told.slice(-12).join('; ')}`
  for (let step = 0; step < STEPS; step++) {
    told.push(await history.step())
    const plan = history.plans[Math.floor(random() * history.plans.length)]
    if (!plan) continue
    const { planId, requester, agent } = plan
    await compare({ requester, agent, withoutPlan: planId, windows: EVERY_WINDOW }, said)
    if (step % 10 > 0) continue
    await compare({ requester, agent, withoutPlan: NOBODY, windows: EVERY_WINDOW }, said)
    assert.deepEqual(await inTenant((tx) => findStrayTotals(tx, 5)), [], said())
  }
  for (const { planId, requester, agent } of history.plans) {
    await compare({ requester, agent, withoutPlan: planId, windows: EVERY_WINDOW }, said)
  }
})

test('and where many do so at once', async () => {
  const histories = Array.from(
    { length: 8 },
    (_, index) => new RandomPlans(database, randomNumbers(SEED + 1 + index), { ages: false }),
  )
  await Promise.all(
    histories.map(async (history) => {
      for (let step = 0; step < STEPS_AT_ONCE; step++) await history.step()
    }),
  )
  assert.deepEqual(await inTenant((tx) => findStrayTotals(tx, 5)), [], `seed ${SEED}`)
  for (const { planId, requester, agent } of histories.flatMap(({ plans }) => plans)) {
    await compare({ requester, agent, withoutPlan: planId, windows: EVERY_WINDOW }, () => `seed ${SEED}`)
  }
})

test('made anew from the ledger they are the same', async () => {
  await inTenant(refillTotals)
  assert.deepEqual(await inTenant((tx) => findStrayTotals(tx, 5)), [])
  for (const requester of ['customer', 'clerk']) {
    await compare({ requester, agent: 'support', withoutPlan: NOBODY, windows: EVERY_WINDOW }, () => `seed ${SEED}`)
  }
})
