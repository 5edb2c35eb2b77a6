import { sql } from 'drizzle-orm'
import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { systemContext } from '#core/context.ts'
import type { LedgerWindow } from '#memory/ledger/ledger-window.ts'
import { createLogger } from '#core/log.ts'
import type { Tx } from '#memory/database/database.ts'
import { dispatchEffect, recordOutcome } from '#memory/ledger/ledger.ts'
import {
  createPlan,
  expirePlans,
  moveOwnedPlan,
  movePlan,
  storeDryRun,
  storeJudgement,
} from '#memory/plans/plan-changes.ts'
import { lockScopes, readScopes, reserveWindows, scopesOf } from '#memory/ledger/reservations.ts'
import { claimRuns } from '#memory/runs/claim-runs.ts'
import type { Lease } from '#memory/runs/leases.ts'
import { finishRun } from '#memory/runs/runs.ts'
import { DEFAULT_TENANT } from '#memory/people/tenants.ts'
import { windowTotals } from '#memory/ledger/window-totals.ts'
import { ALLOW } from '#core/verdict.ts'
import { testDatabase } from '../helpers/database.ts'
import { acceptedMessage } from '../helpers/threads.ts'

const database = await testDatabase({ after })
const { newId } = systemContext(createLogger('silent'))
const OPERATOR = { data: ['operator'], ctrl: [] }
const WHOSE = { requester: 'customer', agent: 'support' }
const WINDOWS: ReadonlySet<LedgerWindow> = new Set(['user1h', 'user24h', 'tenant30d'])
const NOBODY = '00000000-0000-4000-8000-000000000000'

const inTenant = <T>(work: (tx: Tx) => Promise<T>) => database.tenant(DEFAULT_TENANT, work)

interface Judged {
  readonly planId: string
  readonly hold: Lease
}

/** A plan of two refunds of 50.00 that has passed judgement. */
async function judgedPlan(status: 'waiting' | 'applying'): Promise<Judged> {
  const { threadId, runId } = await acceptedMessage(database)
  const runs = await claimRuns(database, { leaseMs: 600_000, atMost: 100 })
  const hold = { runId, fence: runs.find(({ id }) => id === runId)?.fence ?? 0 }
  const planId = newId()
  const plan = {
    ...WHOSE,
    agentHash: 'h',
    author: 'playbook',
    playbook: 'refund',
    program: '',
    literals: OPERATOR,
  } as const
  const effect = (index: number) => ({
    index,
    tool: 'shop/refunds.create',
    args: {},
    labels: {},
    because: OPERATOR,
    paths: {},
    definitionHash: 'd',
    amounts: { EUR: 5000 },
  })
  const dryRun = { planId, generation: 0, said: null, effects: [effect(0), effect(1)], changes: [], citations: [] }
  const judgement = {
    planId,
    status,
    verdict: ALLOW,
    effectVerdicts: [ALLOW, ALLOW],
    policyHash: 'p',
    digest: planId,
    seal: {},
    escalation: null,
    risk: [],
    expiresAt: new Date(Date.now() + 60_000).toISOString(),
    facts: { principal: { id: 'customer', name: 'Maya', email: null, roles: [] }, channel: 'web', now: '', ledger: {} },
    shadow: null,
  }
  await inTenant(async (tx) => {
    await createPlan(
      tx,
      { ...plan, id: planId, threadId, runId, round: 0, slots: {}, identity: null, intent: null, nowMs: 0 },
      hold,
    )
    await storeDryRun(tx, dryRun, hold)
    await storeJudgement(tx, judgement, hold)
  })
  return { planId, hold }
}

async function begin({ planId, hold }: Judged, state: 'succeeded' | 'failed' | 'unknown' | null): Promise<void> {
  const row = { planId, index: 0, idempotencyKey: planId, resolvedArgs: {}, leaseMustLastMs: 0 }
  const outcome = { ok: false, code: 'x' } as const
  await inTenant(async (tx) => {
    await dispatchEffect(tx, row, hold)
    if (state) await recordOutcome(tx, { planId, index: 0, state, outcome }, hold)
  })
}

/** Refunds that the user's last day holds, as somebody sees them who has no plan there. */
async function heldBy(withoutPlan = NOBODY): Promise<number> {
  const totals = await inTenant((tx) => windowTotals(tx, { ...WHOSE, withoutPlan, windows: WINDOWS }))
  const { counts, amounts } = totals.user24h ?? { counts: {}, amounts: {} }
  const count = counts['shop/refunds.create'] ?? 0
  assert.equal(amounts['shop/refunds.create']?.['EUR'] ?? 0, count * 5000)
  return count
}

const ENDS: readonly (readonly [title: string, held: number, end: (judged: Judged) => Promise<unknown>])[] = [
  ['waits for a person keeps its share', 2, async () => {}],
  [
    'was rejected gives it back',
    0,
    ({ planId }) => inTenant((tx) => movePlan(tx, planId, { from: ['waiting'], to: 'rejected' })),
  ],
  [
    'expired gives it back',
    0,
    ({ planId }) =>
      inTenant(async (tx) => {
        await tx.query(sql`update plans set expires_at = now() where tenant_id = ${tx.tenantId} and id = ${planId}`)
        await expirePlans(tx, 10)
      }),
  ],
  [
    'was taken back gives it back',
    0,
    ({ planId }) => inTenant((tx) => movePlan(tx, planId, { from: ['waiting'], to: 'cancelled' })),
  ],
]

