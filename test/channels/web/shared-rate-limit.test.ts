import assert from 'node:assert/strict'
import test, { type TestContext } from 'node:test'
import { createRateLimit } from '#channels/web/rate-limit.ts'
import { shareRateLimit, type PrincipalRateLimit } from '#channels/web/shared-rate-limit.ts'
import { createLogger } from '#core/log.ts'
import { PrincipalId } from '#core/principal.ts'
import type { Database } from '#memory/database/database.ts'
import { addToSharedRateLimits } from '#memory/people/shared-rate-limits.ts'
import { DEFAULT_TENANT } from '#memory/people/tenants.ts'
import { testDatabase } from '../../helpers/database.ts'
import { until } from '../../helpers/until.ts'

const MAYA = { tenantId: DEFAULT_TENANT, id: PrincipalId.parse('maya') }
const OTTO = { tenantId: DEFAULT_TENANT, id: PrincipalId.parse('otto') }

test('what one server let go counts at another, a moment later, and for nobody else', async (t) => {
  const database = await testDatabase(t)
  const [one, other] = [rateOver(t, database), rateOver(t, database)]
  for (let times = 0; times < 6; times += 1) assert.equal(one.rate(MAYA), 0)
  assert.ok(one.rate(MAYA) > 0, 'no more than six in a minute')
  await until(() => one.told() === 1)
  assert.equal(other.rate(MAYA), 0, 'it has not asked yet')
  await until(() => other.told() === 1)
  assert.ok(other.rate(MAYA) > 0, 'seven were let go by the two')
  assert.equal(other.rate(OTTO), 0)
})

test('a message waits for no database, and where none can be told each server counts on', async (t) => {
  let asked = 0
  const rate = shareRateLimit(
    createRateLimit(2, () => new Date()),
    {
      ...OPTIONS,
      closing: closingOf(t),
      share: () => {
        asked += 1
        return Promise.reject(new Error('no database'))
      },
    },
  )
  assert.equal(rate(MAYA), 0)
  await until(() => asked === 1)
  assert.equal(rate(MAYA), 0)
  assert.ok(rate(MAYA) > 0)
})

const OPTIONS = { name: 'messages', afterMs: 1, log: createLogger('silent') }

/** Six a minute at one server, and how often it told the database. */
function rateOver(t: TestContext, database: Database): { rate: PrincipalRateLimit; told(): number } {
  let told = 0
  const rate = shareRateLimit(
    createRateLimit(6, () => new Date()),
    {
      ...OPTIONS,
      closing: closingOf(t),
      share: async (_, used) => {
        const ofAll = await database.batch(DEFAULT_TENANT, (tx) => addToSharedRateLimits(tx, used))
        // What is learned is there before anybody looks.
        setImmediate(() => (told += 1))
        return ofAll
      },
    },
  )
  return { rate, told: () => told }
}

function closingOf(t: TestContext): AbortSignal {
  const closing = new AbortController()
  t.after(() => closing.abort())
  return closing.signal
}