for (const [title, held, end] of ENDS) {
  test(`a plan that ${title}`, async () => {
    const before = await heldBy()
    const judged = await judgedPlan('waiting')
    await end(judged)
    assert.equal((await heldBy()) - before, held)
  })
}

const BEGUN = [
  { title: 'whose first step was done keeps both', state: 'succeeded', to: null, held: 2 },
  { title: 'whose first step failed gives all of it back', state: 'failed', to: 'failed', held: 0 },
  { title: 'that stopped after its first step gives the second back', state: 'succeeded', to: 'failed', held: 1 },
  { title: 'whose first step nobody knows about keeps both', state: 'unknown', to: 'unknown', held: 2 },
  { title: 'that failed with a step that nobody knows about keeps that one', state: 'unknown', to: 'failed', held: 1 },
  { title: 'whose first step is under way keeps both', state: null, to: null, held: 2 },
] as const

for (const { title, state, to, held } of BEGUN) {
  test(`a plan ${title}`, async () => {
    const before = await heldBy()
    const judged = await judgedPlan('applying')
    await begin(judged, state)
    if (to) await inTenant((tx) => moveOwnedPlan(tx, judged.planId, { from: ['applying'], to }, judged.hold))
    assert.equal((await heldBy()) - before, held)
  })
}

test('a plan that is asked again counts what was reserved before it, and nothing that came later', async () => {
  const before = await heldBy()
  const [first, second] = [await judgedPlan('waiting'), await judgedPlan('applying')]
  await begin(second, 'succeeded')
  assert.equal((await heldBy(first.planId)) - before, 0)
  assert.equal((await heldBy(second.planId)) - before, 2)
  // Sent back to be judged anew, it has no place any more.
  await inTenant((tx) =>
    tx.query(sql`update plans set status = 'making' where tenant_id = ${tx.tenantId} and id = ${first.planId}`),
  )
  assert.equal((await heldBy(first.planId)) - before, 2)
})

test('a window holds what was begun in it, and what is still to be begun however old', async () => {
  const before = await inTenant((tx) => windowTotals(tx, { ...WHOSE, withoutPlan: NOBODY, windows: WINDOWS }))
  const judged = await judgedPlan('applying')
  await begin(judged, 'succeeded')
  const seen = async (age: string) => {
    await inTenant((tx) =>
      tx.query(sql`update effects set created_at = now() - ${age}::interval, dispatched_at = dispatched_at - ${age}::interval
                    where tenant_id = ${tx.tenantId} and plan_id = ${judged.planId}`),
    )
    const now = await inTenant((tx) => windowTotals(tx, { ...WHOSE, withoutPlan: NOBODY, windows: WINDOWS }))
    assert.deepEqual(Object.keys(now).sort(), [...WINDOWS].sort())
    return [...WINDOWS].map((name) => {
      const count = (totals: typeof now) => totals[name]?.counts['shop/refunds.create'] ?? 0
      return count(now) - count(before)
    })
  }
  assert.deepEqual(await seen('30 minutes'), [2, 2, 2])
  assert.deepEqual(await seen('2 hours'), [1, 2, 2])
  assert.deepEqual(await seen('3 days'), [1, 1, 2])
  assert.deepEqual(await seen('40 days'), [1, 1, 1])
})

test('of two judgements by the same totals one reserves, and the other is told to judge again', async () => {
  const scopes = scopesOf(WINDOWS, WHOSE)
  assert.deepEqual(scopes, ['user customer', 'tenant'])
  const seen = await inTenant((tx) => readScopes(tx, scopes))
  const reserve = () => database.batch(DEFAULT_TENANT, (tx) => reserveWindows(tx, { seen, also: ['agent support'] }))
  const both = await Promise.allSettled([reserve(), reserve()])
  assert.deepEqual(both.map(({ status }) => status).sort(), ['fulfilled', 'rejected'])
  const refused = both.find((one) => one.status === 'rejected')
  assert.equal(refused?.reason.code, 'not-as-supposed')
  const now = await inTenant((tx) => readScopes(tx, scopes))
  assert.deepEqual(
    [...now.values()],
    [...seen.values()].map((version) => version + 1),
  )
  // Another's scopes aren't in the way: nothing was judged by them.
  await database.batch(DEFAULT_TENANT, (tx) => reserveWindows(tx, { seen: now, also: ['agent support'] }))
})

test('nobody reserves in a window while it is held', async () => {
  const scopes = ['user somebody']
  const before = await inTenant((tx) => readScopes(tx, scopes))
  const reserving = await inTenant(async (tx) => {
    const held = await lockScopes(tx, scopes)
    const other = database.batch(DEFAULT_TENANT, (also) => reserveWindows(also, { seen: before, also: [] }))
    other.catch(() => {})
    await reserveWindows(tx, { seen: held, also: [] })
    return { other }
  })
  await assert.rejects(reserving.other, { code: 'not-as-supposed' })
})

for (const [title, state, isOver] of [
  ['was begun, and nothing is known of it yet,', null, false],
  ['nobody knows of', 'unknown', false],
  ['is known to have failed', 'failed', true],
] as const) {
  test(`a run whose step ${title} ${isOver ? 'is over' : 'isn’t over'}`, async () => {
    const judged = await judgedPlan('applying')
    await begin(judged, state)
    const ended = inTenant((tx) => finishRun(tx, judged.hold, 'done'))
    if (isOver) await ended
    else await assert.rejects(ended, { code: 'steps-open' })
  })
}
